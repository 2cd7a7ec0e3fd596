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
import java.util.stream.Stream;

import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.testing.MemoryHandshake;
import io.tlsboot.testing.TestAuthority;
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

	private static final ClientHello NOTHING = new ClientHello(null, List.of(), true);

	private static final ClientHello UNDECIDED = new ClientHello(null, List.of(), false);

	private static final ClientHello OFFER = new ClientHello(null, List.of("echo/2", "echo/1"), true);

	private static final int CLIENT_HELLO = 1;

	private static final int ALPN = 16;

	private static final byte[] OTHER_EXTENSION = HandshakeBytes.extension(23);

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
		return hello(OTHER_EXTENSION, alpn("echo/2", "echo/1"), OTHER_EXTENSION);
	}

	private static byte[] record(byte[] message) {
		return HandshakeBytes.record(HandshakeBytes.HANDSHAKE, message);
	}

	private static ClientHello parse(byte[] bytes) {
		return ClientHello.parse(ByteBuffer.wrap(bytes));
	}

	@Test
	void protocolsAreFoundInTheirOrder() {
		assertThat(parse(record(offer()))).isEqualTo(OFFER);
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
			assertThat(parse(handshake.clientFlight()))
				.isEqualTo(new ClientHello("localhost", OFFER.protocols(), true));
		}
	}

	@Test
	void nameIsFoundInLowerCase() {
		byte[] name = "LocalHost".getBytes(StandardCharsets.US_ASCII);
		byte[] entry = HandshakeBytes.join(new byte[] { 0, 0, (byte) name.length }, name);

		assertThat(parse(record(hello(HandshakeBytes.extension(0, HandshakeBytes.vector16(entry))))))
			.isEqualTo(new ClientHello("localhost", List.of(), true));
	}

	@Test
	void whenTheExtensionIsMissingThenNoneIsOffered() {
		assertThat(parse(record(hello(OTHER_EXTENSION)))).isEqualTo(NOTHING);
	}

	@Test
	void whenThereAreNoExtensionsThenNoneIsOffered() {
		assertThat(parse(record(HandshakeBytes.message(CLIENT_HELLO, beforeExtensions())))).isEqualTo(NOTHING);
	}

	@Test
	void untilItIsWholeItIsUndecided() {
		byte[] bytes = record(offer());

		for (int length = 0; length < bytes.length; length++) {
			assertThat(parse(Arrays.copyOf(bytes, length))).as("%d octets", length).isEqualTo(UNDECIDED);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 4, 50 })
	void itMayBeSpreadOverRecords(int fragment) {
		assertThat(parse(HandshakeBytes.records(offer(), fragment))).isEqualTo(OFFER);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 4, 50 })
	void untilItsLastRecordIsWholeItIsUndecided(int fragment) {
		byte[] bytes = HandshakeBytes.records(offer(), fragment);

		for (int length = 0; length < bytes.length; length++) {
			assertThat(parse(Arrays.copyOf(bytes, length))).as("%d octets", length).isEqualTo(UNDECIDED);
		}
	}

	@Test
	void whatFollowsIsNotLookedAt() {
		assertThat(parse(HandshakeBytes.join(record(offer()), record(hello(alpn("other")))))).isEqualTo(OFFER);
	}

	@Test
	void alertInFrontHidesNothing() {
		byte[] warning = HandshakeBytes.record(HandshakeBytes.ALERT, HandshakeBytes.bytes(1, 90));

		assertThat(parse(HandshakeBytes.join(warning, record(offer())))).isEqualTo(OFFER);
	}

	@Test
	void alertBetweenItsRecordsHidesNothing() {
		byte[] hello = offer();
		byte[] warning = HandshakeBytes.record(HandshakeBytes.ALERT, HandshakeBytes.bytes(1, 90));

		assertThat(parse(HandshakeBytes.join(record(Arrays.copyOf(hello, 20)), warning,
				record(Arrays.copyOfRange(hello, 20, hello.length)))))
			.isEqualTo(OFFER);
	}

	@Test
	void plaintextOffersNothing() {
		assertThat(parse("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII))).isEqualTo(NOTHING);
	}

	@Test
	void anotherMessageOffersNothing() {
		assertThat(parse(record(HandshakeBytes.message(2, beforeExtensions())))).isEqualTo(NOTHING);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 3, 20 })
	void whenSomethingElseComesBeforeItIsWholeThenItOffersNothing(int whole) {
		byte[] other = HandshakeBytes.record(HandshakeBytes.CHANGE_CIPHER_SPEC, new byte[1]);

		assertThat(parse(HandshakeBytes.join(record(Arrays.copyOf(offer(), whole)), other))).isEqualTo(NOTHING);
	}

	@Test
	void whatIsLongerThanAnyEngineTakesOffersNothing() {
		byte[] padding = HandshakeBytes.records(new byte[ClientHello.MAX_LENGTH], 1 << 14);
		byte[] endless = HandshakeBytes.join(record(HandshakeBytes.bytes(CLIENT_HELLO, 255, 255, 255)), padding);

		assertThat(parse(Arrays.copyOf(endless, ClientHello.MAX_LENGTH))).isEqualTo(UNDECIDED);
		assertThat(parse(Arrays.copyOf(endless, ClientHello.MAX_LENGTH + 1))).isEqualTo(NOTHING);
	}

	@Test
	void whenANameIsLongerThanItsListThenNothingIsOffered() {
		byte[] list = HandshakeBytes.vector16(HandshakeBytes.bytes(2, 'h', '2', 9, 'h'));

		assertThat(parse(record(hello(HandshakeBytes.extension(ALPN, list))))).isEqualTo(NOTHING);
	}

	@Test
	void whenTheListIsMissingThenNothingIsOffered() {
		assertThat(parse(record(hello(HandshakeBytes.extension(ALPN))))).isEqualTo(NOTHING);
	}

	@Test
	void whenAnExtensionIsLongerThanTheMessageThenNothingIsOffered() {
		byte[] cut = HandshakeBytes.join(HandshakeBytes.number(ALPN), HandshakeBytes.number(200));

		assertThat(parse(record(hello(cut)))).isEqualTo(NOTHING);
		assertThat(parse(record(hello(HandshakeBytes.join(HandshakeBytes.number(23), HandshakeBytes.number(200))))))
			.isEqualTo(NOTHING);
	}

	@Test
	void whenTheMessageEndsWithinAFieldThenNothingIsOffered() {
		byte[] fields = beforeExtensions();

		for (int length = 0; length < fields.length; length++) {
			assertThat(parse(record(HandshakeBytes.message(CLIENT_HELLO, Arrays.copyOf(fields, length)))))
				.as("%d octets", length)
				.isEqualTo(NOTHING);
		}
	}

	@Test
	void noDamageIsMoreThanTheEngineFindsOutToo() {
		byte[] bytes = record(offer());
		for (int at = 0; at < bytes.length; at++) {
			for (int value : new int[] { 0, 1, 127, 128, 255 }) {
				byte[] damaged = bytes.clone();
				damaged[at] = (byte) value;
				assertThatCode(() -> parse(damaged)).as("octet %d is %d", at, value).doesNotThrowAnyException();
			}
		}
	}

}
