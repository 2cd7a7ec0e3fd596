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

package io.tlsboot.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.TlsAlert.Direction;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RecordingHandshakes;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Servers and clients of Reactor Netty that others secure.
 */
class ObservedHttpTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TestAuthority OTHER = TestAuthority.create("Other CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private final RecordingHandshakes served = new RecordingHandshakes();

	private final RecordingHandshakes asked = new RecordingHandshakes();

	private final List<DisposableServer> servers = new ArrayList<>();

	@AfterEach
	void close() {
		this.servers.forEach((server) -> server.disposeNow(Endpoints.TIMEOUT));
	}

	private int serve(SslProvider provider, PrivateCertificate identity, ClientAuth authentication,
			String... versions) {
		GenericSslContextSpec<SslContextBuilder> spec = Http2SslContextSpec
			.forServer(identity.privateKey(), identity.x509Chain())
			.configure((builder) -> with(builder, provider, versions).clientAuth(authentication));
		DisposableServer server = HttpServers
			.observe(
					HttpServer.create()
						.host("127.0.0.1")
						.port(0)
						.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
						.secure((ssl) -> ssl.sslContext(spec))
						.handle((request, response) -> response.sendString(Mono.just(request.version().text()))),
					"web", this.served)
			.bindNow(Endpoints.TIMEOUT);
		this.servers.add(server);
		return server.port();
	}

	private static SslContextBuilder with(SslContextBuilder builder, SslProvider provider, String... versions) {
		builder.sslProvider(provider).trustManager(AUTHORITY.certificate().toX509());
		return (versions.length != 0) ? builder.protocols(versions) : builder;
	}

	private HttpClient client(SslProvider provider, String... versions) {
		GenericSslContextSpec<SslContextBuilder> spec = Http2SslContextSpec.forClient()
			.configure((builder) -> with(builder, provider, versions));
		return HttpClients.observe(HttpClient.newConnection()
			.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
			.secure((ssl) -> ssl.sslContext(spec)), this.asked);
	}

	private static String get(HttpClient client, String host, int port) {
		return client.get()
			.uri("https://%s:%d/".formatted(host, port))
			.responseContent()
			.aggregate()
			.asString()
			.blockOptional(Endpoints.TIMEOUT)
			.orElseThrow();
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1.2", "OPENSSL, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3" })
	void successIsToldInFullOnBothSides(SslProvider provider, String version) {
		int port = serve(provider, SERVER, ClientAuth.NONE, version);
		HttpClient client = client(provider);
		assertThat(get(client, "localhost", port)).isEqualTo("HTTP/2.0");
		for (NegotiatedSession session : List.of(this.served.session(Side.SERVER), this.asked.session(Side.CLIENT))) {
			assertThat(session.version().protocolName()).isEqualTo(version);
			assertThat(session.cipherSuite()).startsWith("TLS_");
			assertThat(session.group()).isPresent();
			assertThat(session.applicationProtocol()).contains("h2");
			assertThat(session.isResumed()).isFalse();
			assertThat(session.generation()).isZero();
		}
		assertThat(this.served.isSilent(Side.SERVER)).isTrue();
		assertThat(this.asked.isSilent(Side.CLIENT)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void resumptionIsToldOnBothSides(String version) {
		int port = serve(SslProvider.JDK, SERVER, ClientAuth.NONE, version);
		GenericSslContextSpec<SslContextBuilder> spec = Http11SslContextSpec.forClient()
			.configure((builder) -> with(builder, SslProvider.JDK));
		HttpClient client = HttpClients.observe(HttpClient.newConnection().secure((ssl) -> ssl.sslContext(spec)),
				this.asked);
		get(client, "localhost", port);
		assertThat(this.served.session(Side.SERVER).isResumed()).isFalse();
		assertThat(this.asked.session(Side.CLIENT).isResumed()).isFalse();
		get(client, "localhost", port);
		assertThat(this.served.session(Side.SERVER).isResumed()).isTrue();
		assertThat(this.asked.session(Side.CLIENT).isResumed()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1.2", "OPENSSL, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3" })
	void untrustedServerIsToldOnBothSides(SslProvider provider, String version) {
		int port = serve(provider, OTHER.issue("server"), ClientAuth.NONE, version);
		HttpClient client = client(provider);
		assertThatThrownBy(() -> get(client, "localhost", port)).isNotInstanceOf(AssertionError.class);
		HandshakeFailure atServer = this.served.failure(Side.SERVER);
		assertThat(atServer.reason()).isEqualTo(FailureReason.PEER_ALERT);
		assertThat(atServer.alert()).isNotNull()
			.satisfies((alert) -> assertThat(alert.direction()).isEqualTo(Direction.RECEIVED));
		HandshakeFailure atClient = this.asked.failure(Side.CLIENT);
		assertThat(atClient.reason()).isEqualTo(FailureReason.UNTRUSTED_ISSUER);
		assertThat(atClient.serverName()).isEqualTo("localhost");
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void serverOfAnotherNameIsTold(SslProvider provider) {
		int port = serve(provider,
				AUTHORITY.issue((builder) -> builder.subject("CN=other").addSanDnsName("other.example")),
				ClientAuth.NONE);
		HttpClient client = client(provider);
		assertThatThrownBy(() -> get(client, "localhost", port)).isNotInstanceOf(AssertionError.class);
		assertThat(this.asked.failure(Side.CLIENT).reason()).isEqualTo(FailureReason.NAME_MISMATCH);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void expiredServerIsTold(SslProvider provider) {
		int port = serve(provider, AUTHORITY.issueExpired("server"), ClientAuth.NONE);
		HttpClient client = client(provider);
		assertThatThrownBy(() -> get(client, "localhost", port)).isNotInstanceOf(AssertionError.class);
		assertThat(this.asked.failure(Side.CLIENT).reason()).isEqualTo(FailureReason.EXPIRED);
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1.2", "OPENSSL, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3" })
	void missingClientCertificateIsToldOnBothSides(SslProvider provider, String version) {
		int port = serve(provider, SERVER, ClientAuth.REQUIRE, version);
		HttpClient client = client(provider);
		assertThatThrownBy(() -> get(client, "localhost", port)).isNotInstanceOf(AssertionError.class);
		assertThat(this.served.failure(Side.SERVER).reason()).isEqualTo(FailureReason.CLIENT_CERTIFICATE_MISSING);
		assertThat(this.asked.failure(Side.CLIENT).reason()).isEqualTo(FailureReason.PEER_ALERT);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void noSharedVersionIsToldOnBothSides(SslProvider provider) {
		int port = serve(provider, SERVER, ClientAuth.NONE, "TLSv1.3");
		HttpClient client = client(provider, "TLSv1.2");
		assertThatThrownBy(() -> get(client, "localhost", port)).isNotInstanceOf(AssertionError.class);
		HandshakeFailure failure = this.served.failure(Side.SERVER);
		assertThat(failure.reason()).isEqualTo(FailureReason.NO_SHARED_VERSION);
		assertThat(failure.alert()).isNotNull()
			.satisfies((alert) -> assertThat(alert.description()).isEqualTo("protocol_version"));
		assertThat(this.asked.failure(Side.CLIENT).reason()).isEqualTo(FailureReason.PEER_ALERT);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void clearTextIsTold(SslProvider provider) throws IOException {
		int port = serve(provider, SERVER, ClientAuth.NONE);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
			socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			socket.getInputStream().readAllBytes();
		}
		assertThat(this.served.failure(Side.SERVER).reason()).isEqualTo(FailureReason.PLAINTEXT_ON_TLS_PORT);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void connectionThatGoesAwayIsTold(SslProvider provider) throws IOException {
		new Socket(InetAddress.getLoopbackAddress(), serve(provider, SERVER, ClientAuth.NONE)).close();
		assertThat(this.served.failure(Side.SERVER).reason()).isEqualTo(FailureReason.RESET);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void clientThatIsSilentBeforeItsServerNameIsATimeout(SslProvider provider) throws Exception {
		SslContext context = with(SslContextBuilder.forServer(SERVER.privateKey(), SERVER.x509Chain()), provider)
			.build();
		SslContext other = with(SslContextBuilder.forServer(SERVER.privateKey(), SERVER.x509Chain()), provider).build();
		DisposableServer server = HttpServers
			.observe(HttpServer.create()
				.host("127.0.0.1")
				.port(0)
				.secure((ssl) -> ssl.sslContext(context)
					.handshakeTimeout(Duration.ofMillis(200))
					.addSniMapping("other.example", (named) -> named.sslContext(other))), "web", this.served)
			.bindNow(Endpoints.TIMEOUT);
		this.servers.add(server);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
			socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		assertThat(this.served.failure(Side.SERVER).reason()).isEqualTo(FailureReason.TIMEOUT);
	}

	@Test
	void clientThatCannotBeginIsToldWithTheReasonOfItsEngine() {
		int port = serve(SslProvider.JDK, SERVER, ClientAuth.NONE);
		GenericSslContextSpec<SslContextBuilder> spec = Http11SslContextSpec.forClient()
			.configure(
					(builder) -> with(builder, SslProvider.JDK, "TLSv1.2").ciphers(List.of("TLS_AES_128_GCM_SHA256")));
		HttpClient client = HttpClients.observe(HttpClient.newConnection().secure((ssl) -> ssl.sslContext(spec)),
				this.asked);
		assertThatThrownBy(() -> get(client, "localhost", port)).isNotInstanceOf(AssertionError.class);
		assertThat(this.asked.failure(Side.CLIENT).reason()).isEqualTo(FailureReason.NO_SHARED_VERSION);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whenTheListenerThrowsThenTheServerCloses(SslProvider provider) throws Exception {
		SslContext context = with(SslContextBuilder.forServer(SERVER.privateKey(), SERVER.x509Chain()), provider)
			.build();
		DisposableServer server = HttpServers
			.observe(HttpServer.create().host("127.0.0.1").port(0).secure((ssl) -> ssl.sslContext(context)), "web",
					new Throwing())
			.bindNow(Endpoints.TIMEOUT);
		this.servers.add(server);
		HttpClient client = client(provider);
		assertThatThrownBy(() -> get(client, "localhost", server.port())).isNotInstanceOf(AssertionError.class)
			.isNotInstanceOf(IllegalStateException.class);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whenTheListenerThrowsThenTheClientLearnsIt(SslProvider provider) {
		int port = serve(provider, SERVER, ClientAuth.NONE);
		GenericSslContextSpec<SslContextBuilder> spec = Http11SslContextSpec.forClient()
			.configure((builder) -> with(builder, provider, "TLSv1.2"));
		HttpClient client = HttpClients.observe(HttpClient.newConnection().secure((ssl) -> ssl.sslContext(spec)),
				new Throwing());
		assertThatThrownBy(() -> get(client, "localhost", port)).hasMessageNotContaining("Timeout");
	}

	@Test
	void clientsThatAreObservedForTheSameListenerShareTheirConnections() {
		int port = serve(SslProvider.JDK, SERVER, ClientAuth.NONE);
		ConnectionProvider pool = ConnectionProvider.create("shared", 1);
		try {
			GenericSslContextSpec<SslContextBuilder> spec = Http11SslContextSpec.forClient()
				.configure((builder) -> with(builder, SslProvider.JDK));
			HttpClient plain = HttpClient.create(pool).secure((ssl) -> ssl.sslContext(spec));
			for (int i = 0; i < 3; i++) {
				get(HttpClients.observe(plain, this.asked), "localhost", port);
			}
		}
		finally {
			pool.disposeLater().block(Endpoints.TIMEOUT);
		}
		assertThat(this.served.session(Side.SERVER)).isNotNull();
		assertThat(this.served.toldOfServers()).isOne();
	}

	@Test
	void clearHttpIsLeftAlone() {
		DisposableServer server = HttpServers
			.observe(HttpServer.create()
				.host("127.0.0.1")
				.port(0)
				.handle((request, response) -> response.sendString(Mono.just("hello"))), "web", this.served)
			.bindNow(Endpoints.TIMEOUT);
		this.servers.add(server);
		assertThat(HttpClients.observe(HttpClient.newConnection(), this.asked)
			.get()
			.uri("http://127.0.0.1:%d/".formatted(server.port()))
			.responseContent()
			.aggregate()
			.asString()
			.block(Endpoints.TIMEOUT)).isEqualTo("hello");
		assertThat(this.served.toldOfServers()).isZero();
	}

	private static final class Throwing implements HandshakeListener {

		@Override
		public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
			throw new UnsupportedOperationException("from the listener");
		}

		@Override
		public void failed(Endpoint endpoint, HandshakeFailure failure) {
			throw new UnsupportedOperationException("from the listener");
		}

	}

}
