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

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RawBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers of the PROXY protocol, read as HAProxy's specification has it.
 */
class ForwarderProxyHeaderTests extends AbstractForwarderTests {

	private static final int V2_FIXED = 16;

	@Test
	void versionOneSaysTheAddressesInALine() throws Exception {
		try (RawBackend backend = RawBackend.listen()) {
			Listener listener = this.endpoints.listen(server(EngineChoice.AUTO).build(),
					forwarder(backend, ProxyHeader.V1));
			TlsConnection connection = connect(listener);
			int port = ((InetSocketAddress) channel(connection).localAddress()).getPort();
			connection.outbound().sendString(Mono.just("hello")).then().block(Endpoints.TIMEOUT);

			String expected = "PROXY TCP4 127.0.0.1 127.0.0.1 %d %d\r\nhello".formatted(port, listener.port());
			assertThat(backend.socket().getInputStream().readNBytes(expected.length()))
				.asString(StandardCharsets.US_ASCII)
				.isEqualTo(expected);
			connection.close().block(Endpoints.TIMEOUT);
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void versionTwoSaysWhatWasNegotiatedAndWhoTheClientIs(EngineChoice engine, TlsVersion version) throws Exception {
		try (RawBackend backend = RawBackend.listen()) {
			ApplicationProtocols protocols = new ApplicationProtocols(List.of("echo/1"));
			Listener listener = this.endpoints.listen(server(engine).trustRoot(AUTHORITY.trustRoot())
				.acceptableProtocols(protocols)
				.lowerMaximumSecurityTo(version)
				.build(), forwarder(backend, ProxyHeader.V2));
			TlsClient client = this.endpoints.client(listener, "localhost",
					CertificateOptions.builder()
						.identity(AUTHORITY.issue("alice"))
						.trustRoot(AUTHORITY.trustRoot())
						.acceptableProtocols(protocols)
						.build());
			TlsConnection connection = client.connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();

			HAProxyMessage header = header(backend.socket());

			assertThat(header.proxiedProtocol()).isEqualTo(HAProxyProxiedProtocol.TCP4);
			assertThat(header.sourceAddress()).isEqualTo("127.0.0.1");
			assertThat(header.sourcePort())
				.isEqualTo(((InetSocketAddress) channel(connection).localAddress()).getPort());
			assertThat(header.destinationPort()).isEqualTo(listener.port());
			assertThat(text(header.tlvs(), HAProxyTLV.Type.PP2_TYPE_ALPN)).isEqualTo("echo/1");
			assertThat(text(header.tlvs(), HAProxyTLV.Type.PP2_TYPE_AUTHORITY)).isEqualTo("localhost");
			HAProxySSLTLV secured = secured(header);
			assertThat(secured.isPP2ClientSSL()).isTrue();
			assertThat(secured.isPP2ClientCertConn()).isTrue();
			assertThat(secured.verify()).isZero();
			assertThat(text(secured.encapsulatedTLVs(), HAProxyTLV.Type.PP2_TYPE_SSL_VERSION))
				.isEqualTo(version.protocolName());
			assertThat(text(secured.encapsulatedTLVs(), HAProxyTLV.Type.PP2_TYPE_SSL_CN)).isEqualTo("alice");
			header.release();
			connection.close().block(Endpoints.TIMEOUT);
		}
	}

	@Test
	void clientWithoutCertificateIsNotVerified() throws Exception {
		try (RawBackend backend = RawBackend.listen()) {
			Listener listener = this.endpoints.listen(server(EngineChoice.AUTO).build(),
					forwarder(backend, ProxyHeader.V2));
			TlsConnection connection = connect(listener);

			HAProxyMessage header = header(backend.socket());

			HAProxySSLTLV secured = secured(header);
			assertThat(secured.isPP2ClientCertConn()).isFalse();
			assertThat(secured.isPP2ClientCertSess()).isFalse();
			assertThat(secured.verify()).isNotZero();
			header.release();
			connection.close().block(Endpoints.TIMEOUT);
		}
	}

	@Test
	void plainListenerSaysTheAddressesAlone() throws Exception {
		try (RawBackend backend = RawBackend.listen()) {
			Listener listener = this.endpoints.listenPlain(forwarder(backend, ProxyHeader.V2));
			try (Socket client = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
				HAProxyMessage header = header(backend.socket());
				assertThat(header.sourcePort()).isEqualTo(client.getLocalPort());
				assertThat(header.tlvs()).isEmpty();
				header.release();
			}
		}
	}

	private static Forwarder forwarder(RawBackend backend, ProxyHeader header) {
		return Forwarder.toTcp("test", TcpBackend.parse("127.0.0.1:" + backend.port()).withProxyHeader(header));
	}

	private static HAProxyMessage header(Socket socket) throws Exception {
		InputStream in = socket.getInputStream();
		byte[] fixed = in.readNBytes(V2_FIXED);
		byte[] rest = in.readNBytes(((fixed[V2_FIXED - 2] & 0xff) << 8) | (fixed[V2_FIXED - 1] & 0xff));
		EmbeddedChannel decoder = new EmbeddedChannel(new HAProxyMessageDecoder());
		decoder.writeInbound(Unpooled.wrappedBuffer(fixed, rest));
		HAProxyMessage header = decoder.readInbound();
		decoder.finishAndReleaseAll();
		return header;
	}

	private static HAProxySSLTLV secured(HAProxyMessage header) {
		return (HAProxySSLTLV) header.tlvs()
			.stream()
			.filter((value) -> value.type() == HAProxyTLV.Type.PP2_TYPE_SSL)
			.findFirst()
			.orElseThrow();
	}

	private static String text(List<HAProxyTLV> values, HAProxyTLV.Type type) {
		return values.stream()
			.filter((value) -> value.type() == type)
			.map((value) -> value.content().toString(StandardCharsets.UTF_8))
			.findFirst()
			.orElse("-");
	}

}
