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

import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.SslHandler;
import io.tlsboot.connection.ConnectionLostException.Reason;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RawTlsPeer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Section N of Twisted's behaviours: connections that are aborted, and peers that do not
 * answer. More about N10, N11 and N13 is in {@link TlsConnectionTests}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DisorderlyCloseStatementTests extends AbstractCloseTests {

	// N10: ours sends no close_notify, which would say that this is all.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void whatIsNotSentYetIsLostWithAnAbort(EngineChoice engine, TlsVersion version) throws Exception {
		int length = 32 * 1024 * 1024;
		Listener listener = listen(engine, version, (connection) -> {
			this.served.complete(connection);
			return connection.outbound().sendByteArray(Mono.just(new byte[length]));
		});
		TlsConnection connection = connect(listener.port(), engine);
		int[] received = new int[1];

		StepVerifier.create(connection.inbound().receive().map(ByteBuf::readableBytes), 1).consumeNextWith((bytes) -> {
			received[0] += bytes;
			this.served.join().abort();
		})
			// Until then nothing more is read, or all of it might have been sent before.
			.then(() -> awaitNoConnection(listener))
			.thenRequest(Long.MAX_VALUE)
			.thenConsumeWhile((bytes) -> true, (bytes) -> received[0] += bytes)
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(ConnectionLostException.class,
					(lost) -> assertThat(lost.reason()).isIn(Reason.RESET, Reason.TRUNCATED)))
			.verify(Endpoints.TIMEOUT);

		assertThat(received[0]).isLessThan(length);
	}

	// N11, N12
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void exceptionOfAHandlerThatAbortsIsTold(EngineChoice engine, TlsVersion version, CapturedOutput output)
			throws Exception {
		Listener listener = listen(engine, version,
				(connection) -> connection.inbound().receive().asString().doOnNext((text) -> {
					connection.abort();
					this.seen.add(text);
					throw new IllegalStateException("on purpose, " + text);
				}).then());
		TlsConnection connection = connect(listener.port(), engine);
		String text = "from %s with %s".formatted(engine, version);
		send(connection, text);

		assertThat(next()).isEqualTo(text);
		StepVerifier.create(connection.inbound().receive())
			.expectError(ConnectionLostException.class)
			.verify(Endpoints.TIMEOUT);
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> output.getAll().contains("on purpose, " + text));
		assertThat(this.seen).isEmpty();
	}

	// N14: ours has no half-close, and takes a peer's for the end of both directions.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void halfCloseOfAPeerEndsBothDirections(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version, (connection) -> {
			this.served.complete(connection);
			return connection.inbound()
				.receive()
				.asString()
				.concatMap((text) -> connection.outbound().sendString(Mono.just(text)).then())
				.then()
				.doOnSuccess((nothing) -> this.seen.add("end"))
				.doOnError(this.seen::add);
		});
		try (RawTlsPeer peer = rawPeer(listener, version)) {
			peer.handshake();
			peer.tls().shutdownOutput();

			assertThat(next()).isEqualTo("end");
			assertThat(catchThrowable(() -> send(served(), "more"))).isNotNull();
			if (version == TlsVersion.TLSv1_3) {
				assertThat(peer.tls().getInputStream().read()).isEqualTo(-1);
			}
		}
		awaitNoConnection(listener);
	}

	// N15
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void whatThePeerStillSendsIsDelivered(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version, (connection) -> {
			this.served.complete(connection);
			return connection.outbound().sendString(Mono.just("y")).then().then(observe(connection));
		});
		try (RawTlsPeer peer = rawPeer(listener, version)) {
			peer.handshake();
			assertThat(next()).isEqualTo("x");
			served().close();
			Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> engine(served()).engine().isOutboundDone());

			peer.tls().getOutputStream().write('z');
			assertThat(next()).isEqualTo("z");
			peer.tls().close();

			assertThat(next()).isEqualTo("end");
		}
	}

	// N16: ours has limits.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void peerThatDoesNotAnswerTheCloseIsGivenUp(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version, (connection) -> {
			this.served.complete(connection);
			return connection.outbound().sendString(Mono.just("y")).then().then(observe(connection));
		});
		try (RawTlsPeer peer = rawPeer(listener, version)) {
			peer.handshake();
			SslHandler handler = engine(served());
			assertThat(handler.getCloseNotifyFlushTimeoutMillis()).isEqualTo(3000);
			assertThat(handler.getCloseNotifyReadTimeoutMillis()).isEqualTo(5000);
			handler.setCloseNotifyReadTimeoutMillis(100);

			served().close().block(Endpoints.TIMEOUT);

			assertThat(channel(served()).isActive()).isFalse();
		}
	}

	// N16
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void peerThatDoesNotReadIsGivenUp(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version, (connection) -> {
			this.served.complete(connection);
			return connection.outbound().sendByteArray(Mono.just(new byte[32 * 1024 * 1024]));
		});
		try (RawTlsPeer peer = rawPeer(listener, version)) {
			peer.tls().startHandshake();
			SslHandler handler = engine(served());
			handler.setCloseNotifyFlushTimeoutMillis(100);
			handler.setCloseNotifyReadTimeoutMillis(100);

			served().close().block(Endpoints.TIMEOUT);

			assertThat(channel(served()).isActive()).isFalse();
		}
	}

}
