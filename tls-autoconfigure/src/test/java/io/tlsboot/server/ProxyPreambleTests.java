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

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.tlsboot.testing.ProxyHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ProxyPreambleTests {

	private static @Nullable ProxyPreamble read(byte[] bytes) {
		return read(bytes, ProxyProtocol.ANY);
	}

	private static @Nullable ProxyPreamble read(byte[] bytes, ProxyProtocol accepted) {
		return ProxyPreamble.read(Unpooled.wrappedBuffer(bytes), accepted);
	}

	static Stream<Arguments> headers() {
		return Stream.of(Arguments.of(ProxyHeaders.v1Tcp4(), ProxyHeaders.CLIENT_4),
				Arguments.of(ProxyHeaders.v1Tcp6(), ProxyHeaders.CLIENT_6),
				Arguments.of(ProxyHeaders.v1Unknown(), null),
				Arguments.of(ProxyHeaders.text("PROXY UNKNOWN\r\n"), null),
				Arguments.of(ProxyHeaders.v2Tcp4(), ProxyHeaders.CLIENT_4),
				Arguments.of(ProxyHeaders.v2Tcp6(), ProxyHeaders.CLIENT_6), Arguments.of(ProxyHeaders.v2Local(), null),
				Arguments.of(ProxyHeaders.v2(0x20, 0x11, new byte[12]), null),
				Arguments.of(ProxyHeaders.v2Unspecified(), null),
				Arguments.of(ProxyHeaders.v2(0x21, 0x31, new byte[216]), null));
	}

	@ParameterizedTest
	@MethodSource("headers")
	void headerIsReadWhenItIsWholeAndNotBefore(byte[] header, @Nullable InetSocketAddress client) {
		for (int length = 1; length < header.length; length++) {
			assertThat(read(Arrays.copyOf(header, length))).isNull();
		}
		ProxyPreamble read = read(ProxyHeaders.concat(header, ProxyHeaders.text("rest")));

		assertThat(read).isNotNull();
		assertThat(read.length()).isEqualTo(header.length);
		assertThat(read.source()).isEqualTo(client);
		assertThat(read.destination() == null).isEqualTo(client == null);
	}

	@Test
	void destinationIsRead() {
		assertThat(read(ProxyHeaders.v1Tcp4()).destination()).hasToString("/198.51.100.1:443");
		assertThat(read(ProxyHeaders.v2Tcp6()).destination().getPort()).isEqualTo(443);
	}

	@ParameterizedTest
	@EnumSource(HAProxyProtocolVersion.class)
	void headerOfNettyIsRead(HAProxyProtocolVersion version) {
		EmbeddedChannel encoder = new EmbeddedChannel(HAProxyMessageEncoder.INSTANCE);
		encoder.writeOutbound(new HAProxyMessage(version, HAProxyCommand.PROXY, HAProxyProxiedProtocol.TCP4,
				"192.0.2.7", "198.51.100.1", 40001, 443));
		ByteBuf bytes = encoder.readOutbound();

		ProxyPreamble read = ProxyPreamble.read(bytes, ProxyProtocol.ANY);

		assertThat(read).isNotNull();
		assertThat(read.source()).isEqualTo(ProxyHeaders.CLIENT_4);
		assertThat(read.length()).isEqualTo(bytes.readableBytes());
		bytes.release();
		encoder.finishAndReleaseAll();
	}

	@Test
	void otherVersionThanTheExpectedOneIsNoHeader() {
		assertThatIllegalArgumentException().isThrownBy(() -> read(ProxyHeaders.v1Tcp4(), ProxyProtocol.V2))
			.withMessageContaining("does not begin with a header");
		assertThatIllegalArgumentException().isThrownBy(() -> read(ProxyHeaders.v2Tcp4(), ProxyProtocol.V1));
		assertThat(read(ProxyHeaders.v1Tcp4(), ProxyProtocol.V1)).isNotNull();
		assertThat(read(ProxyHeaders.v2Tcp4(), ProxyProtocol.V2)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "G", "PROXI", "proxy ", "\r\n\r\nX", "\u0016" })
	void whatCannotBecomeAHeaderIsRefusedAtItsFirstWrongByte(String beginning) {
		assertThatIllegalArgumentException().isThrownBy(() -> read(ProxyHeaders.text(beginning)))
			.withMessage("the connection does not begin with a header of the PROXY protocol");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PROXY \r\n", "PROXY TCP4\r\n", "PROXY TCP4 192.0.2.7 198.51.100.1 1 2\n",
			"PROXY UDP4 192.0.2.7 198.51.100.1 1 2\r\n", "PROXY TCP4 2001:db8::7 2001:db8::1 1 2\r\n",
			"PROXY TCP6 192.0.2.7 198.51.100.1 1 2\r\n", "PROXY TCP6 [2001:db8::7] 2001:db8::1 1 2\r\n",
			"PROXY TCP6 fe80::1%eth0 2001:db8::1 1 2\r\n", "PROXY TCP4 localhost 198.51.100.1 1 2\r\n",
			"PROXY TCP4 192.0.2.7 198.51.100.1 1 65536\r\n", "PROXY TCP4 192.0.2.7 198.51.100.1 -1 2\r\n",
			"PROXY TCP4 192.0.2.7 198.51.100.1 01 2\r\n", "PROXY TCP4  192.0.2.7 198.51.100.1 1 2\r\n",
			"PROXY TCP4 192.0.2.7 198.51.100.1 1 2 3\r\n" })
	void brokenLineIsRefused(String line) {
		assertThatIllegalArgumentException().isThrownBy(() -> read(ProxyHeaders.text(line)))
			.withMessageStartingWith("the PROXY header is broken: ");
	}

	static Stream<byte[]> broken() {
		return Stream.of(ProxyHeaders.v2(0x11, 0x11, new byte[12]), ProxyHeaders.v2(0x22, 0x11, new byte[12]),
				ProxyHeaders.v2(0x21, 0x11, new byte[11]), ProxyHeaders.v2(0x21, 0x21, new byte[35]),
				ProxyHeaders.v2(0x21, 0x12, new byte[12]), ProxyHeaders.v2(0x21, 0x41, new byte[12]));
	}

	@ParameterizedTest
	@MethodSource("broken")
	void brokenBinaryHeaderIsRefused(byte[] header) {
		assertThatIllegalArgumentException().isThrownBy(() -> read(header))
			.withMessageStartingWith("the PROXY header is broken: ");
	}

	@Test
	void whatIsTooLongIsRefusedBeforeItHasCome() {
		assertThatIllegalArgumentException().isThrownBy(() -> read(ProxyHeaders.text("PROXY TCP4 " + "1".repeat(96))))
			.withMessage("the PROXY header has more than 107 bytes");
		assertThatIllegalArgumentException().isThrownBy(() -> read(ProxyHeaders.v2(0x21, 0x11, 65535, new byte[0])))
			.withMessage("the PROXY header has 65551 bytes (expected: at most 4096)");
	}

}
