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

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.tlsboot.client.ClientSettings;
import io.tlsboot.connection.ConnectionLostException.Reason;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.testing.Endpoints;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class TlsConnectionTests extends AbstractConnectionTests {

	// What it has sent must not look like all of it.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void connectionOfAHandlerThatFailsHasNoOrderlyEnd(EngineChoice engine, TlsVersion version) {
		Listener listener = listen(engine, version,
				(connection) -> connection.outbound()
					.sendString(Mono.just("half "))
					.then()
					.then(Mono.error(new IllegalStateException("on purpose"))));

		StepVerifier.create(read(connect(listener)))
			.expectError(ConnectionLostException.class)
			.verify(Endpoints.TIMEOUT);
	}

	// As a client sees it that reads late: all of it, and how it ended.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void clientThatReadsLateMissesNothing(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version,
				(connection) -> connection.outbound()
					.sendByteArray(Mono.just(new byte[20_000]))
					.then()
					.doOnSuccess((done) -> this.seen.add("sent")));
		TlsConnection connection = connect(listener);
		assertThat(next()).isEqualTo("sent");

		StepVerifier.create(connection.inbound().receive().map(ByteBuf::readableBytes).reduce(0, Integer::sum))
			.expectNext(20_000)
			.expectComplete()
			.verify(Endpoints.TIMEOUT);
	}

	// O4
	@Test
	void secondReaderAtTheSameTimeIsRefused() throws Exception {
		Listener listener = this.endpoints.listenPlain((connection) -> Flux.merge(connection.inbound().receive().then(),
				connection.lines(5).doOnError(this.seen::add).then()));
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			assertThat(next()).isInstanceOfSatisfying(IllegalStateException.class,
					(failure) -> assertThat(failure).hasMessage("the connection is read by somebody else already"));
			assertThatIOException().isThrownBy(() -> socket.getInputStream().read());
		}
	}

	// The peer closes before the handler has read: a handler that is not there yet, or
	// asks for little, misses nothing.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void whatWasReceivedIsReadAfterThePeerHasClosed(EngineChoice engine, TlsVersion version) throws Exception {
		CountDownLatch closed = new CountDownLatch(1);
		Listener listener = listen(engine, version,
				(connection) -> Mono.fromCallable(() -> closed.await(10, TimeUnit.SECONDS))
					.subscribeOn(Schedulers.boundedElastic())
					.thenMany(connection.lines(100).limitRate(1))
					.collectList()
					.doOnNext(this.seen::add)
					.then());
		TlsConnection connection = connect(listener);
		send(connection, "one\ntwo\nthree\n");
		connection.close();
		closed.countDown();

		assertThat(next()).isEqualTo(List.of("one", "two", "three"));
	}

	@Test
	void handlerThatReadToTheEndIsLeftToFinish() throws Exception {
		CountDownLatch gone = new CountDownLatch(1);
		Listener listener = this.endpoints.listenPlain(
				(connection) -> read(connection)
					.delayUntil((text) -> Mono.fromCallable(() -> gone.await(10, TimeUnit.SECONDS))
						.subscribeOn(Schedulers.boundedElastic()))
					.doOnNext(this.seen::add)
					.then());
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			socket.getOutputStream().write("kept".getBytes(StandardCharsets.UTF_8));
		}
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> listener.openConnections() == 0);
		gone.countDown();

		assertThat(next()).isEqualTo("kept");
	}

	@Test
	void handlerThatDoesNotReadIsCancelledWhenThePeerIsGone() throws Exception {
		Listener listener = this.endpoints
			.listenPlain((connection) -> Mono.<Void>never().doOnCancel(() -> this.seen.add("cancelled")));
		new Socket(InetAddress.getLoopbackAddress(), listener.port()).close();

		assertThat(next()).isEqualTo("cancelled");
	}

	// N10, N13
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void abortedConnectionIsNoOrderlyEndForThePeer(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version,
				(connection) -> connection.inbound()
					.receive()
					.doOnNext((bytes) -> connection.abort())
					.doOnError(this.seen::add)
					.then());
		TlsConnection connection = connect(listener);
		send(connection, "hello");

		StepVerifier.create(read(connection))
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(ConnectionLostException.class,
					(lost) -> assertThat(lost.reason()).isIn(Reason.RESET, Reason.TRUNCATED)))
			.verify(Endpoints.TIMEOUT);
		assertThat(next()).isInstanceOfSatisfying(ConnectionLostException.class,
				(lost) -> assertThat(lost.reason()).isEqualTo(Reason.ABORTED));
	}

	// N11
	@Test
	void abortAndCloseMayBeCalledAgain() {
		Listener listener = listen(EngineChoice.AUTO, TlsVersion.TLSv1_3, Endpoints.ECHO);
		TlsConnection connection = connect(listener);

		connection.abort();
		connection.abort();
		connection.close().block(Endpoints.TIMEOUT);

		Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> listener.openConnections() == 0);
	}

	@Test
	void addressIsKnownWhenThePeerIsGone() throws Exception {
		Listener listener = this.endpoints.listenPlain((connection) -> read(connection).doFinally((signal) -> {
			Object address = connection.remoteAddress();
			this.seen.add((address != null) ? address : "none");
		}).then());
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
		String address = "/127.0.0.1:" + socket.getLocalPort();
		socket.close();

		assertThat(next()).hasToString(address);
	}

	// N9, O2, O6
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void whatWasWrittenBeforeTheCloseArrives(EngineChoice engine, TlsVersion version) {
		byte[] block = new byte[64 * 1024];
		Listener listener = listen(engine, version,
				(connection) -> connection.outbound().sendByteArray(Flux.just(block).repeat(31)));

		Integer received = connect(listener).inbound()
			.receive()
			.map(ByteBuf::readableBytes)
			.reduce(0, Integer::sum)
			.block(Endpoints.TIMEOUT);

		assertThat(received).isEqualTo(32 * block.length);
	}

	// O1: without a reader, the socket fills up and stops the sender.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void peerThatIsNotReadIsStopped(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version, (connection) -> Mono.never());
		TlsConnection connection = connect(listener);
		byte[] block = new byte[64 * 1024];
		AtomicInteger sent = new AtomicInteger();
		Disposable sending = connection.outbound()
			.sendByteArray(Flux.just(block).repeat().doOnNext((bytes) -> sent.incrementAndGet()))
			.then()
			.subscribe(null, (failure) -> {
			});
		Awaitility.await()
			.during(Duration.ofMillis(300))
			.atMost(Endpoints.TIMEOUT)
			.until(sent::get, new org.hamcrest.CustomTypeSafeMatcher<>("the same as before") {

				private int before = -1;

				@Override
				protected boolean matchesSafely(Integer now) {
					boolean same = this.before == now;
					this.before = now;
					return same;
				}

			});
		sending.dispose();
		connection.abort();
		// What the buffers of two sockets, two engines and Reactor Netty take.
		assertThat(sent.get() * 64L * 1024).isLessThan(64L * 1024 * 1024);
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void connectionThatIsIdleIsClosedInOrder(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = this.endpoints.listen(
				ListenerSettings.of("test", ListenerSettings.Mode.TLS, 0)
					.withAddress("127.0.0.1")
					.withIdleTimeout(Duration.ofMillis(100)),
				CertificateOptions.builder().identity(SERVER).engine(engine).lowerMaximumSecurityTo(version).build(),
				(connection) -> connection.inbound().receive().doOnError(this.seen::add).then());

		assertThat(connect(listener).inbound().receive().then().block(Endpoints.TIMEOUT)).isNull();
		assertThat(next()).isInstanceOfSatisfying(ConnectionLostException.class,
				(lost) -> assertThat(lost.reason()).isEqualTo(Reason.IDLE_TIMEOUT));
	}

	@Test
	void clientHasAnIdleTimeoutToo() {
		Listener listener = this.endpoints.listen(CertificateOptions.of(SERVER), (connection) -> Mono.never());
		TlsConnection connection = this.endpoints.client(
				ClientSettings.of("test", "127.0.0.1", listener.port())
					.withServerName("localhost")
					.withIdleTimeout(Duration.ofMillis(100)),
				OptionsSource.fixed("client", CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).build()))
			.connect()
			.blockOptional(Endpoints.TIMEOUT)
			.orElseThrow();

		StepVerifier.create(connection.inbound().receive())
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(ConnectionLostException.class,
					(lost) -> assertThat(lost.reason()).isEqualTo(Reason.IDLE_TIMEOUT)))
			.verify(Endpoints.TIMEOUT);
	}

}
