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

package io.tlsboot.starttls;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeException;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.testing.peers.Peer;
import io.tlsboot.testing.peers.PeerServers;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Clients before real servers, which they go over to TLS with.
 */
class StartTlsClientInteropTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TestAuthority OTHER_AUTHORITY = TestAuthority.create("Other CA");

	private static final PrivateCertificate SERVER = AUTHORITY.intermediate("Test intermediate").issue("server");

	private static final PeerServers SERVERS = PeerServers.secured(SERVER);

	private static final String SASL_PLAIN = "AHVzZXIAc2VjcmV0";

	// What a user says first, and what a server answers who knows the user, or wants the
	// password.
	private static final List<Spoken> SPOKEN = List.of(
			new Spoken(Peer.EXIM, "smtp", "AUTH PLAIN " + SASL_PLAIN + "\r\n", "235 Auth"),
			new Spoken(Peer.DOVECOT, "lmtp", "MAIL FROM:<a@localhost>\r\n", "250 2.1.0"),
			new Spoken(Peer.DOVECOT, "imap", "a LOGIN user secret\r\n", "a OK"),
			new Spoken(Peer.DOVECOT, "pop3", "USER user\r\nPASS secret\r\n", "+OK Logged in"),
			new Spoken(Peer.DOVECOT, "sieve", "AUTHENTICATE \"PLAIN\" \"" + SASL_PLAIN + "\"\r\n", "OK \"Logged in"),
			new Spoken(Peer.INN, "nntp", "AUTHINFO USER user\r\nAUTHINFO PASS secret\r\n", "281 "),
			new Spoken(Peer.VSFTPD, "ftp", "USER anonymous\r\n", "331 "),
			new Spoken(Peer.PROSODY, "xmpp",
					"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + SASL_PLAIN + "</auth>",
					"<success"),
			new Spoken(Peer.PROSODY, "xmpp-server", "</stream:stream>", "</stream:stream>"),
			new Spoken(Peer.SLAPD, "ldap", "0!\2\1\7`\34\2\1\3\4\17cn=user,dc=test\200\6secret",
					"0\f\2\1\7a\7\n\1\0\4\0\4\0"),
			new Spoken(Peer.POSTGRESQL, "postgres", "\0\0\0\23\0\3\0\0user\0user\0\0", "R\0\0\0\b\0\0\0\3"),
			new Spoken(Peer.MARIADB, "mysql", "", ""));

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	@AfterAll
	static void closeServers() {
		SERVERS.close();
	}

	static Stream<Arguments> spokenByEngineAndVersion() {
		return spokenByEngine().flatMap((row) -> Stream.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)
			.map((version) -> Arguments.of(row.get()[0], row.get()[1], version)));
	}

	static Stream<Arguments> spokenByEngine() {
		return SPOKEN.stream()
			.flatMap((spoken) -> Stream.of(EngineChoice.OPENSSL, EngineChoice.JDK)
				.map((engine) -> Arguments.of(spoken, engine)));
	}

	private TlsClient client(Spoken spoken, String serverName, CertificateOptions options) {
		StartTlsProtocols protocols = StartTlsProtocols.with(List.of());
		assumeTrue(protocols.names().contains(spoken.protocol()), () -> "needs the protocol " + spoken.protocol());
		// Prosody speaks to no server that has its own name.
		ClientStartTls dialogue = new ClientStartTls(protocols.get(spoken.protocol()),
				new StartTlsClientSettings("client.example", "localhost",
						StartTlsClientSettings.DEFAULT_MAX_LINE_LENGTH),
				TlsPolicy.REQUIRE, Endpoints.TIMEOUT);
		int port = SERVERS.get(spoken.peer()).port(spoken.protocol());
		return this.endpoints.clientStartTls(port, serverName, options, dialogue);
	}

	private static CertificateOptions options(TestAuthority trusted, EngineChoice engine, TlsVersion version) {
		return CertificateOptions.builder()
			.trustRoot(trusted.trustRoot())
			.engine(engine)
			.lowerMaximumSecurityTo(version)
			.build();
	}

	private static void assertRefused(TlsClient client, FailureReason reason) {
		assertThat(client.connect().toFuture()).failsWithin(Endpoints.TIMEOUT)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(HandshakeException.class,
					(failure) -> assertThat(failure.reason()).isEqualTo(reason));
	}

	@ParameterizedTest
	@MethodSource("spokenByEngineAndVersion")
	void clientGoesOverToTlsAndIsServed(Spoken spoken, EngineChoice engine, TlsVersion version) {
		TlsClient client = client(spoken, "localhost", options(AUTHORITY, engine, version));
		TlsConnection connection = client.connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();

		assertThat(connection.session()).get().satisfies((session) -> {
			assertThat(session.version()).isEqualTo(version);
			assertThat(session.peerCertificates()).startsWith(SERVER.certificate());
		});
		assertThat(answer(connection, spoken)).contains(spoken.answer());
		connection.abort();
	}

	private static String answer(TlsConnection connection, Spoken spoken) {
		return connection.outbound()
			.sendByteArray(Mono.just(spoken.asked().getBytes(StandardCharsets.ISO_8859_1)))
			.then()
			.thenMany(connection.inbound().receive().asString(StandardCharsets.ISO_8859_1))
			.scan("", String::concat)
			.filter((heard) -> heard.contains(spoken.answer()))
			.blockFirst(Endpoints.TIMEOUT);
	}

	@ParameterizedTest
	@MethodSource("spokenByEngine")
	void whenTheIssuerIsNotTrustedThenTheConnectionFails(Spoken spoken, EngineChoice engine) {
		assertRefused(client(spoken, "localhost", options(OTHER_AUTHORITY, engine, TlsVersion.TLSv1_3)),
				FailureReason.UNTRUSTED_ISSUER);
	}

	@ParameterizedTest
	@MethodSource("spokenByEngine")
	void whenTheCertificateIsForAnotherNameThenTheConnectionFails(Spoken spoken, EngineChoice engine) {
		assertRefused(client(spoken, "other.example", options(AUTHORITY, engine, TlsVersion.TLSv1_3)),
				FailureReason.NAME_MISMATCH);
	}

	record Spoken(Peer peer, String protocol, String asked, String answer) {

		@Override
		public String toString() {
			return this.protocol;
		}

	}

}
