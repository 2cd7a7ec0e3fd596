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

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import io.netty.util.NetUtil;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.x509.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Writes headers of the PROXY protocol (HAProxy, "The PROXY protocol, versions 1 &amp;
 * 2", sections 2.1 and 2.2).
 */
final class ProxyHeaders {

	private static final String ENCODER = "tlsboot.proxyHeader";

	// RFC 5280, appendix A.1: at most 64 characters, of at most 4 octets in UTF-8.
	private static final int MAX_COMMON_NAME = 256;

	// Section 2.2.6, pp2_tlv_ssl.
	private static final int CLIENT_SSL = 0x01;

	private static final int CLIENT_CERT_CONN = 0x02;

	private static final int CLIENT_CERT_SESS = 0x04;

	private static final int VERIFIED = 0;

	private static final int NOT_VERIFIED = 1;

	private ProxyHeaders() {
	}

	/**
	 * Write a header and flush it. Called on the channel's event loop.
	 * @param channel leads to the backend
	 * @param version which header; not {@link ProxyHeader#NONE}
	 * @param source whose connection is forwarded
	 * @param destination where it was accepted
	 * @param session what was negotiated, or {@code null} for a plain connection
	 */
	static void write(Channel channel, ProxyHeader version, SocketAddress source, SocketAddress destination,
			@Nullable NegotiatedSession session) {
		HAProxyMessage header = message(version, (InetSocketAddress) source, (InetSocketAddress) destination, session);
		channel.pipeline().addFirst(ENCODER, HAProxyMessageEncoder.INSTANCE);
		channel.writeAndFlush(header);
		channel.pipeline().remove(ENCODER);
	}

	private static HAProxyMessage message(ProxyHeader version, InetSocketAddress source, InetSocketAddress destination,
			@Nullable NegotiatedSession session) {
		boolean four = source.getAddress() instanceof Inet4Address && destination.getAddress() instanceof Inet4Address;
		boolean binary = version == ProxyHeader.V2;
		return new HAProxyMessage(binary ? HAProxyProtocolVersion.V2 : HAProxyProtocolVersion.V1, HAProxyCommand.PROXY,
				four ? HAProxyProxiedProtocol.TCP4 : HAProxyProxiedProtocol.TCP6, text(source.getAddress(), four),
				text(destination.getAddress(), four), source.getPort(), destination.getPort(),
				(binary && session != null) ? values(session) : List.of());
	}

	// The header has one family for both; Netty leaves out the zone, which means nothing
	// elsewhere.
	private static String text(InetAddress address, boolean four) {
		String text = NetUtil.toAddressString(address);
		return (!four && address instanceof Inet4Address) ? "::ffff:" + text : text;
	}

	private static List<HAProxyTLV> values(NegotiatedSession session) {
		List<HAProxyTLV> values = new ArrayList<>();
		session.applicationProtocol()
			.ifPresent((protocol) -> values
				.add(value(HAProxyTLV.Type.PP2_TYPE_ALPN, protocol, StandardCharsets.ISO_8859_1)));
		session.serverName()
			.ifPresent((name) -> values.add(value(HAProxyTLV.Type.PP2_TYPE_AUTHORITY, name, StandardCharsets.UTF_8)));
		values.add(secured(session));
		return values;
	}

	private static HAProxyTLV secured(NegotiatedSession session) {
		List<HAProxyTLV> values = new ArrayList<>();
		values.add(value(HAProxyTLV.Type.PP2_TYPE_SSL_VERSION, session.version().protocolName(),
				StandardCharsets.US_ASCII));
		int client = CLIENT_SSL;
		int verified = NOT_VERIFIED;
		Certificate certificate = session.peerCertificate().orElse(null);
		if (certificate != null) {
			client |= session.isResumed() ? CLIENT_CERT_SESS : CLIENT_CERT_SESS | CLIENT_CERT_CONN;
			verified = VERIFIED;
			certificate.subject()
				.get("CN")
				.map((name) -> value(HAProxyTLV.Type.PP2_TYPE_SSL_CN, name, StandardCharsets.UTF_8))
				.filter((name) -> name.content().readableBytes() <= MAX_COMMON_NAME)
				.ifPresent(values::add);
		}
		return new HAProxySSLTLV(verified, (byte) client, values);
	}

	private static HAProxyTLV value(HAProxyTLV.Type type, String text, Charset charset) {
		return new HAProxyTLV(type, Unpooled.wrappedBuffer(text.getBytes(charset)));
	}

}
