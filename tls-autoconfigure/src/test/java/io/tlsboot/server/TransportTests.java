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

package io.tlsboot.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.tlsboot.client.TlsClient;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Listeners on each transport that this machine has.
 */
class TransportTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	private static ListenerSettings settings(int port) {
		return ListenerSettings.of("test", ListenerSettings.Mode.TLS, port).withAddress("127.0.0.1");
	}

	private Listener listen(EngineChoice engine, ListenerSettings settings) {
		return this.endpoints.listen(settings, CertificateOptions.builder().identity(SERVER).engine(engine).build(),
				Endpoints.ECHO);
	}

	private String exchange(Listener listener) {
		TlsClient client = this.endpoints.client(listener, "localhost",
				CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).build());
		return Endpoints.exchange(client, "hello");
	}

	private static void assumeAvailable(Transport transport) {
		String unavailability = transport.unavailability();
		assumeTrue(unavailability == null, unavailability);
	}

	static Stream<Arguments> transportsAndEngines() {
		return Stream.of(Transport.values())
			.flatMap((transport) -> Stream.of(EngineChoice.OPENSSL, EngineChoice.JDK)
				.map((engine) -> Arguments.of(transport, engine)));
	}

	// M17
	@ParameterizedTest
	@MethodSource("transportsAndEngines")
	void connectionsAreServed(Transport transport, EngineChoice engine) {
		assumeAvailable(transport);
		Listener listener = listen(engine, settings(0).withTransport(transport));

		assertThat(exchange(listener)).isEqualTo("hello");
		assertThat(listener.transport()).isEqualTo((transport != Transport.AUTO) ? transport : Loops.automatic());
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void connectionAboveTheLimitIsReset(Transport transport) throws IOException {
		assumeAvailable(transport);
		Listener listener = listen(EngineChoice.AUTO,
				settings(0).withTransport(transport).withLimits(ConnectionLimits.DEFAULT.withMaxConnections(1)));
		try (Socket one = connect(listener); Socket two = connect(listener)) {
			InputStream in = two.getInputStream();
			assertThatExceptionOfType(SocketException.class).isThrownBy(in::read).withMessageContaining("reset");
			assertThat(one.isClosed()).isFalse();
			Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> listener.openConnections() == 1);
		}
	}

	private static Socket connect(Listener listener) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
		socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
		return socket;
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void twoListenersShareAPort(Transport transport) {
		assumeAvailable(transport);
		assumeTrue(transport.canReusePort(), "cannot share ports");
		Listener first = listen(EngineChoice.AUTO, settings(0).withTransport(transport).withReusePort(true));
		Listener second = listen(EngineChoice.AUTO,
				settings(first.port()).withTransport(transport).withReusePort(true));

		assertThat(second.port()).isEqualTo(first.port());
		first.close();
		assertThat(exchange(second)).isEqualTo("hello");
	}

	@Test
	void portIsNotSharedWithOneThatDoesNotWantTo() {
		Listener first = listen(EngineChoice.AUTO, settings(0));

		assertThatExceptionOfType(ListenerStartException.class)
			.isThrownBy(() -> listen(EngineChoice.AUTO, settings(first.port()).withReusePort(true)))
			.withMessageContaining("port " + first.port());
	}

	@Test
	void transportThatIsNotThereIsRefusedWithTheReason() {
		assumeTrue(Transport.KQUEUE.unavailability() != null, "there is kqueue");

		assertThatExceptionOfType(ListenerStartException.class)
			.isThrownBy(() -> listen(EngineChoice.AUTO, settings(0).withTransport(Transport.KQUEUE)))
			.withMessageContaining(
					"the transport kqueue cannot be used: io.netty:netty-transport-native-kqueue is not");
	}

	@Test
	void epollHasLoopsOfItsOwnWhereAnotherIsPreferred() throws IOException {
		assumeAvailable(Transport.EPOLL);
		DisposableServer server = TcpServer.create()
			.runOn(EpollLoops.get(), true)
			.host("127.0.0.1")
			.handle((inbound, outbound) -> outbound.sendString(Mono.just(Thread.currentThread().getName())))
			.bindNow();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
			assertThat(Loops.of(server.channel().getClass())).isEqualTo(Transport.EPOLL);
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
				.startsWith("tls-epoll-");
		}
		finally {
			server.disposeNow();
		}
	}

	@Test
	void transportIsRecognisedByItsChannel() {
		assertThat(Loops.of(NioServerSocketChannel.class)).isEqualTo(Transport.NIO);
		assertThat(Transport.IO_URING.code()).isEqualTo("io-uring");
		assertThat(Loops.automatic()).isNotEqualTo(Transport.AUTO);
	}

}
