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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.server.Forwarder;
import io.tlsboot.server.TcpBackend;
import io.tlsboot.testing.Command;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.testing.peers.Peer;
import io.tlsboot.testing.peers.PeerServer;
import io.tlsboot.testing.peers.PeerServers;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Listeners in front of real servers that have no TLS, used by real clients that want it
 * and verify.
 */
class ForwardToInteropTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate FRONT = AUTHORITY.intermediate("Test intermediate").issue("front");

	private static final PeerServers SERVERS = PeerServers.plain();

	private static final String SASL_PLAIN = "AHVzZXIAc2VjcmV0";

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeEach
	void writeAuthorities() throws IOException {
		Files.writeString(this.directory.resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
		Files.writeString(this.directory.resolve("other.pem"),
				TestAuthority.create("Other CA").certificate().dumpPem());
		Files.writeString(this.directory.resolve("mail"), "Subject: hello\r\n\r\nhello\r\n");
	}

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	@AfterAll
	static void closeServers() {
		SERVERS.close();
	}

	private int front(Peer peer, String protocol) {
		return front(peer, protocol, EngineChoice.AUTO);
	}

	private int front(Peer peer, String protocol, EngineChoice engine) {
		StartTlsProtocols protocols = StartTlsProtocols.with(List.of());
		assumeTrue(protocols.names().contains(protocol), () -> "needs the protocol " + protocol);
		ServerStartTls dialogue = new ServerStartTls(protocols.get(protocol), StartTlsServerSettings.DEFAULTS,
				Endpoints.TIMEOUT);
		PeerServer backend = SERVERS.get(peer);
		Forwarder forwarder = Forwarder.toTcp("front", TcpBackend.parse("127.0.0.1:" + backend.port(protocol)))
			.speaking(dialogue::backend);
		return this.endpoints
			.listenStartTls(CertificateOptions.builder().identity(FRONT).engine(engine).build(), dialogue, forwarder)
			.port();
	}

	private String run(String input, String name, String... arguments) {
		requireCommand(name);
		return new Command(name, this.directory).talk(input, arguments);
	}

	private void requireCommand(String name) {
		assumeTrue(new Command("which", this.directory).isAvailable(name), () -> "needs the command " + name);
	}

	private String swaks(int port, String protocol, String authority) {
		return run("", "swaks", "--protocol", protocol, "--server", "127.0.0.1:" + port, "--tls", "--tls-verify",
				"--tls-ca-path", authority, "--from", "sender@localhost", "--to", "user@localhost", "--timeout", "10");
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void swaksDeliversMailToEximThroughAListener(EngineChoice engine) {
		int port = front(Peer.EXIM, "smtp", engine);

		assertThat(swaks(port, "ESMTP", "ca.pem")).contains("TLS started", "~> MAIL FROM:<sender@localhost>",
				"250 OK id=");
		assertThat(swaks(port, "ESMTP", "other.pem")).doesNotContain("MAIL FROM");
		assertThat(SERVERS.get(Peer.EXIM).log()).contains("<= sender@localhost").doesNotContain("X=TLS");
	}

	@Test
	void swaksDeliversMailToDovecotThroughAListener() {
		assertThat(swaks(front(Peer.DOVECOT, "lmtp"), "LMTP", "ca.pem")).contains("TLS started",
				"250 2.0.0 <user@localhost>");
	}

	private String curl(String authority, String url, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--silent", "--show-error", "--verbose", "--max-time", "10",
				"--ssl-reqd", "--cacert", authority, "--user", "user:secret"));
		all.addAll(List.of(arguments));
		all.add(url);
		return run("", "curl", all.toArray(String[]::new));
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void curlLogsInToDovecotsImapThroughAListener(EngineChoice engine) {
		String url = "imap://localhost:" + front(Peer.DOVECOT, "imap", engine);

		assertThat(curl("ca.pem", url)).contains("SSL certificate verify ok", "LIST (\\HasNoChildren) \".\" INBOX");
		assertThat(curl("other.pem", url)).contains("unable to get local issuer certificate").doesNotContain("INBOX");
	}

	@Test
	void curlLogsInToDovecotsPop3ThroughAListener() {
		assertThat(curl("ca.pem", "pop3://localhost:" + front(Peer.DOVECOT, "pop3"))).contains("verify ok",
				"+OK Logged in");
	}

	@Test
	void curlSendsMailToEximThroughAListener() {
		assertThat(curl("ca.pem", "smtp://localhost:" + front(Peer.EXIM, "smtp"), "--mail-from", "sender@localhost",
				"--mail-rcpt", "user@localhost", "--upload-file", "mail"))
			.contains("verify ok", "235 Authentication succeeded", "250 OK id=");
	}

	@Test
	void curlLogsInToVsftpdThroughAListener() {
		// Data goes past the listener.
		assertThat(curl("ca.pem", "ftp://localhost:" + front(Peer.VSFTPD, "ftp") + "/hello.txt", "--ftp-ssl-control",
				"--user", "anonymous:secret"))
			.contains("verify ok", "230 Login successful");
	}

	private String psql(int port, String authority) {
		return run("", "psql",
				"host=localhost port=%d user=user password=secret dbname=postgres sslmode=verify-full".formatted(port)
						+ " sslrootcert=" + authority,
				"-Atc", "select 6 * 7, ssl from pg_stat_ssl where pid = pg_backend_pid()");
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void psqlQueriesPostgreSqlThroughAListener(EngineChoice engine) {
		int port = front(Peer.POSTGRESQL, "postgres", engine);

		assertThat(psql(port, "ca.pem")).isEqualToIgnoringNewLines("42|f");
		assertThat(psql(port, "other.pem")).contains("certificate verify failed");
	}

	private String ldapwhoami(int port, String authority) {
		requireCommand("ldapwhoami");
		// OpenLDAP takes localhost for the name of the machine.
		return run("", "env", "LDAPTLS_CACERT=" + this.directory.resolve(authority), "ldapwhoami", "-ZZ", "-x", "-H",
				"ldap://127.0.0.1:" + port, "-D", "cn=user,dc=test", "-w", "secret");
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void ldapwhoamiBindsToSlapdThroughAListener(EngineChoice engine) {
		int port = front(Peer.SLAPD, "ldap", engine);

		assertThat(ldapwhoami(port, "ca.pem")).isEqualToIgnoringNewLines("dn:cn=user,dc=test");
		assertThat(ldapwhoami(port, "other.pem")).contains("ldap_start_tls: Connect error");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			DOVECOT | sieve | AUTHENTICATE "PLAIN" "AHVzZXIAc2VjcmV0"/LOGOUT/                | OK "Logged in
			INN     | nntp  | AUTHINFO USER user/AUTHINFO PASS secret/GROUP local.test/QUIT/ | 211 0 1 0 local.test
			""")
	void opensslLogsInThroughAListener(Peer peer, String protocol, String lines, String answer) {
		assertThat(openssl(front(peer, protocol), protocol, lines.replace("/", "\r\n"))).contains(answer);
	}

	@Test
	void opensslLogsInToProsodyThroughAListener() {
		String input = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
				+ " to='localhost' version='1.0'><auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
				+ SASL_PLAIN + "</auth></stream:stream>";
		assertThat(openssl(front(Peer.PROSODY, "xmpp"), "xmpp", input)).contains("<success");
	}

	private String openssl(int port, String protocol, String input) {
		return run(input, "openssl", "s_client", "-starttls", protocol, "-connect", "127.0.0.1:" + port, "-name",
				"localhost", "-CAfile", "ca.pem", "-verify_return_error", "-verify_hostname", "localhost", "-quiet");
	}

}
