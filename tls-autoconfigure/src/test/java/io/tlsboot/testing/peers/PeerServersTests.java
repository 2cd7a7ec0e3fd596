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

import io.tlsboot.testing.OpenSsl;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The servers that other tests start, before OpenSSL: that those tests can tell good from
 * bad.
 */
class PeerServersTests {

	private static final TestAuthority ROOT = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = ROOT.intermediate("Test intermediate").issue("server");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path directory;

	@BeforeAll
	static void requireOpenSsl() throws IOException {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command of version 3");
		Files.writeString(directory.resolve("authority.pem"), ROOT.certificate().dumpPem());
	}

	private static String connect(PeerServer server, String protocol) {
		return new OpenSsl(directory).talk("", "s_client", "-connect", "127.0.0.1:" + server.port(protocol),
				"-starttls", protocol, "-name", "localhost", "-verify_return_error", "-CAfile", "authority.pem",
				"-verify_hostname", "localhost", "-brief");
	}

	@ParameterizedTest
	@EnumSource
	void whenStartedWithTlsThenEachProtocolUpgradesWithTheCertificate(Peer peer) {
		peer.require();
		try (PeerServer server = peer.start(SERVER)) {
			assertThat(server.protocols()).isNotEmpty()
				.allSatisfy((protocol) -> assertThat(connect(server, protocol)).contains("CONNECTION ESTABLISHED",
						"Verification: OK", "Verified peername: localhost"));
		}
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
	@Test
	void whenProsodyIsStartedWithoutTlsThenItOffersThePasswordInClear() throws IOException {
		Peer.PROSODY.require();
		String open = "<stream:stream xmlns='jabber:%s' xmlns:stream='http://etherx.jabber.org/streams' to='localhost'"
				+ " version='1.0'>";
		try (PeerServer server = Peer.PROSODY.startPlain()) {
			assertThat(ClearTalk.with(server.port("xmpp"), "", open.formatted("client"), "</stream:features>",
					"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AHVzZXIAc2VjcmV0</auth>",
					"<success"))
				.contains("PLAIN")
				.doesNotContain("starttls");
			assertThat(ClearTalk.with(server.port("xmpp-server"), "", open.formatted("server"), "</stream:features>"))
				.doesNotContain("starttls");
		}
	}

	@Test
	void whenDovecotIsStartedWithoutTlsThenItTakesPasswordsInClear() throws IOException {
		Peer.DOVECOT.require();
		try (PeerServer server = Peer.DOVECOT.startPlain()) {
			ClearTalk.with(server.port("imap"), "* OK", "a LOGIN user secret\r\n", "a OK");
			ClearTalk.with(server.port("pop3"), "+OK", "USER user\r\n", "+OK", "PASS secret\r\n", "+OK");
			ClearTalk.with(server.port("sieve"), "OK", "AUTHENTICATE \"PLAIN\" \"AHVzZXIAc2VjcmV0\"\r\n", "OK");
		}
	}

	@Test
	void whenOthersAreStartedWithoutTlsThenTheyTakePasswordsInClear() throws IOException {
		Peer.EXIM.require();
		try (PeerServer server = Peer.EXIM.startPlain()) {
			ClearTalk.with(server.port("smtp"), "220 ", "EHLO localhost\r\n", "250 ", "AUTH PLAIN AHVzZXIAc2VjcmV0\r\n",
					"235 ");
		}
		Peer.INN.require();
		try (PeerServer server = Peer.INN.startPlain()) {
			ClearTalk.with(server.port("nntp"), "200 ", "AUTHINFO USER user\r\n", "381 ", "AUTHINFO PASS secret\r\n",
					"281 ");
		}
		Peer.VSFTPD.require();
		try (PeerServer server = Peer.VSFTPD.startPlain()) {
			ClearTalk.with(server.port("ftp"), "220 ", "USER anonymous\r\n", "331 ", "PASS secret\r\n", "230 ");
		}
	}

}
