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
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLSocket;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.ledger.Ledger;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.testing.Curl;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.ProxyHeaders;
import io.tlsboot.testing.RawBackend;
import io.tlsboot.testing.RawTlsPeer;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Listeners behind proxies that speak the PROXY protocol.
 */
@ExtendWith(OutputCaptureExtension.class)
class InboundProxiesTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	// Says who is there, for whatever is sent.
	private static final TlsHandler WHO = (connection) -> connection.outbound()
		.sendString(connection.inbound().receive().asString().take(1).map((any) -> connection.remoteAddress() + "\n"));

	private static final TlsHandler WHO_BY_HTTP = (connection) -> connection.outbound()
		.sendString(connection.inbound()
			.receive()
			.asString()
			.take(1)
			.map((any) -> "HTTP/1.0 200 OK\r\n\r\n" + connection.remoteAddress()));

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	private static ListenerSettings settings(ListenerSettings.Mode mode, ProxyProtocol protocol, String from) {
		return ListenerSettings.of("test", mode, 0)
			.withAddress("127.0.0.1")
			.withHandshakeTimeout(Endpoints.TIMEOUT)
			.withProxies(new InboundProxies(protocol, List.of(AddressRange.parse(from))));
	}

	private Listener tls(EngineChoice engine, TlsHandler handler) {
		return tls(engine, settings(ListenerSettings.Mode.TLS, ProxyProtocol.ANY, "127.0.0.0/8"), handler);
	}

	private Listener tls(EngineChoice engine, ListenerSettings settings, TlsHandler handler) {
		return this.endpoints.listen(settings, CertificateOptions.builder().identity(SERVER).engine(engine).build(),
				handler);
	}

	private Listener plain(ProxyProtocol protocol, String from, TlsHandler handler) {
		return this.endpoints.start(Listener.plain(settings(ListenerSettings.Mode.PLAIN, protocol, from), handler,
				this.endpoints.handshakes()));
	}

	private static Socket connect(Listener listener) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
		socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
		socket.setTcpNoDelay(true);
		return socket;
	}

	private static String ask(SSLSocket socket) throws IOException {
		socket.getOutputStream().write('?');
		return line(socket.getInputStream());
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
			line.append((char) next);
		}
		return line.toString();
	}

	private HandshakeFailure failure() {
		return this.endpoints.handshakes().failure(Side.SERVER);
	}

	static Stream<Arguments> headers() {
		return Stream.of(EngineChoice.OPENSSL, EngineChoice.JDK)
			.flatMap((engine) -> Stream.of("TLSv1.2", "TLSv1.3")
				.flatMap((version) -> Stream.of(
						Arguments.of(engine, version, ProxyHeaders.v1Tcp4(), ProxyHeaders.CLIENT_4.toString()),
						Arguments.of(engine, version, ProxyHeaders.v1Tcp6(), ProxyHeaders.CLIENT_6.toString()),
						Arguments.of(engine, version, ProxyHeaders.v1Unknown(), null),
						Arguments.of(engine, version, ProxyHeaders.v2Tcp4(), ProxyHeaders.CLIENT_4.toString()),
						Arguments.of(engine, version, ProxyHeaders.v2Tcp6(), ProxyHeaders.CLIENT_6.toString()),
						Arguments.of(engine, version, ProxyHeaders.v2Local(), null),
						Arguments.of(engine, version, ProxyHeaders.v2Unspecified(), null))));
	}

	@ParameterizedTest
	@MethodSource("headers")
	void handlerSeesTheClientThatTheHeaderNames(EngineChoice engine, String version, byte[] header, String client)
			throws Exception {
		Listener listener = tls(engine, WHO);
		try (RawTlsPeer peer = RawTlsPeer.connect(listener.port(), version)) {
			peer.tcp().getOutputStream().write(header);

			assertThat(ask(peer.tls()))
				.isEqualTo((client != null) ? client : "/127.0.0.1:" + peer.tcp().getLocalPort());
		}
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void headerMayComeInSingleBytes(EngineChoice engine) throws Exception {
		Listener listener = tls(engine, WHO);
		for (byte[] header : List.of(ProxyHeaders.v1Tcp6(), ProxyHeaders.v2Tcp4())) {
			try (RawTlsPeer peer = RawTlsPeer.connect(listener.port(), "TLSv1.3")) {
				peer.tcp().setTcpNoDelay(true);
				for (byte next : header) {
					peer.tcp().getOutputStream().write(next);
				}
				assertThat(ask(peer.tls())).startsWith("/").doesNotContain("127.0.0.1");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void clientHelloMayComeInTheSameSegment(EngineChoice engine) throws Exception {
		Listener listener = tls(engine, WHO);
		try (RawBackend merging = RawBackend.listen();
				RawTlsPeer peer = RawTlsPeer.connect(merging.port(), "TLSv1.3")) {
			Thread talking = new Thread(() -> {
				try {
					peer.handshake();
				}
				catch (IOException ex) {
					// The test sees no answer.
				}
			});
			talking.start();
			Socket middle = merging.socket();
			byte[] hello = new byte[16 * 1024];
			int length = middle.getInputStream().read(hello);
			try (Socket socket = connect(listener)) {
				socket.getOutputStream()
					.write(ProxyHeaders.concat(ProxyHeaders.v2Tcp4(), Arrays.copyOf(hello, length)));
				Thread back = new Thread(() -> copy(socket, middle));
				Thread forth = new Thread(() -> copy(middle, socket));
				back.start();
				forth.start();
				assertThat(this.endpoints.handshakes().session(Side.SERVER).version().protocolName())
					.isEqualTo("TLSv1.3");
				talking.join(Endpoints.TIMEOUT.toMillis());
			}
		}
	}

	private static void copy(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
		}
		catch (IOException ex) {
			// It is over.
		}
	}

	@Test
	void plainListenerReadsTheHeaderToo() throws IOException {
		Listener listener = plain(ProxyProtocol.ANY, "127.0.0.1", WHO);
		try (Socket together = connect(listener)) {
			together.getOutputStream().write(ProxyHeaders.concat(ProxyHeaders.v1Tcp4(), ProxyHeaders.text("?")));
			assertThat(line(together.getInputStream())).isEqualTo(ProxyHeaders.CLIENT_4.toString());
		}
		try (Socket apart = connect(listener)) {
			OutputStream out = apart.getOutputStream();
			for (byte next : ProxyHeaders.v2Tcp6()) {
				out.write(next);
			}
			out.write('?');
			assertThat(line(apart.getInputStream())).isEqualTo(ProxyHeaders.CLIENT_6.toString());
		}
	}

	@Test
	void handlerThatSpeaksFirstDoesSoBehindTheHeader() throws IOException {
		Listener listener = plain(ProxyProtocol.V1, "127.0.0.1", (connection) -> connection.outbound()
			.sendString(Mono.just("220 " + connection.remoteAddress() + "\n")));
		try (Socket socket = connect(listener)) {
			socket.getOutputStream().write(ProxyHeaders.v1Tcp4());
			assertThat(line(socket.getInputStream())).isEqualTo("220 " + ProxyHeaders.CLIENT_4);
		}
	}

	@ParameterizedTest
	@EnumSource(ListenerSettings.Mode.class)
	void connectionWithoutHeaderIsClosedAtOnce(ListenerSettings.Mode mode) throws IOException {
		Listener listener = (mode == ListenerSettings.Mode.TLS) ? tls(EngineChoice.AUTO, WHO)
				: plain(ProxyProtocol.ANY, "127.0.0.1", WHO);
		try (Socket socket = connect(listener)) {
			socket.getOutputStream().write(0x16);
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		assertThat(failure()).satisfies((failure) -> {
			assertThat(failure.reason()).isEqualTo(FailureReason.PROXY_HEADER);
			assertThat(failure.detail()).contains("does not begin with a header");
		});
		await(listener, 0);
	}

	@Test
	void brokenHeaderEndsTheConnectionAtOnce() throws IOException {
		Listener listener = tls(EngineChoice.AUTO, WHO);
		try (Socket socket = connect(listener)) {
			socket.getOutputStream().write(ProxyHeaders.v2(0x21, 0x11, 65535, new byte[0]));
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		assertThat(failure().reason()).isEqualTo(FailureReason.PROXY_HEADER);
	}

	@Test
	void lateHeaderEndsTheConnectionWhenTheHandshakeTimeIsOver() throws IOException {
		Listener listener = tls(EngineChoice.AUTO, settings(ListenerSettings.Mode.TLS, ProxyProtocol.ANY, "127.0.0.1")
			.withHandshakeTimeout(Duration.ofMillis(50)), WHO);
		try (Socket socket = connect(listener)) {
			socket.getOutputStream().write('P');
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		assertThat(failure()).satisfies((failure) -> {
			assertThat(failure.reason()).isEqualTo(FailureReason.PROXY_HEADER);
			assertThat(failure.detail()).isEqualTo("the PROXY header did not come in time");
		});
	}

	@Test
	void handshakeHasTheTimeThatTheHeaderLeaves() throws IOException {
		Listener listener = tls(EngineChoice.AUTO, settings(ListenerSettings.Mode.TLS, ProxyProtocol.ANY, "127.0.0.1")
			.withHandshakeTimeout(Duration.ofMillis(300)), WHO);
		try (Socket socket = connect(listener)) {
			socket.getOutputStream().write(ProxyHeaders.v1Tcp4());
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		assertThat(failure()).satisfies((failure) -> {
			assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
			assertThat(failure.remoteAddress()).isEqualTo(ProxyHeaders.CLIENT_4);
		});
	}

	@Test
	void clientThatGoesAwayBeforeTheHeaderIsReset() throws IOException {
		Listener listener = tls(EngineChoice.AUTO, WHO);
		connect(listener).close();

		assertThat(failure().reason()).isEqualTo(FailureReason.RESET);
		await(listener, 0);
	}

	@ParameterizedTest
	@EnumSource(value = Transport.class, names = { "NIO", "EPOLL", "IO_URING" })
	void headerIsBelievedFromNobodyElse(Transport transport) throws IOException {
		assumeTrue(transport.unavailability() == null, "not here");
		Listener listener = tls(EngineChoice.AUTO,
				settings(ListenerSettings.Mode.TLS, ProxyProtocol.ANY, "127.0.0.2").withTransport(transport), WHO);
		try (Socket other = connect(listener)) {
			InputStream in = other.getInputStream();
			assertThatExceptionOfType(SocketException.class).isThrownBy(in::read).withMessageContaining("reset");
		}
		assertThat(failure()).satisfies((failure) -> {
			assertThat(failure.reason()).isEqualTo(FailureReason.UNTRUSTED_PROXY);
			assertThat(failure.remoteAddress()).asString().startsWith("/127.0.0.1:");
		});
		InetAddress proxy = InetAddress.getByName("127.0.0.2");
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port(), proxy, 0)) {
			socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
			socket.getOutputStream().write("nonsense".getBytes(StandardCharsets.US_ASCII));
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		assertThat(failure().reason()).isEqualTo(FailureReason.PROXY_HEADER);
	}

	@Test
	void failureIsLoggedAndCountedWithTheClientThatTheHeaderNames(CapturedOutput output) throws IOException {
		Ledger ledger = new Ledger();
		Listener listener = this.endpoints.listen(settings(ListenerSettings.Mode.TLS, ProxyProtocol.ANY, "127.0.0.1"),
				CertificateOptions.of(SERVER), WHO, ledger);
		try (Socket socket = connect(listener)) {
			socket.getOutputStream().write(ProxyHeaders.concat(ProxyHeaders.v1Tcp4(), ProxyHeaders.text("GARBAGE")));
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		Awaitility.await()
			.atMost(Endpoints.TIMEOUT)
			.until(() -> output.getAll().contains("handshake with " + ProxyHeaders.CLIENT_4 + " failed: plaintext"));
		assertThat(ledger.of(new Endpoint(Side.SERVER, "test")).failures()).containsKey("plaintext-on-tls-port");
	}

	@Test
	void forwarderHandsOnBothAddressesOfTheHeader() throws Exception {
		try (RawBackend backend = RawBackend.listen()) {
			Listener listener = tls(EngineChoice.AUTO, Forwarder.toTcp("test",
					TcpBackend.parse("127.0.0.1:" + backend.port()).withProxyHeader(ProxyHeader.V1)));
			try (RawTlsPeer peer = RawTlsPeer.connect(listener.port(), "TLSv1.3")) {
				peer.tcp().getOutputStream().write(ProxyHeaders.v2Tcp4());
				peer.tls().getOutputStream().write('x');

				byte[] expected = ProxyHeaders.v1Tcp4();
				assertThat(backend.socket().getInputStream().readNBytes(expected.length)).isEqualTo(expected);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void curlSpeaksBehindItsHeader(EngineChoice engine) {
		assumeTrue(Curl.isAvailable(), "needs the curl command");
		Listener listener = tls(engine, WHO_BY_HTTP);
		String url = "https://127.0.0.1:" + listener.port() + "/";

		assertThat(Curl.talk("-sk", "--haproxy-protocol", url)).startsWith("/127.0.0.1:");
		assertThat(Curl.talk("-sk", url)).isEmpty();
		assertThat(failure().reason()).isEqualTo(FailureReason.PROXY_HEADER);
	}

	private static void await(Listener listener, int connections) {
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> listener.openConnections() == connections);
	}

}
