/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.tlsboot.ledger;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.http.HttpClients;
import io.tlsboot.http.HttpServers;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.Jsse;
import io.tlsboot.testing.RecordingHandshakes;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the Flight Recorder tells of this JVM. A handshake of nobody in particular ends
 * each count: what was before it, has been counted when it is.
 */
class JvmHandshakesTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final SSLContext CONTEXT = Jsse.context(SERVER, AUTHORITY);

	private static final JvmHandshakes JVM = JvmHandshakes.on(Clock.systemUTC());

	private static int number;

	@BeforeAll
	static void start() throws Exception {
		JVM.start();
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
		while (counts().sides().isEmpty()) {
			assertThat(System.nanoTime()).isLessThan(deadline);
			Jsse.connect(CONTEXT, "begin.example", "TLSv1.3", false);
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
		}
		settle();
	}

	@AfterAll
	static void close() {
		JVM.close();
	}

	private static JvmHandshakeCounts counts() {
		return Objects.requireNonNull(JVM.counts());
	}

	private static JvmHandshakeCounts settle() throws Exception {
		String host = "end%d.example".formatted(number++);
		long servers = servers(counts());
		Jsse.connect(CONTEXT, host, "TLSv1.3", false);
		return await((counts) -> counts.servers().containsKey(host) && servers(counts) > servers);
	}

	private static long servers(JvmHandshakeCounts counts) {
		return counts.sides().getOrDefault("server", 0L);
	}

	private static JvmHandshakeCounts await(Predicate<JvmHandshakeCounts> condition) {
		long deadline = System.nanoTime() + Endpoints.TIMEOUT.toNanos();
		while (!condition.test(counts())) {
			assertThat(System.nanoTime()).as("%s", counts()).isLessThan(deadline);
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
		}
		return counts();
	}

	// Without the one that ends the count.
	private static long added(JvmHandshakeCounts before) throws Exception {
		return settle().handshakes() - before.handshakes() - 2;
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void socketsAreCountedOnBothSides(boolean clientCertificate) throws Exception {
		JvmHandshakeCounts before = counts();
		String host = "sockets-%s.example".formatted(clientCertificate);
		Jsse.connect(CONTEXT, host, "TLSv1.3", clientCertificate);
		JvmHandshakeCounts after = settle();
		assertThat(after.servers()).containsEntry(host, 1L);
		assertThat(after.sides().get("client") - before.sides().get("client")).isEqualTo(2);
		assertThat(after.sides().get("server") - before.sides().get("server")).isEqualTo(2);
		assertThat(after.sides()).doesNotContainKey("unknown");
		assertThat(after.versions()).containsKey("TLSv1.3");
		assertThat(after.cipherSuites()).containsKey("TLS_AES_256_GCM_SHA384");
		assertThat(after.since()).isNotNull();
		assertThat(after.unavailable()).isNull();
	}

	@Test
	void beforeTls13TheServerIsNotRecorded() throws Exception {
		JvmHandshakeCounts before = counts();
		Jsse.connect(Jsse.context(SERVER, AUTHORITY), "old.example", "TLSv1.2", false);
		assertThat(added(before)).isOne();
		assertThat(counts().servers()).containsEntry("old.example", 1L);
		assertThat(counts().versions()).containsKey("TLSv1.2");
	}

	@Test
	void enginesOfTheJdksHttpAreCountedOnBothSides() throws Exception {
		JvmHandshakeCounts before = counts();
		HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
		try {
			server.setHttpsConfigurator(new HttpsConfigurator(CONTEXT));
			server.createContext("/", (exchange) -> {
				exchange.sendResponseHeaders(204, -1);
				exchange.close();
			});
			server.start();
			assertThat(HttpClient.newBuilder()
				.sslContext(CONTEXT)
				.build()
				.send(HttpRequest
					.newBuilder(URI.create("https://localhost:%d/".formatted(server.getAddress().getPort())))
					.timeout(Endpoints.TIMEOUT)
					.build(), HttpResponse.BodyHandlers.discarding())
				.statusCode()).isEqualTo(204);
		}
		finally {
			server.stop(0);
		}
		assertThat(added(before)).isEqualTo(2);
		assertThat(counts().servers()).containsEntry("localhost", 1L);
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1_2, false", "TLSv1_3, false", "TLSv1_3, true" })
	void listenersAndClientsOfOursAreNotCounted(TlsVersion version, boolean clientCertificate) throws Exception {
		JvmHandshakeCounts before = counts();
		CertificateOptions.Builder listening = CertificateOptions.builder()
			.engine(EngineChoice.JDK)
			.identity(SERVER)
			.raiseMinimumTo(version)
			.lowerMaximumSecurityTo(version);
		CertificateOptions.Builder connecting = CertificateOptions.builder()
			.engine(EngineChoice.JDK)
			.trustRoot(AUTHORITY.trustRoot());
		if (clientCertificate) {
			listening.trustRoot(AUTHORITY.trustRoot());
			connecting.identity(SERVER);
		}
		try (Endpoints endpoints = new Endpoints()) {
			Listener listener = endpoints.listen(listening.build(), Endpoints.ECHO);
			TlsClient client = endpoints.client(listener, "localhost", connecting.build());
			Endpoints.exchange(client, "first");
			assertThat(endpoints.handshakes().session(Side.SERVER).isResumed()).isFalse();
			Endpoints.exchange(client, "second");
			assertThat(endpoints.handshakes().session(Side.SERVER).isResumed()).isTrue();
		}
		assertThat(added(before)).isZero();
	}

	@Test
	void selfTestsAreNotCounted() throws Exception {
		JvmHandshakeCounts before = counts();
		CertificateOptions options = CertificateOptions.builder().engine(EngineChoice.JDK).identity(SERVER).build();
		TlsContextSource.forServer(OptionsSource.fixed("server", options), ContextSettings.of(Clock.systemUTC()))
			.close();
		assertThat(added(before)).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void whatIsObservedIsNotCounted(String version) throws Exception {
		JvmHandshakeCounts before = counts();
		RecordingHandshakes handshakes = new RecordingHandshakes();
		SslContext serving = SslContextBuilder.forServer(SERVER.privateKey(), SERVER.x509Chain())
			.sslProvider(SslProvider.JDK)
			.protocols(version)
			.build();
		SslContext asking = SslContextBuilder.forClient()
			.sslProvider(SslProvider.JDK)
			.trustManager(AUTHORITY.certificate().toX509())
			.build();
		DisposableServer server = HttpServers
			.observe(HttpServer.create()
				.host("127.0.0.1")
				.port(0)
				.secure((spec) -> spec.sslContext(serving))
				.handle((request, response) -> response.sendString(Mono.just("hello"))), "server", handshakes)
			.bindNow(Endpoints.TIMEOUT);
		try {
			assertThat(HttpClients
				.observe(reactor.netty.http.client.HttpClient.newConnection().secure((spec) -> spec.sslContext(asking)),
						handshakes)
				.get()
				.uri("https://localhost:%d/".formatted(server.port()))
				.responseContent()
				.aggregate()
				.asString()
				.block(Endpoints.TIMEOUT)).isEqualTo("hello");
		}
		finally {
			server.disposeNow(Endpoints.TIMEOUT);
		}
		assertThat(handshakes.session(Side.SERVER).version().protocolName()).isEqualTo(version);
		assertThat(handshakes.session(Side.CLIENT).version().protocolName()).isEqualTo(version);
		assertThat(added(before)).isZero();
	}

	@Test
	void hostsAreBoundedAndHarmless() {
		try (JvmHandshakes jvm = JvmHandshakes.on(Clock.systemUTC())) {
			jvm.add(JvmHandshake.of("client", "TLSv1.3", "TLS_AES_128_GCM_SHA256", "a\r\n\u202e" + "b".repeat(9000)));
			jvm.add(JvmHandshake.of("client", null, null, ""));
			for (int host = 0; host < 1000; host++) {
				jvm.add(JvmHandshake.of("client", "v" + host, "c" + host, "host" + host));
				jvm.add(JvmHandshake.of("server", "TLSv1.3", "TLS_AES_128_GCM_SHA256", "client" + host));
			}
			JvmHandshakeCounts counts = Objects.requireNonNull(jvm.counts());
			assertThat(counts.handshakes()).isEqualTo(2002);
			assertThat(counts.servers()).hasSize(101)
				.containsEntry("a???" + "b".repeat(251) + "...", 1L)
				.containsEntry("none", 1L)
				.containsEntry("other", 902L)
				.doesNotContainKey("client0");
			assertThat(counts.versions()).hasSize(101);
			assertThat(counts.cipherSuites()).hasSize(101);
			assertThat(counts.sides()).containsEntry("client", 1002L).containsEntry("server", 1000L);
		}
	}

	@Test
	void nothingIsStartedAfterTheEnd() {
		JvmHandshakes jvm = JvmHandshakes.on(Clock.systemUTC());
		jvm.close();
		jvm.start();
		assertThat(Objects.requireNonNull(jvm.counts()).since()).isNull();
		assertThat(JvmHandshakes.off().counts()).isNull();
	}

}
