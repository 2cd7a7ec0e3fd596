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

package io.tlsboot.connection;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RawTlsPeer;
import io.tlsboot.testing.RecordingProxy;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Section N of Twisted's behaviours: how connections are closed. Elsewhere are N2 and N6
 * ({@link EndOfStreamTests}), N9 ({@link TlsConnectionTests}), and all that a peer or an
 * abort disturbs ({@link DisorderlyCloseStatementTests}).
 */
class CloseStatementTests extends AbstractCloseTests {

	private static final int ALERT = 21;

	private static final int APPLICATION_DATA = 23;

	// RFC 8446, section 5.2: an alert, the type of its content and the tag. JSSE pads
	// with
	// 16 bytes more.
	private static final Set<Integer> ENCRYPTED_ALERT = Set.of(2 + 1 + 16, 2 + 1 + 16 + 16);

	// N1, N2
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void bothSidesEndWithOneCloseNotify(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version, this.observer);
		try (RecordingProxy proxy = new RecordingProxy(listener.port())) {
			TlsConnection connection = connect(proxy.port(), engine);
			send(connection, "all of it");
			connection.close().block(Endpoints.TIMEOUT);

			assertThat(next()).isEqualTo("all of it");
			assertThat(next()).isEqualTo("end");
			assertEndsWithOneAlert(proxy.fromClient(), version);
			assertEndsWithOneAlert(proxy.fromServer(), version);
		}
	}

	private static void assertEndsWithOneAlert(byte[] recorded, TlsVersion version) {
		List<Boolean> alerts = new ArrayList<>();
		for (int at = 0; at < recorded.length;) {
			int length = ((recorded[at + 3] & 0xff) << 8) | (recorded[at + 4] & 0xff);
			alerts.add((version == TlsVersion.TLSv1_3)
					? recorded[at] == APPLICATION_DATA && ENCRYPTED_ALERT.contains(length) : recorded[at] == ALERT);
			at += 5 + length;
		}
		assertThat(alerts).endsWith(true).containsOnlyOnce(true);
	}

	// N1, N7
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void closeIsDoneWhenThePeerHasAnsweredAndTcpIsGone(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version, (connection) -> {
			this.served.complete(connection);
			return connection.inbound()
				.receive()
				.take(1)
				.concatMap((bytes) -> connection.outbound().sendString(Mono.just("y")).then())
				.then(Mono.never());
		});
		try (RawTlsPeer peer = rawPeer(listener, version)) {
			peer.handshake();
			CompletableFuture<Void> closed = served().close().toFuture();
			Awaitility.await()
				.during(Duration.ofMillis(200))
				.atMost(Endpoints.TIMEOUT)
				.until(() -> !closed.isDone() && channel(served()).isActive());

			assertThat(peer.tls().getInputStream().read()).isEqualTo(-1);
			peer.tls().close();

			closed.get(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
			assertThat(channel(served()).isActive()).isFalse();
		}
		awaitNoConnection(listener);
	}

	// N3
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void bothMayCloseAtOnce(EngineChoice engine, TlsVersion version) throws Exception {
		BlockingQueue<TlsConnection> accepted = new LinkedBlockingQueue<>();
		Listener listener = listen(engine, version, (connection) -> {
			accepted.add(connection);
			return observe(connection);
		});
		for (int times = 0; times < 10; times++) {
			TlsConnection client = connect(listener.port(), engine);
			observe(client).subscribe(null, this.seen::add);
			TlsConnection server = Objects
				.requireNonNull(accepted.poll(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS));

			Mono.when(client.close(), server.close()).block(Endpoints.TIMEOUT);

			assertThat(List.of(next(), next())).containsExactly("end", "end");
		}
		awaitNoConnection(listener);
		assertThat(this.seen).isEmpty();
	}

	// N4, N5, N17: ours tells who writes that it is too late.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void whatIsDoneAfterTheCloseHasNoEffect(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version, this.observer);
		TlsConnection connection = connect(listener.port(), engine);
		Mono<Void> first = connection.close();
		Mono<Void> second = connection.close();

		Mono.when(first, second).block(Endpoints.TIMEOUT);
		assertThat(catchThrowable(() -> send(connection, "late"))).isNotNull();
		connection.abort();
		connection.close().block(Endpoints.TIMEOUT);

		assertThat(connection.session().orElseThrow().peerCertificate()).contains(SERVER.certificate());
		assertThat(connection.remoteAddress()).isNotNull();
		assertThat(connection.inbound().receive().collectList().block(Endpoints.TIMEOUT)).isEmpty();
		assertThat(next()).isEqualTo("end");
		awaitNoConnection(listener);
		assertThat(this.seen).isEmpty();
	}

	// N4
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void connectionThatIsLostMayBeClosed(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version, this.observer);
		connect(listener.port(), engine).abort();

		assertThat(next()).isInstanceOf(ConnectionLostException.class);
		served().close().block(Endpoints.TIMEOUT);
		served().abort();

		awaitNoConnection(listener);
		assertThat(this.seen).isEmpty();
	}

	// N7
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void endIsReadWhenTcpIsGone(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version,
				(connection) -> connection.inbound()
					.receive()
					.then()
					.doFinally((signal) -> this.seen.add(channel(connection).isActive())));

		connect(listener.port(), engine).close().block(Endpoints.TIMEOUT);

		assertThat(next()).isEqualTo(false);
	}

	// N8
	@ParameterizedTest
	@CsvSource({ "OPENSSL", "JDK" })
	void whoGivesUpBeforeTheHandshakeIsDoneDropsTheConnection(EngineChoice engine) throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Disposable connecting = connecting(silent.getLocalPort(), engine).subscribe();
			try (Socket accepted = silent.accept()) {
				accepted.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
				assertThat(accepted.getInputStream().read()).isEqualTo(22);

				connecting.dispose();

				assertThat(gone(accepted.getInputStream())).isTrue();
			}
		}
	}

	private static boolean gone(InputStream in) {
		try {
			in.readAllBytes();
			return true;
		}
		catch (IOException ex) {
			return String.valueOf(ex.getMessage()).contains("reset");
		}
	}

}
