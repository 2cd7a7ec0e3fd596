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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.testing.MemoryHandshake;
import io.tlsboot.testing.TestAuthority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link ClientHello}.
 */
class ClientHelloTests {

	private static final Said NOTHING = new Said(null, List.of());

	private static final Said OFFER = new Said(null, List.of("echo/2", "echo/1"));

	private static final int CLIENT_HELLO = 1;

	private static final int ALPN = 16;

	private static final byte[] OTHER_EXTENSION = HandshakeBytes.extension(23);

	private static final byte[] YET_ANOTHER_EXTENSION = HandshakeBytes.extension(22);

	private static byte[] hello(byte[]... extensions) {
		return HandshakeBytes.message(CLIENT_HELLO, beforeExtensions(), HandshakeBytes.vector16(extensions));
	}

	private static byte[] beforeExtensions() {
		return HandshakeBytes.join(HandshakeBytes.number(0x0303), new byte[32], HandshakeBytes.vector8(new byte[32]),
				HandshakeBytes.vector16(HandshakeBytes.number(0x1301), HandshakeBytes.number(0xc02b)),
				HandshakeBytes.vector8(new byte[1]));
	}

	private static byte[] alpn(String... protocols) {
		return HandshakeBytes.extension(ALPN,
				HandshakeBytes.vector16(Stream.of(protocols)
					.map((protocol) -> HandshakeBytes.vector8(protocol.getBytes(StandardCharsets.UTF_8)))
					.toArray(byte[][]::new)));
	}

	private static byte[] offer() {
		return hello(OTHER_EXTENSION, alpn("echo/2", "echo/1"), YET_ANOTHER_EXTENSION);
	}

	private static byte[] record(byte[] message) {
		return HandshakeBytes.record(HandshakeBytes.HANDSHAKE, message);
	}

	private static @Nullable ClientHello parse(byte[] bytes) {
		FirstMessage message = new FirstMessage();
		assertThat(message.missing(ByteBuffer.wrap(bytes))).isEqualTo(FirstMessage.WHOLE);
		return ClientHello.parse(message.body());
	}

	private static Said said(byte[] records) {
		ClientHello hello = Objects.requireNonNull(parse(records));
		return new Said(hello.serverName(), hello.offer().protocols());
	}

	@Test
	void protocolsAreFoundInTheirOrder() {
		assertThat(said(record(offer()))).isEqualTo(OFFER);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void nameAndProtocolsAreFoundInWhatTheEnginesSend(EngineChoice engine) {
		TestAuthority authority = TestAuthority.create("Test CA");
		CertificateOptions options = CertificateOptions.builder()
			.identity(authority.issue("both"))
			.trustRoot(authority.trustRoot())
			.acceptableProtocols(ApplicationProtocols.of(List.of("echo/2", "echo/1")))
			.engine(engine)
			.build();

		try (MemoryHandshake handshake = MemoryHandshake.between(options, "localhost", options)) {
			assertThat(said(handshake.clientFlight())).isEqualTo(new Said("localhost", OFFER.protocols()));
		}
	}

	@Test
	void nameIsFoundInLowerCase() {
		byte[] name = "LocalHost".getBytes(StandardCharsets.US_ASCII);
		byte[] entry = HandshakeBytes.join(new byte[] { 0, 0, (byte) name.length }, name);

		assertThat(said(record(hello(HandshakeBytes.extension(0, HandshakeBytes.vector16(entry))))))
			.isEqualTo(new Said("localhost", List.of()));
	}

	@Test
	void whenTheExtensionIsMissingThenNoneIsOffered() {
		assertThat(said(record(hello(OTHER_EXTENSION)))).isEqualTo(NOTHING);
	}

	@Test
	void whenThereAreNoExtensionsThenNoneIsOffered() {
		assertThat(said(record(HandshakeBytes.message(CLIENT_HELLO, beforeExtensions())))).isEqualTo(NOTHING);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 4, 50 })
	void itMayBeSpreadOverRecords(int fragment) {
		assertThat(said(HandshakeBytes.records(offer(), fragment))).isEqualTo(OFFER);
	}

	@Test
	void whatFollowsIsNotLookedAt() {
		assertThat(said(HandshakeBytes.join(record(offer()), record(hello(alpn("other")))))).isEqualTo(OFFER);
	}

	@Test
	void whenANameIsLongerThanItsListThenItIsMalformed() {
		byte[] list = HandshakeBytes.vector16(HandshakeBytes.bytes(2, 'h', '2', 9, 'h'));

		assertThat(parse(record(hello(HandshakeBytes.extension(ALPN, list))))).isNull();
	}

	@Test
	void whenTheListIsMissingThenItIsMalformed() {
		assertThat(parse(record(hello(HandshakeBytes.extension(ALPN))))).isNull();
	}

	@Test
	void whenAnExtensionIsLongerThanTheMessageThenItIsMalformed() {
		byte[] cut = HandshakeBytes.join(HandshakeBytes.number(ALPN), HandshakeBytes.number(200));

		assertThat(parse(record(hello(cut)))).isNull();
		assertThat(parse(record(hello(HandshakeBytes.join(HandshakeBytes.number(23), HandshakeBytes.number(200))))))
			.isNull();
	}

	@Test
	void whenItEndsWithinAFieldThenItIsMalformed() {
		byte[] fields = beforeExtensions();

		for (int length = 0; length < fields.length; length++) {
			assertThat(parse(record(HandshakeBytes.message(CLIENT_HELLO, Arrays.copyOf(fields, length)))))
				.as("%d octets", length)
				.isNull();
		}
	}

	@Test
	void noDamageIsMoreThanTheEngineFindsOutToo() {
		byte[] bytes = record(offer());
		for (int at = 0; at < bytes.length; at++) {
			for (int value : new int[] { 0, 1, 127, 128, 255 }) {
				byte[] damaged = bytes.clone();
				damaged[at] = (byte) value;
				assertThatCode(() -> read(damaged)).as("octet %d is %d", at, value).doesNotThrowAnyException();
			}
		}
	}

	private static void read(byte[] bytes) {
		FirstMessage message = new FirstMessage();
		if (message.missing(ByteBuffer.wrap(bytes)) == FirstMessage.WHOLE) {
			ClientHello.parse(message.body());
		}
	}

	// RFC 8446, section 4.2
	@Test
	void whenAnExtensionComesTwiceThenItIsMalformed() {
		assertThat(parse(record(hello(alpn("echo/1"), alpn("echo/2"))))).isNull();
		assertThat(parse(record(hello(OTHER_EXTENSION, OTHER_EXTENSION)))).isNull();
	}

	// RFC 6066, section 3
	@Test
	void whenTwoNamesOrAnEmptyOneAreAskedForThenItIsMalformed() {
		byte[] name = HandshakeBytes.bytes(0, 0, 1, 'a');
		byte[] empty = HandshakeBytes.bytes(0, 0, 0);

		assertThat(parse(record(hello(HandshakeBytes.extension(0, HandshakeBytes.vector16(name, name)))))).isNull();
		assertThat(parse(record(hello(HandshakeBytes.extension(0, HandshakeBytes.vector16(empty)))))).isNull();
	}

	@Test
	void octetsBehindTheExtensionsAreMalformed() {
		assertThat(parse(record(HandshakeBytes.message(CLIENT_HELLO, beforeExtensions(),
				HandshakeBytes.vector16(OTHER_EXTENSION), new byte[1]))))
			.isNull();
	}

	/**
	 * What is compared.
	 *
	 * @param serverName the name that is asked for
	 * @param protocols the application protocols
	 */
	private record Said(@Nullable String serverName, List<String> protocols) {

	}

}
