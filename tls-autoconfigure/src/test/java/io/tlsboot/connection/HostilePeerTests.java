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
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RawTlsPeer;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What slow, broken and hostile clients come to: their connection ends at once and is
 * told with its reason, once, and the listener goes on serving.
 */
class HostilePeerTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final Duration SHORT = Duration.ofMillis(250);

	private static final Duration INTERVAL = Duration.ofMillis(5);

	// Netty takes memory by chunks, and when it needs one more is left to chance.
	private static final int CHUNKS = 1024 * 1024;

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

	private final BlockingQueue<Object> ends = new LinkedBlockingQueue<>();

	// Whatever becomes of an answer, the end is what the reader sees.
	private final TlsHandler echo = (connection) -> connection.inbound()
		.receive()
		.asString()
		.doOnError(this.ends::add)
		.doOnComplete(() -> this.ends.add("in order"))
		.concatMap((text) -> connection.outbound().sendString(Mono.just(text)).then(), 1);

	@AfterEach
	void close() {
		this.clock.shutdownNow();
		this.endpoints.close();
	}

	static Stream<Arguments> handshakes() {
		return engines().flatMap((engine) -> versions().map((version) -> Arguments.of(engine, version)));
	}

	private static Stream<EngineChoice> engines() {
		return Stream.of(EngineChoice.OPENSSL, EngineChoice.JDK);
	}

	private static Stream<TlsVersion> versions() {
		return Stream.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3);
	}

	static Stream<Arguments> beforeTheHandshake() {
		return engines()
			.flatMap((engine) -> Misdeed.BEFORE_THE_HANDSHAKE.stream().map((misdeed) -> Arguments.of(engine, misdeed)));
	}

	static Stream<Arguments> inTheHandshake() {
		return all(Misdeed.IN_THE_HANDSHAKE);
	}

	static Stream<Arguments> afterTheHandshake() {
		return all(Misdeed.AFTER_THE_HANDSHAKE);
	}

	private static Stream<Arguments> all(List<Misdeed> misdeeds) {
		return engines().flatMap((engine) -> versions()
			.flatMap((version) -> misdeeds.stream().map((misdeed) -> Arguments.of(engine, version, misdeed))));
	}

	private Listener listen(EngineChoice engine, Duration handshakeTimeout) {
		ListenerSettings settings = ListenerSettings.of("test", ListenerSettings.Mode.TLS, 0)
			.withAddress("127.0.0.1")
			.withHandshakeTimeout(handshakeTimeout);
		return this.endpoints.listen(settings, CertificateOptions.builder().identity(SERVER).engine(engine).build(),
				this.echo);
	}

	// Nothing here may be left to the time-out.
	private Listener listen(EngineChoice engine) {
		return listen(engine, Endpoints.TIMEOUT.multipliedBy(2));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource
	void beforeTheHandshake(EngineChoice engine, Misdeed misdeed) throws Exception {
		Listener listener = listen(engine);
		try (Socket socket = connect(listener)) {
			misdeed.commit(socket);

			assertFailed(misdeed, socket);
		}
		assertServes(listener);
	}

	@ParameterizedTest(name = "{0}, {1}: {2}")
	@MethodSource
	void inTheHandshake(EngineChoice engine, TlsVersion version, Misdeed misdeed) throws Exception {
		Listener listener = listen(engine);
		try (Socket socket = greet(listener, version)) {
			misdeed.commit(socket);

			assertFailed(misdeed, socket);
		}
		assertServes(listener);
	}

	@ParameterizedTest(name = "{0}, {1}: {2}")
	@MethodSource
	void afterTheHandshake(EngineChoice engine, TlsVersion version, Misdeed misdeed) throws Exception {
		Listener listener = listen(engine);
		try (RawTlsPeer peer = RawTlsPeer.connect(listener.port(), version.protocolName())) {
			peer.handshake();

			misdeed.commit(peer.tcp());

			assertThat(end()).isInstanceOfSatisfying(ConnectionLostException.class,
					(lost) -> assertThat(lost.reason()).isEqualTo(misdeed.consequence()));
			assertClosed(peer.tcp());
			assertThat(this.ends).isEmpty();
		}
		assertServes(listener);
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void halfCloseOfTlsIsTheOrderlyEnd(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine);
		try (RawTlsPeer peer = RawTlsPeer.connect(listener.port(), version.protocolName())) {
			peer.handshake();

			peer.tls().shutdownOutput();

			assertThat(end()).isEqualTo("in order");
			assertThat(peer.tls().getInputStream().read()).isEqualTo(-1);
			assertClosed(peer.tcp());
		}
		assertServes(listener);
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void handshakeMayComeOctetByOctet(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine);
		try (RawTlsPeer peer = RawTlsPeer.connect(listener.port(), version.protocolName())) {
			peer.trickle();

			peer.handshake();

			assertThat(this.endpoints.handshakes().session(Side.SERVER).version()).isEqualTo(version);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void clientHelloThatComesTooSlowlyIsNotWaitedFor(EngineChoice engine) throws Exception {
		Listener listener = listen(engine, SHORT);
		try (Socket socket = connect(listener)) {
			sendSlowly(socket, RawTlsPeer.clientHello("TLSv1.3"));

			assertTimedOut(socket);
		}
		assertServes(listener);
	}

	// The time-out is for all of the handshake.
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void handshakeThatGoesOnTooSlowlyIsNotWaitedFor(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, SHORT);
		try (Socket socket = greet(listener, version)) {
			sendSlowly(socket, Misdeed.filled(5 + 400, 22, 3, 3, 1, 0x90));

			assertTimedOut(socket);
		}
		assertServes(listener);
	}

	private void assertTimedOut(Socket socket) throws IOException {
		HandshakeFailure failure = this.endpoints.handshakes().failure(Side.SERVER);
		assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
		assertThat(failure.duration()).isBetween(SHORT.minus(INTERVAL), Endpoints.TIMEOUT.dividedBy(2));
		assertClosed(socket);
	}

	private void sendSlowly(Socket socket, byte[] bytes) {
		for (int i = 0; i < bytes.length; i++) {
			byte octet = bytes[i];
			this.clock.schedule(() -> {
				socket.getOutputStream().write(octet);
				return null;
			}, INTERVAL.multipliedBy(i).toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void memoryReturnsToWhereItWas(EngineChoice engine) throws Exception {
		Listener listener = listen(engine);
		misbehave(listener, 2);
		long before = usedMemory();

		misbehave(listener, 5);

		assertThat(usedMemory()).isLessThanOrEqualTo(before + CHUNKS);
	}

	private void misbehave(Listener listener, int times) throws Exception {
		for (int i = 0; i < times; i++) {
			for (Misdeed misdeed : Misdeed.BEFORE_THE_HANDSHAKE) {
				try (Socket socket = connect(listener)) {
					misdeed.commit(socket);
					assertClosed(socket);
				}
			}
			for (TlsVersion version : List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)) {
				misbehave(listener, version);
			}
		}
		awaitNoConnection(listener);
	}

	private void misbehave(Listener listener, TlsVersion version) throws Exception {
		for (Misdeed misdeed : Misdeed.IN_THE_HANDSHAKE) {
			try (Socket socket = greet(listener, version)) {
				misdeed.commit(socket);
				assertClosed(socket);
			}
		}
		for (Misdeed misdeed : Misdeed.AFTER_THE_HANDSHAKE) {
			try (RawTlsPeer peer = RawTlsPeer.connect(listener.port(), version.protocolName())) {
				peer.handshake();
				misdeed.commit(peer.tcp());
				assertClosed(peer.tcp());
			}
		}
	}

	private static long usedMemory() {
		return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
	}

	private static Socket connect(Listener listener) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
		socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
		socket.setTcpNoDelay(true);
		return socket;
	}

	// Up to the server's answer.
	private static Socket greet(Listener listener, TlsVersion version) throws Exception {
		Socket socket = connect(listener);
		socket.getOutputStream().write(RawTlsPeer.clientHello(version.protocolName()));
		assertThat(socket.getInputStream().read()).isEqualTo(HandshakeBytes.HANDSHAKE);
		return socket;
	}

	private void assertFailed(Misdeed misdeed, Socket socket) throws IOException {
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(misdeed.consequence());
		assertClosed(socket);
	}

	// By FIN or RST, whatever came before.
	private static void assertClosed(Socket socket) throws IOException {
		if (socket.isClosed()) {
			return;
		}
		try {
			socket.getInputStream().transferTo(OutputStream.nullOutputStream());
		}
		catch (SocketTimeoutException ex) {
			throw new AssertionError("the connection is still open", ex);
		}
		catch (IOException ex) {
			assertThat(ex).hasMessageContaining("reset");
		}
	}

	private Object end() throws InterruptedException {
		Object end = this.ends.poll(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		assertThat(end).isNotNull();
		return end;
	}

	private void assertServes(Listener listener) {
		awaitNoConnection(listener);
		assertThat(this.endpoints.handshakes().toldOfServers()).isEqualTo(1);
		assertThat(Endpoints.exchange(this.endpoints.client(listener, "localhost",
				CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).build()), "hello"))
			.isEqualTo("hello");
	}

	private static void awaitNoConnection(Listener listener) {
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> listener.openConnections() == 0);
	}

}
