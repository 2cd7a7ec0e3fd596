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

package io.tlsboot.testing.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.tlsboot.testing.OpenSsl;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The servers that other tests start, before OpenSSL: that those tests can tell good from
 * bad.
 */
class PeerServersTests {

	private static final TestAuthority ROOT = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = ROOT.intermediate("Test intermediate").issue("server");

	private static final PeerServers SECURED = PeerServers.secured(SERVER);

	private static final PeerServers PLAIN = PeerServers.plain();

	private static final String STREAM = "xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path directory;

	@BeforeAll
	static void requireOpenSsl() throws IOException {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command of version 3");
		Files.writeString(directory.resolve("authority.pem"), ROOT.certificate().dumpPem());
	}

	@AfterAll
	static void close() {
		SECURED.close();
		PLAIN.close();
	}

	private static String connect(PeerServer server, String protocol) {
		return new OpenSsl(directory).talk("", "s_client", "-connect", "127.0.0.1:" + server.port(protocol),
				"-starttls", protocol, "-name", "localhost", "-verify_return_error", "-CAfile", "authority.pem",
				"-verify_hostname", "localhost", "-brief");
	}

	@ParameterizedTest
	@EnumSource
	void whenStartedWithTlsThenEachProtocolUpgradesWithTheCertificate(Peer peer) {
		PeerServer server = SECURED.get(peer);
		assertThat(server.protocols()).isNotEmpty()
			.allSatisfy((protocol) -> assertThat(connect(server, protocol)).contains("CONNECTION ESTABLISHED",
					"Verification: OK", "Verified peername: localhost"));
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "PROSODY")
	void whenStartedWithoutTlsThenNoProtocolUpgrades(Peer peer) {
		peer.require();
		try (PeerServer server = peer.startPlain()) {
			assertThat(server.protocols()).isNotEmpty()
				.allSatisfy(
						(protocol) -> assertThat(connect(server, protocol)).doesNotContain("CONNECTION ESTABLISHED"));
		}
	}

	// OpenSSL would wait for the offer of STARTTLS.
	@ParameterizedTest
	@CsvSource({ "xmpp, jabber:client", "xmpp-server, jabber:server" })
	void whenProsodyIsStartedWithoutTlsThenItOffersNone(String protocol, String namespace) throws IOException {
		PeerServer server = PLAIN.get(Peer.PROSODY);
		assertThat(ClearTalk.with(server.port(protocol), "",
				"<stream:stream xmlns='%s' %s>".formatted(namespace, STREAM), "</stream:features>"))
			.doesNotContain("starttls");
	}

	@ParameterizedTest
	@MethodSource
	void whenStartedWithoutTlsThenPasswordsAreTakenInClear(Peer peer, String protocol, String[] talk)
			throws IOException {
		assertThat(ClearTalk.with(PLAIN.get(peer).port(protocol), talk)).contains(talk[talk.length - 1]);
	}

	static Stream<Arguments> whenStartedWithoutTlsThenPasswordsAreTakenInClear() {
		return Stream.of(talk(Peer.DOVECOT, "imap", "* OK", "a LOGIN user secret\r\n", "a OK"),
				talk(Peer.DOVECOT, "pop3", "+OK", "USER user\r\n", "+OK", "PASS secret\r\n", "+OK Logged in"),
				talk(Peer.DOVECOT, "sieve", "OK", "AUTHENTICATE \"PLAIN\" \"AHVzZXIAc2VjcmV0\"\r\n", "OK \"Logged in"),
				talk(Peer.EXIM, "smtp", "220 ", "EHLO localhost\r\n", "250 ", "AUTH PLAIN AHVzZXIAc2VjcmV0\r\n",
						"235 "),
				talk(Peer.INN, "nntp", "200 ", "AUTHINFO USER user\r\n", "381 ", "AUTHINFO PASS secret\r\n", "281 "),
				talk(Peer.VSFTPD, "ftp", "220 ", "USER anonymous\r\n", "331 ", "PASS secret\r\n", "230 "),
				talk(Peer.PROSODY, "xmpp", "", "<stream:stream xmlns='jabber:client' %s>".formatted(STREAM),
						"</stream:features>",
						"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AHVzZXIAc2VjcmV0</auth>",
						"<success"));
	}

	private static Arguments talk(Peer peer, String protocol, String... talk) {
		return Arguments.arguments(peer, protocol, talk);
	}

}
