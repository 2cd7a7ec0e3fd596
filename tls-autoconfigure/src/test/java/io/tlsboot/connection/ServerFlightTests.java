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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.stream.Stream;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.MemoryHandshake;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link ServerFlight}.
 */
class ServerFlightTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final ServerFlight NOTHING = new ServerFlight(null, false, true);

	private static final ServerFlight UNDECIDED = new ServerFlight(null, false, false);

	private static final ServerFlight RESUMED = new ServerFlight(null, true, true);

	private static final ServerFlight X25519 = new ServerFlight(NamedGroup.X25519, false, true);

	private static final int X25519_CODE = 0x001d;

	private static final byte[] RANDOM = new byte[32];

	// RFC 8446, section 4.1.3.
	private static final byte[] RETRY_RANDOM = HexFormat.of()
		.parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

	private static final byte[] VERSION_13 = HandshakeBytes.extension(43, HandshakeBytes.number(0x0304));

	private static final byte[] PRE_SHARED_KEY = HandshakeBytes.extension(41, HandshakeBytes.number(0));

	private static final byte[] RENEGOTIATION_INFO = HandshakeBytes.extension(0xff01, new byte[1]);

	private static final byte[] CERTIFICATE = HandshakeBytes.message(11, new byte[300]);

	private static final byte[] CERTIFICATE_STATUS = HandshakeBytes.message(22, new byte[40]);

	private static final byte[] HELLO_DONE = HandshakeBytes.message(14);

	private static final byte[] CHANGE_CIPHER_SPEC = HandshakeBytes.record(HandshakeBytes.CHANGE_CIPHER_SPEC,
			HandshakeBytes.bytes(1));

	private static final byte[] RETRY = record(
			hello(RETRY_RANDOM, VERSION_13, HandshakeBytes.extension(51, HandshakeBytes.number(X25519_CODE))));

	private static byte[] hello(byte[] random, byte[]... extensions) {
		byte[] fields = HandshakeBytes.join(HandshakeBytes.number(0x0303), random, HandshakeBytes.vector8(new byte[32]),
				HandshakeBytes.number(0x1301), new byte[1]);
		return HandshakeBytes.message(2, fields,
				(extensions.length > 0) ? HandshakeBytes.vector16(extensions) : new byte[0]);
	}

	private static byte[] keyShare(int group) {
		return HandshakeBytes.extension(51, HandshakeBytes.number(group), HandshakeBytes.vector16(new byte[32]));
	}

	private static byte[] hello13() {
		return hello(RANDOM, keyShare(X25519_CODE), VERSION_13);
	}

	private static byte[] hello12() {
		return hello(RANDOM, RENEGOTIATION_INFO);
	}

	private static byte[] keyExchange(int curveType, int group) {
		return HandshakeBytes.message(12, HandshakeBytes.bytes(curveType), HandshakeBytes.number(group),
				HandshakeBytes.vector8(new byte[32]), new byte[70]);
	}

	private static byte[] flight12() {
		return HandshakeBytes.join(hello12(), CERTIFICATE, keyExchange(3, X25519_CODE), HELLO_DONE);
	}

	private static byte[] record(byte[]... messages) {
		return HandshakeBytes.record(HandshakeBytes.HANDSHAKE, messages);
	}

	private static ServerFlight parse(byte[]... records) {
		ServerFlight flight = ServerFlight.parse(HandshakeBytes.join(records));
		return new ServerFlight(flight.group(), flight.resumed(), flight.complete());
	}

	@Test
	void underTls12TheKeyExchangeTellsTheSignatureScheme() {
		byte[] signed = HandshakeBytes.message(12, HandshakeBytes.bytes(3), HandshakeBytes.number(X25519_CODE),
				HandshakeBytes.vector8(new byte[32]), HandshakeBytes.number(0x0403), new byte[70]);

		assertThat(ServerFlight.parse(record(hello12(), CERTIFICATE, signed, HELLO_DONE)).signatureScheme())
			.isEqualTo(0x0403);
	}

	@Test
	void underTls13TheSignatureSchemeIsNotInTheClear() {
		assertThat(ServerFlight.parse(record(hello13())).signatureScheme()).isEqualTo(-1);
	}

	private static void assertThatUndecidedUntil(int decided, byte[] bytes) {
		for (int length = 0; length < decided; length++) {
			assertThat(parse(Arrays.copyOf(bytes, length))).as("%d octets", length).isEqualTo(UNDECIDED);
		}
		for (int length = decided; length <= bytes.length; length++) {
			assertThat(parse(Arrays.copyOf(bytes, length))).as("%d octets", length).isEqualTo(X25519);
		}
	}

	@Test
	void underTls13TheKeyShareTellsTheGroup() {
		assertThat(parse(record(hello13()))).isEqualTo(X25519);
	}

	@Test
	void underTls13TheServerHelloAloneDecides() {
		byte[] hello = record(hello13());

		assertThatUndecidedUntil(hello.length, HandshakeBytes.join(hello, CHANGE_CIPHER_SPEC, new byte[50]));
	}

	@Test
	void underTls13ThePreSharedKeyTellsResumption() {
		assertThat(parse(record(hello(RANDOM, PRE_SHARED_KEY, keyShare(X25519_CODE), VERSION_13))))
			.isEqualTo(new ServerFlight(NamedGroup.X25519, true, true));
	}

	@Test
	void preSharedKeyAloneIsAnExchangeWithoutGroup() {
		assertThat(parse(record(hello(RANDOM, PRE_SHARED_KEY, VERSION_13)))).isEqualTo(RESUMED);
	}

	@Test
	void unknownGroupIsNone() {
		assertThat(parse(record(hello(RANDOM, keyShare(0x7777), VERSION_13)))).isEqualTo(NOTHING);
	}

	@Test
	void underTls12TheKeyExchangeTellsTheGroup() {
		assertThat(parse(record(flight12()))).isEqualTo(X25519);
	}

	@Test
	void underTls12TheKeyExchangeDecides() {
		byte[] before = record(hello12(), CERTIFICATE, keyExchange(3, X25519_CODE));

		assertThatUndecidedUntil(before.length, HandshakeBytes.join(before, record(HELLO_DONE)));
	}

	@Test
	void underTls12TheStatusOfTheCertificateIsPassedOver() {
		assertThat(parse(record(hello12(), CERTIFICATE, CERTIFICATE_STATUS, keyExchange(3, X25519_CODE))))
			.isEqualTo(X25519);
	}

	@Test
	void keyExchangeWithoutNamedCurveHasNoGroup() {
		assertThat(parse(record(hello12(), CERTIFICATE, keyExchange(1, X25519_CODE)))).isEqualTo(NOTHING);
	}

	@Test
	void withoutKeyExchangeThereIsNoGroup() {
		assertThat(parse(record(hello12(), CERTIFICATE, HELLO_DONE))).isEqualTo(NOTHING);
	}

	@Test
	void underTls12TheServerHelloAloneDecidesNothing() {
		assertThat(parse(record(hello12()))).isEqualTo(UNDECIDED);
	}

	@Test
	void underTls12NoCertificateTellsResumption() {
		assertThat(parse(record(hello12()), CHANGE_CIPHER_SPEC)).isEqualTo(RESUMED);
	}

	@Test
	void underTls12FreshTicketInsteadOfACertificateTellsResumption() {
		assertThat(parse(record(hello12(), HandshakeBytes.message(4, new byte[100])))).isEqualTo(RESUMED);
	}

	@Test
	void serverHelloMayHaveNoExtensions() {
		assertThat(parse(record(hello(RANDOM)), CHANGE_CIPHER_SPEC)).isEqualTo(RESUMED);
	}

	@Test
	void afterARetryTheNextServerHelloDecides() {
		byte[] bytes = HandshakeBytes.join(RETRY, CHANGE_CIPHER_SPEC,
				record(hello(RANDOM, keyShare(0x0018), VERSION_13)));

		for (int length = 0; length < bytes.length; length++) {
			assertThat(parse(Arrays.copyOf(bytes, length))).as("%d octets", length).isEqualTo(UNDECIDED);
		}
		assertThat(parse(bytes)).isEqualTo(new ServerFlight(NamedGroup.SECP384R1, false, true));
	}

	@Test
	void retryMayComeWithoutChangeCipherSpec() {
		assertThat(parse(RETRY, record(hello13()))).isEqualTo(X25519);
	}

	@Test
	void retriesWithoutEndDecideNothing() {
		byte[] pair = HandshakeBytes.join(RETRY, CHANGE_CIPHER_SPEC);
		byte[][] many = Collections.nCopies((1 << 17) / pair.length, pair).toArray(byte[][]::new);

		assertThat(parse(many).group()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 4, 50 })
	void messagesMayBeSpreadOverRecords(int fragment) {
		assertThat(parse(HandshakeBytes.records(hello13(), fragment))).isEqualTo(X25519);
		assertThat(parse(HandshakeBytes.records(flight12(), fragment))).isEqualTo(X25519);
	}

	@Test
	void alertInFrontHidesNothing() {
		assertThat(parse(HandshakeBytes.record(HandshakeBytes.ALERT, HandshakeBytes.bytes(1, 90)), record(hello13())))
			.isEqualTo(X25519);
	}

	@Test
	void plaintextTellsNothing() {
		assertThat(parse("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII))).isEqualTo(NOTHING);
	}

	@Test
	void whatIsLongerThanAnyFlightTellsNothing() {
		byte[] most = Arrays.copyOf(record(hello13()), 1 << 17);

		assertThat(parse(most)).isEqualTo(X25519);
		assertThat(parse(Arrays.copyOf(most, most.length + 1))).isEqualTo(NOTHING);
	}

	@Test
	void whenTheServerHelloEndsWithinAFieldThenItTellsNothing() {
		byte[] fields = HandshakeBytes.join(HandshakeBytes.number(0x0303), RANDOM, HandshakeBytes.vector8(new byte[32]),
				HandshakeBytes.number(0x1301), new byte[1]);

		for (int length = 0; length < fields.length; length++) {
			assertThat(parse(record(HandshakeBytes.message(2, Arrays.copyOf(fields, length))))).as("%d octets", length)
				.isEqualTo(NOTHING);
		}
	}

	@Test
	void whenAnExtensionIsLongerThanTheServerHelloThenItTellsNothing() {
		byte[] cut = HandshakeBytes.join(HandshakeBytes.number(23), HandshakeBytes.number(200));

		assertThat(parse(record(hello(RANDOM, VERSION_13, cut)))).isEqualTo(NOTHING);
	}

	@Test
	void whenTheKeyShareIsEmptyThenItTellsNothing() {
		assertThat(parse(record(hello(RANDOM, VERSION_13, HandshakeBytes.extension(51))))).isEqualTo(NOTHING);
	}

	@Test
	void whenTheKeyExchangeIsEmptyThenItTellsNothing() {
		assertThat(parse(record(hello12(), CERTIFICATE, HandshakeBytes.message(12)))).isEqualTo(NOTHING);
	}

	static Stream<byte[]> flights() {
		return Stream.of(record(hello13()), record(flight12()),
				HandshakeBytes.join(RETRY, CHANGE_CIPHER_SPEC, record(hello13())));
	}

	@ParameterizedTest
	@MethodSource("flights")
	void noDamageIsMoreThanTheEngineFindsOutToo(byte[] bytes) {
		for (int at = 0; at < bytes.length; at++) {
			for (int value : new int[] { 0, 1, 127, 128, 255 }) {
				byte[] damaged = bytes.clone();
				damaged[at] = (byte) value;
				assertThatCode(() -> parse(damaged)).as("octet %d is %d", at, value).doesNotThrowAnyException();
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2, X25519", "OPENSSL, TLSv1_3, X25519MLKEM768", "JDK, TLSv1_2, X25519",
			"JDK, TLSv1_3, X25519" })
	void groupIsFoundInWhatTheEnginesSend(EngineChoice engine, TlsVersion version, NamedGroup group) {
		CertificateOptions options = CertificateOptions.builder()
			.identity(SERVER)
			.trustRoot(AUTHORITY.trustRoot())
			.lowerMaximumSecurityTo(version)
			.engine(engine)
			.build();

		try (MemoryHandshake handshake = MemoryHandshake.between(options, "localhost", options)) {
			assertThat(parse(handshake.serverFlight())).isEqualTo(new ServerFlight(group, false, true));
		}
	}

}
