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
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Section O of Twisted's behaviours. What Twisted calls a producer is the publisher that
 * is sent here, and to pause it is to ask it for nothing.
 */
class BackpressureStatementTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final int BLOCK = 64 * 1024;

	// More than the buffers of two sockets, two engines and Reactor Netty take.
	private static final int BLOCKS = 1024;

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

	private final AtomicInteger made = new AtomicInteger();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private Listener listen(EngineChoice engine, TlsVersion version, TlsHandler handler) {
		return this.endpoints.listen(
				CertificateOptions.builder().identity(SERVER).engine(engine).lowerMaximumSecurityTo(version).build(),
				handler);
	}

	private Mono<TlsConnection> connecting(int port, EngineChoice engine) {
		return this.endpoints
			.client(port, "localhost",
					CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).engine(engine).build())
			.connect();
	}

	private TlsConnection connect(Listener listener, EngineChoice engine) {
		return connecting(listener.port(), engine).blockOptional(Endpoints.TIMEOUT).orElseThrow();
	}

	// Blocks that begin with their number.
	private Flux<byte[]> blocks(int count) {
		return Flux.range(0, count)
			.map((number) -> ByteBuffer.allocate(BLOCK).putInt(number).array())
			.doOnNext((block) -> this.made.incrementAndGet());
	}

	private int awaitPause() {
		AtomicInteger before = new AtomicInteger(-1);
		Awaitility.await()
			.pollInterval(Duration.ofMillis(200))
			.atMost(Endpoints.TIMEOUT)
			.until(() -> this.made.get() > 0 && before.getAndSet(this.made.get()) == this.made.get());
		return this.made.get();
	}

	private Object next() throws InterruptedException {
		Object next = this.seen.poll(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		assertThat(next).isNotNull();
		return next;
	}

	private static void awaitNoConnection(Listener listener) {
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> listener.openConnections() == 0);
	}

	// O1, O3
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void publisherIsPausedAndResumedByWhoReads(EngineChoice engine, TlsVersion version) {
		Listener listener = listen(engine, version,
				(connection) -> connection.outbound().sendByteArray(blocks(BLOCKS)));
		TlsConnection connection = connect(listener, engine);
		assertThat(awaitPause()).isLessThan(BLOCKS);

		byte[] received = connection.inbound().receive().aggregate().asByteArray().block(Endpoints.TIMEOUT);

		assertThat(received).hasSize(BLOCKS * BLOCK);
		ByteBuffer content = ByteBuffer.wrap(received);
		for (int number = 0; number < BLOCKS; number++) {
			assertThat(content.getInt(number * BLOCK)).isEqualTo(number);
		}
		assertThat(this.made).hasValue(BLOCKS);
	}

	// O2: ours asks for nothing before the handshake is done.
	@ParameterizedTest
	@CsvSource({ "OPENSSL", "JDK" })
	void publisherIsNotAskedDuringTheHandshake(EngineChoice engine) throws Exception {
		AtomicBoolean subscribed = new AtomicBoolean();
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Disposable sending = connecting(silent.getLocalPort(), engine)
				.flatMap((connection) -> connection.outbound()
					.sendByteArray(blocks(BLOCKS).doOnSubscribe((subscription) -> subscribed.set(true)))
					.then())
				.subscribe();
			try (Socket accepted = silent.accept()) {
				assertThat(accepted.getInputStream().read()).isEqualTo(22);
				Awaitility.await()
					.during(Duration.ofMillis(200))
					.until(() -> !subscribed.get() && this.made.get() == 0);
			}
			finally {
				sending.dispose();
			}
		}
	}

	// O5
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void publisherThatIsCancelledTwiceLeavesTheConnectionAsItIs(EngineChoice engine, TlsVersion version) {
		TlsConnection connection = connect(listen(engine, version, Endpoints.ECHO), engine);
		Disposable sending = connection.outbound()
			.sendByteArray(Flux.<byte[]>never().doOnCancel(() -> this.seen.add("cancelled")))
			.then()
			.subscribe();
		sending.dispose();
		sending.dispose();

		assertThat(Endpoints.exchange(connection, "hello").block(Endpoints.TIMEOUT)).isEqualTo("hello");
		assertThat(this.seen).containsExactly("cancelled");
	}

	// O6
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void closeBehindAPublisherWaitsForAllOfIt(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version,
				(connection) -> connection.inbound()
					.receive()
					.map(ByteBuf::readableBytes)
					.reduce(0, Integer::sum)
					.doOnNext(this.seen::add)
					.then());
		TlsConnection connection = connect(listener, engine);

		connection.outbound()
			.sendByteArray(blocks(BLOCKS / 4))
			.then()
			.then(Mono.defer(connection::close))
			.block(Endpoints.TIMEOUT);

		assertThat(next()).isEqualTo(BLOCKS / 4 * BLOCK);
	}

	// O6: ours closes when it is told to, and stops what would be written behind.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void closeBesideAPublisherStopsIt(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version,
				(connection) -> connection.inbound().receive().then().doOnSuccess((nothing) -> this.seen.add("end")));
		TlsConnection connection = connect(listener, engine);
		connection.outbound()
			.sendByteArray(Flux.<byte[]>never().doOnCancel(() -> this.seen.add("cancelled")))
			.then()
			.subscribe(null, (failure) -> this.seen.add("failed"));

		connection.close().block(Endpoints.TIMEOUT);

		assertThat(List.of(next(), next())).contains("end", "cancelled");
		awaitNoConnection(listener);
	}

	// O7
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void publisherIsCancelledWhenTheConnectionIsLost(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version, (connection) -> connection.outbound()
			.sendByteArray(
					Flux.just(new byte[1]).concatWith(Flux.never()).doOnCancel(() -> this.seen.add("cancelled"))));
		TlsConnection connection = connect(listener, engine);

		connection.abort();

		assertThat(next()).isEqualTo("cancelled");
		awaitNoConnection(listener);
	}

	// O8
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void publisherThatComesTooLateIsNotAsked(EngineChoice engine, TlsVersion version) {
		TlsConnection connection = connect(listen(engine, version, Endpoints.ECHO), engine);
		connection.close().block(Endpoints.TIMEOUT);

		assertThat(catchThrowable(
				() -> connection.outbound().sendByteArray(blocks(BLOCKS)).then().block(Endpoints.TIMEOUT)))
			.isNotNull();

		assertThat(this.made).hasValue(0);
	}

	// O9: every publisher is pulled here.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void errorOfAPublisherEndsItsWriteAndNothingElse(EngineChoice engine, TlsVersion version) {
		TlsConnection connection = connect(listen(engine, version, Endpoints.ECHO), engine);
		Flux<String> failing = Flux.just("he", "l").concatWith(Flux.error(new IllegalStateException("on purpose")));

		assertThat(catchThrowable(() -> connection.outbound().sendString(failing).then().block(Endpoints.TIMEOUT)))
			.hasMessage("on purpose");

		assertThat(connection.outbound()
			.sendString(Mono.just("lo"))
			.then()
			.thenMany(connection.inbound().receive().asString())
			.scan("", String::concat)
			.filter((received) -> received.length() >= 5)
			.blockFirst(Endpoints.TIMEOUT)).isEqualTo("hello");
	}

}
