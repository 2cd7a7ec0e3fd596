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

package io.tlsboot.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tlsboot.client.ClientSettings;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.DiffieHellmanParameters;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.testing.TestGroups;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.DistinguishedName;
import io.tlsboot.x509.KeyPair;
import io.tlsboot.x509.KeyType;
import io.tlsboot.x509.PrivateCertificate;
import io.tlsboot.x509.SigningTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Section Q of Twisted's behaviours, and C18. What they say of connections is in
 * {@link EndpointConnectionTests}.
 */
@ExtendWith(OutputCaptureExtension.class)
class EndpointStatementTests {

	private static final TestAuthority ROOT = TestAuthority.create("Root CA");

	private static final TestAuthority UPPER = ROOT.intermediate("Upper CA");

	private static final TestAuthority LOWER = UPPER.intermediate("Lower CA");

	private static final PrivateCertificate SERVER = leaf(LOWER.issue("server"));

	private static final PrivateCertificate OTHER = ROOT.issue("other");

	private static PrivateCertificate leaf(PrivateCertificate whole) {
		return PrivateCertificate.of(whole.certificate(), whole.keyPair());
	}

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeEach
	void writeFiles() throws IOException {
		write("server.pem", SERVER.dumpPem());
		write("server.crt", SERVER.certificate().dumpPem());
		write("server.key", SERVER.keyPair().dumpPem());
		write("other.pem", OTHER.dumpPem());
		write("chain.pem", UPPER.certificate().dumpPem() + LOWER.certificate().dumpPem());
		write("empty.pem", "nothing to see\n");
	}

	private Path write(String name, String text) throws IOException {
		Path file = this.directory.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, text);
	}

	private ServerEndpoint server(String text) {
		return ServerEndpoint.parse(text, this.directory);
	}

	private ClientEndpoint client(String text) {
		return ClientEndpoint.parse(text, this.directory);
	}

	private static List<String> subjects(CertificateOptions options) {
		return options.identity()
			.orElseThrow()
			.chain()
			.stream()
			.map((certificate) -> certificate.subject().toString())
			.toList();
	}

	// Q1
	@Test
	void serverStringHasTheDefaultsOfTwisted() {
		ServerEndpoint endpoint = server("ssl:8443");

		assertThat(endpoint).isEqualTo(new ServerEndpoint(null, 8443, 50, CertificateOptions.of(SERVER)));
		assertThat(endpoint.settings("echo"))
			.isEqualTo(ListenerSettings.of("echo", ListenerSettings.Mode.TLS, 8443).withBacklog(50));
	}

	// Q1
	@Test
	void certificateIsInTheFileOfTheKeyUnlessSaidOtherwise() {
		assertThat(server("ssl:8443:privateKey=other.pem").options()).isEqualTo(CertificateOptions.of(OTHER));
		assertThat(server("ssl:8443:privateKey=server.key:certKey=server.crt").options())
			.isEqualTo(CertificateOptions.of(SERVER));
	}

	// Q1
	@ParameterizedTest
	@ValueSource(strings = { "ssl:port=8443:interface=127.0.0.1:backlog=12:privateKey=server.key:certKey=server.crt",
			"ssl:8443:server.key:server.crt:backlog=12:interface=127.0.0.1" })
	void serverStringSaysEverythingByKeywordOrByPlace(String text) {
		assertThat(server(text)).isEqualTo(new ServerEndpoint("127.0.0.1", 8443, 12, CertificateOptions.of(SERVER)));
	}

	// Q1
	@Test
	void emptyInterfaceIsEveryAddress() {
		assertThat(server("ssl:8443:interface=").address()).isNull();
		assertThat(server("ssl:8443:interface=\\:\\:1").address()).isEqualTo("::1");
	}

	// Q2. The order is that of issuers, whatever the file's.
	@Test
	void extraChainIsSentWhole() {
		assertThat(subjects(server("ssl:8443").options())).containsExactly("CN=server");
		assertThat(subjects(server("ssl:8443:extraCertChain=chain.pem").options())).containsExactly("CN=server",
				"CN=Lower CA", "CN=Upper CA");
	}

	// Q2
	@Test
	void extraChainWithoutACertificateIsRefusedByTheNameOfItsFile() {
		assertThatExceptionOfType(EndpointStringException.class)
			.isThrownBy(() -> server("ssl:8443:extraCertChain=empty.pem"))
			.withMessageStartingWith("'extraCertChain' of the endpoint string: ")
			.withMessageContaining("in 'empty.pem'");
	}

	// Q3
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			ssl:8443:privatKey=server.pem    | keyword    | found: 'privatKey' (expected: one of [port, privateKey,
			ssl:privateKey=server.pem        | port       | it is missing
			ssl:8443:privateKey=missing.pem  | privateKey | found: 'missing.pem', which does not exist in '
			ssl:http                         | port       | found: 'http' (expected: a whole number from 0 to 65535)
			""")
	void whatIsWrongIsOneExceptionThatNamesTheArgument(String text, String argument, String problem) {
		assertThatExceptionOfType(EndpointStringException.class).isThrownBy(() -> server(text))
			.isInstanceOf(IllegalArgumentException.class)
			.satisfies((ex) -> {
				assertThat(ex.argument()).isEqualTo(argument);
				assertThat(ex.problem()).startsWith(problem);
				assertThat(ex).hasMessage("'%s' of the endpoint string: %s. %s", argument, ex.problem(), ex.action());
			});
	}

	// Q4
	@Test
	void prefixOfServersIsInSmallLettersAndThatOfClientsInAny() {
		assertThatExceptionOfType(EndpointStringException.class).isThrownBy(() -> server("SSL:8443"))
			.withMessage("'prefix' of the endpoint string: found: 'SSL' (expected: 'ssl' in small letters)."
					+ " Write ssl:PORT:privateKey=FILE. A listener in clear has an address and a port instead of an"
					+ " endpoint string.");
		assertThat(client("TLS:example.com:443")).isEqualTo(client("tls:example.com:443"))
			.isEqualTo(client("Ssl:example.com:443"));
	}

	// Q5
	@Test
	void backslashTakesTheMeaningFromColonAndBackslash() throws IOException {
		write("a:b\\c=d.pem", SERVER.dumpPem());

		assertThat(server("ssl:8443:privateKey=a\\:b\\\\c=d.pem").options()).isEqualTo(CertificateOptions.of(SERVER));
		assertThat(server("ssl:8443:privateKey=" + EndpointStrings.quote("a:b\\c=d.pem")).options())
			.isEqualTo(CertificateOptions.of(SERVER));
	}

	// Q6. Ours: it verifies.
	@Test
	void clientStringWithSslIsThatWithTls() {
		ClientEndpoint endpoint = client("ssl:example.com:443");

		assertThat(endpoint).isEqualTo(client("tls:example.com:443"));
		assertThat(endpoint.serverName()).isEqualTo("example.com");
		assertThat(endpoint.options()).isEqualTo(CertificateOptions.builder().build());
	}

	// Q6
	@ParameterizedTest
	@ValueSource(strings = { "ssl:host=example.com:port=443", "ssl:host=example.com:443", "ssl:example.com:port=443",
			"ssl:443:host=example.com" })
	void hostAndPortHaveTheirPlacesOrKeywords(String text) {
		assertThat(client(text)).isEqualTo(client("ssl:example.com:443"));
	}

	// Q6
	@Test
	void keywordsOfSslClientsAreThoseOfTlsClients() throws IOException {
		write("roots/root.pem", ROOT.certificate().dumpPem());

		assertThat(client("ssl:10.0.0.1:443:hostname=example.com:certKey=server.crt:privateKey=server.key:"
				+ "caCertsDir=roots:timeout=10:bindAddress=10.0.0.49"))
			.isEqualTo(client("tls:10.0.0.1:443:10:10.0.0.49:server.crt:server.key:roots:hostname=example.com"));
	}

	// Q7
	@Test
	void clientStringHasTheDefaultsOfTwisted() {
		ClientEndpoint endpoint = client("tls:example.com:443");

		assertThat(endpoint).isEqualTo(new ClientEndpoint("example.com", 443, Duration.ofSeconds(30), "example.com",
				null, CertificateOptions.builder().build()));
		assertThat(endpoint.settings("partner"))
			.isEqualTo(ClientSettings.of("partner", "example.com", 443).withConnectTimeout(Duration.ofSeconds(30)));
	}

	// Q7
	@Test
	void clientStringSaysWhoIsTrustedAndWhoItIs() throws IOException {
		write("roots/root.pem", ROOT.certificate().dumpPem());
		ClientEndpoint endpoint = client("tls:10.0.0.1:443:hostname=example.com:timeout=5:bindAddress=\\:\\:1:"
				+ "certificate=server.crt:privateKey=server.key:trustRoots=roots");

		assertThat(endpoint.options().identity()).contains(SERVER);
		assertThat(endpoint.options().trustRoot().map(TrustRoot::anchors)).contains(Set.of(ROOT.certificate()));
		assertThat(endpoint.settings("partner")).isEqualTo(ClientSettings.of("partner", "10.0.0.1", 443)
			.withServerName("example.com")
			.withConnectTimeout(Duration.ofSeconds(5))
			.withBindAddress("::1"));
	}

	// Q7
	@Test
	void internationalHostIsConnectedToAndExpectedByItsALabels() {
		ClientEndpoint endpoint = client("tls:b\u00fccher.example:443");

		assertThat(endpoint.host()).isEqualTo("xn--bcher-kva.example");
		assertThat(endpoint.serverName()).isEqualTo("xn--bcher-kva.example");
	}

	// Q7. Ours: another host than the one that is expected needs no tunnel.
	@Test
	void tunnelIsRefusedByNameWithTheAlternative() {
		assertThatExceptionOfType(EndpointStringException.class)
			.isThrownBy(() -> client("tls:example.com:443:endpoint=tcp\\:127.0.0.1\\:8443"))
			.withMessage(
					"'endpoint' of the endpoint string: TLS inside of another endpoint is not offered. Name where to"
							+ " connect to as host and port, and whom the certificate must name as 'hostname'.");
	}

	// Q8
	@Test
	void trustDirectoryIsTheFirstCertificateOfEachPemFile(CapturedOutput output) throws IOException {
		TestAuthority second = TestAuthority.create("Second CA");
		write("roots/a.pem", ROOT.certificate().dumpPem() + UPPER.certificate().dumpPem());
		write("roots/b.PEM", second.certificate().dumpPem());
		write("roots/c.Pem", ROOT.certificate().dumpPem());
		write("roots/d.crt", LOWER.certificate().dumpPem());
		write("roots/e.pem.bak", LOWER.certificate().dumpPem());
		write("roots/f.pem", "no certificate");
		write("roots/below/g.pem", LOWER.certificate().dumpPem());
		Files.createSymbolicLink(this.directory.resolve("roots/h.pem"), this.directory.resolve("missing.pem"));

		assertThat(client("tls:example.com:443:trustRoots=roots").options().trustRoot().orElseThrow().anchors())
			.containsExactly(ROOT.certificate(), second.certificate());
		assertThat(output).contains("WARN", "'trustRoots' of an endpoint string: ", "f.pem' is skipped: ",
				"h.pem' is skipped: it cannot be read (NoSuchFileException)");
	}

	// Q8. A server asks nobody, so it has no such directory.
	@Test
	void trustDirectoryThatIsNoneIsRefused() {
		assertThatExceptionOfType(EndpointStringException.class)
			.isThrownBy(() -> client("ssl:example.com:443:caCertsDir=missing"))
			.withMessageContaining("'caCertsDir' of the endpoint string: found: 'missing', which does not exist in '");
		assertThatExceptionOfType(EndpointStringException.class)
			.isThrownBy(() -> client("tls:example.com:443:trustRoots=server.pem"))
			.withMessageContaining("found: 'server.pem', which is no directory");
	}

	// Q9. Ours: an error.
	@ParameterizedTest
	@ValueSource(strings = { "ssl:example.com:443:privateKey=server.pem", "tls:example.com:443:privateKey=server.pem" })
	void keyOfAClientWithoutItsCertificateIsRefused(String text) {
		assertThatExceptionOfType(EndpointStringException.class).isThrownBy(() -> client(text))
			.withMessage("'privateKey' of the endpoint string: a private key is given and its certificate is not"
					+ " (expected: both). Write 'certificate=FILE' too, even if the certificate is in the same file.");
	}

	// Q9
	@Test
	void certificateOfAClientMayHaveItsKeyInTheSameFile() {
		assertThat(client("tls:example.com:443:certificate=server.pem").options().identity()).contains(SERVER);
	}

	// G9, G10, Q10. Ours: names of servers have a place of their own.
	@ParameterizedTest
	@ValueSource(strings = { "tls:certificates:443", "tls:missing:443", "tls:certificates" })
	void directoryOfServerNamesIsRefusedWithTheAlternative(String text) {
		assertThatExceptionOfType(EndpointStringException.class).isThrownBy(() -> server(text))
			.withMessage("'prefix' of the endpoint string: found: 'tls', which takes a directory with a certificate for"
					+ " each server name (expected: 'ssl'). Write ssl:PORT:privateKey=FILE for one certificate; several are"
					+ " for 'server-names' of a listener, without an endpoint string.");
	}

	// C18
	@Test
	void diffieHellmanParametersReachTheOptions() throws IOException {
		PrivateCertificate rsa = KeyPair.generate(KeyType.RSA)
			.selfSigned(DistinguishedName.of(Map.of("CN", "rsa")), SigningTerms.defaults());
		write("rsa.pem", rsa.dumpPem());
		write("dh.pem", TestGroups.OWN);

		assertThat(server("ssl:8443:privateKey=rsa.pem:dhParameters=dh.pem").options()
			.dhParameters()
			.map(DiffieHellmanParameters::bits)).contains(2048);
		assertThat(server("ssl:8443:privateKey=rsa.pem:dhParameters=ffdhe3072").options().dhParameters())
			.contains(DiffieHellmanParameters.named("ffdhe3072"));
	}

}
