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
import java.util.List;

import io.tlsboot.endpoint.EndpointString.Argument;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How endpoint strings are taken apart, and what is said of those that cannot be used.
 */
class EndpointStringTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	// Encrypting takes seconds: that is what it is for.
	private static final String LOCKED = SERVER.dumpPem("s3cret".toCharArray());

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeEach
	void writeFiles() throws IOException {
		Files.writeString(this.directory.resolve("server.pem"), SERVER.dumpPem());
		Files.writeString(this.directory.resolve("other.key"), AUTHORITY.issue("other").keyPair().dumpPem());
		Files.writeString(this.directory.resolve("locked.pem"), LOCKED);
		Files.writeString(this.directory.resolve("empty.pem"), "");
		Files.createDirectory(this.directory.resolve("folder"));
	}

	@Test
	void colonEndsAnArgumentAndTheFirstEqualsSignItsKeyword() {
		EndpointString string = EndpointString.parse("ssl:443:a=b:c=d=e::f=");

		assertThat(string.prefix()).isEqualTo("ssl");
		assertThat(string.arguments()).isEqualTo(List.of(new Argument(null, "443"), new Argument("a", "b"),
				new Argument("c", "d=e"), new Argument(null, ""), new Argument("f", "")));
	}

	@Test
	void backslashTakesTheMeaningFromWhateverFollows() {
		assertThat(EndpointString.parse("s\\sl:\\:\\:1:a\\=b:c\\:=\\d\\\\").arguments())
			.isEqualTo(List.of(new Argument(null, "::1"), new Argument(null, "a=b"), new Argument("c:", "d\\")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "C:\\keys\\server.pem", "::1", "\\", ":", "a=b", "plain", "" })
	void quotedValueComesBackAsItWas(String value) {
		assertThat(EndpointString.parse("ssl:key=" + EndpointStrings.quote(value)).arguments())
			.isEqualTo(List.of(new Argument("key", value)));
	}

	@Test
	void quotingTouchesColonsAndBackslashesAlone() {
		assertThat(EndpointStrings.quote("C:\\a=b")).isEqualTo("C\\:\\\\a=b");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					""                                        | prefix         | found: '' (expected: 'ssl')
					443                                       | prefix         | found: '443' (expected: 'ssl')
					port=443                                  | prefix         | found: the keyword 'port' (expected: a prefix)
					tcp:443                                   | prefix         | found: 'tcp' (expected: 'ssl')
					TLS:folder:443                            | prefix         | found: 'TLS', which takes a directory
					ssl                                       | port           | it is missing
					ssl:                                      | port           | found: nothing (expected: a value)
					ssl:-1                                    | port           | found: '-1' (expected: a whole number from 0 to 65535)
					ssl:65536                                 | port           | found: '65536' (expected: a whole number from 0 to 65535)
					ssl:99999999999                           | port           | found: '99999999999' (expected
					ssl:9999999999                            | port           | found: '9999999999' (expected
					ssl:443:port=443                          | port           | it is given twice (expected: once)
					ssl:443:backlog=0                         | backlog        | found: '0' (expected: a whole number from 1 to 2147483647)
					ssl:443:backlog=5 0                       | backlog        | found: '5 0' (expected
					ssl:443:backlog=5:backlog=5               | backlog        | it is given twice
					ssl:443:=x                                | keyword        | found: '' (expected: one of [
					ssl:443:privateKey=                       | privateKey     | found: nothing (expected: a value)
					ssl:443:PrivateKey=server.pem             | keyword        | found: 'PrivateKey' (expected: one of [
					ssl:443:privateKey=folder                 | privateKey     | found: 'folder', which is no file
					ssl:443:privateKey=other.key              | privateKey     | no certificate found
					ssl:443:certKey=empty.pem                 | certKey        | no certificate found
					ssl:443:privateKey=other.key:certKey=server.pem | privateKey | the private key
					ssl:443:privateKey=locked.pem             | privateKey     | the private key is encrypted
					ssl:443:privateKey=C:\\keys\\server.pem   | privateKey     | it is given twice
					ssl:443:extraCertChain=missing.pem        | extraCertChain | found: 'missing.pem', which does not exist in '
					ssl:443:dhParameters=missing.pem          | dhParameters   | found: 'missing.pem', which does not exist in '
					ssl:443:dhParameters=server.pem           | dhParameters   | Diffie-Hellman parameters:
					ssl:443:dhParameters=ffdhe2048            | dhParameters   | it has no effect: the suites with finite field Diffie-Hellman are for servers with an RSA key
					ssl:443:sslmethod=TLSv1_2_METHOD          | sslmethod      | versions are not chosen by a method of OpenSSL
					ssl:443:method=TLSv1_2_METHOD             | method         | versions are not chosen by a method of OpenSSL
					ssl:443:server.pem:server.pem:SSLv23_METHOD | sslmethod    | versions are not chosen by a method of OpenSSL
					ssl:443:trustRoots=folder                 | trustRoots     | it is a keyword of clients
					ssl:443:caCertsDir=folder                 | caCertsDir     | it is a keyword of clients
					ssl:443:certificate=server.pem            | certificate    | it is a keyword of clients
					ssl:443:bindAddress=127.0.0.1             | bindAddress    | it is a keyword of clients
					ssl:443:timeout=30                        | keyword        | found: 'timeout' (expected: one of [
					ssl:443:a:b:c:d:e:f:g:h                   | sslmethod      | versions are not chosen
					ssl:443:interface=\\                      | position 19    | found: a backslash at the end
					""")
	void serverStringThatCannotBeUsedIsRefusedByItsArgument(String text, String argument, String problem) {
		assertRefused(() -> ServerEndpoint.parse(text, this.directory), argument, problem);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					tcp:example.com:443                       | prefix         | found: 'tcp' (expected: 'tls' or 'ssl')
					tls                                       | host           | it is missing
					tls:example.com                           | port           | it is missing
					tls::443                                  | host           | found: nothing (expected: a value)
					tls:example.com:0                         | port           | found: '0' (expected: a whole number from 1 to 65535)
					tls:example.com:443:host=example.org      | host           | it is given twice
					tls:not_a_name:443                        | host           | host: 'not_a_name' (expected
					tls:\\:\\:1%lo:443                        | host           | host: '::1%lo' (expected
					tls:example.com:443:hostname=not_a_name   | hostname       | host: 'not_a_name' (expected
					tls:example.com:443:timeout=0             | timeout        | found: '0' (expected: a whole number from 1 to 2147483)
					tls:example.com:443:timeout=1.5           | timeout        | found: '1.5' (expected
					tls:example.com:443:soon                  | timeout        | found: 'soon' (expected
					ssl:example.com:443:30                    | argument 3     | found: '30' (expected: at most 2 without a keyword: [host, port])
					tls:example.com:443:bindAddress=localhost | bindAddress    | bindAddress: 'localhost' (expected: an IP address
					tls:example.com:443:certificate=a:certKey=b | certKey      | 'certificate' and 'certKey' are mutually exclusive
					tls:example.com:443:trustRoots=a:caCertsDir=b | caCertsDir | 'trustRoots' and 'caCertsDir' are mutually exclusive
					tls:example.com:443:certificate=missing.pem | certificate  | found: 'missing.pem', which does not exist in '
					tls:example.com:443:certificate=server.pem:privateKey=other.key | privateKey | the private key
					tls:example.com:443:certKey=locked.pem    | certKey        | the private key is encrypted
					tls:example.com:443:endpoint=tcp\\:a\\:1  | endpoint       | TLS inside of another endpoint is not offered
					ssl:example.com:443:sslmethod=x           | sslmethod      | versions are not chosen by a method of OpenSSL
					ssl:example.com:443:method=x              | method         | versions are not chosen by a method of OpenSSL
					tls:example.com:443:interface=127.0.0.1   | interface      | it is a keyword of servers
					tls:example.com:443:backlog=5             | backlog        | it is a keyword of servers
					tls:example.com:443:extraCertChain=a      | extraCertChain | it is a keyword of servers
					tls:example.com:443:dhParameters=a        | dhParameters   | it is a keyword of servers
					tls:example.com:443:verify=no             | keyword        | found: 'verify' (expected: one of [host, port,
					""")
	void clientStringThatCannotBeUsedIsRefusedByItsArgument(String text, String argument, String problem) {
		assertRefused(() -> ClientEndpoint.parse(text, this.directory), argument, problem);
	}

	private static void assertRefused(Runnable parsing, String argument, String problem) {
		assertThatExceptionOfType(EndpointStringException.class).isThrownBy(parsing::run).satisfies((ex) -> {
			assertThat(ex.argument()).isEqualTo(argument);
			assertThat(ex.problem()).startsWith(problem);
			assertThat(ex.action()).isNotBlank();
		});
	}

	@Test
	void defaultKeyThatIsNotThereIsSaidToBeTheDefault() throws IOException {
		Files.delete(this.directory.resolve("server.pem"));

		assertRefused(() -> ServerEndpoint.parse("ssl:443", this.directory), "privateKey",
				"found: nothing, which means 'server.pem', which does not exist in '" + this.directory + "'");
	}

	@Test
	void keyInThePlaceOfItsFileIsNotShown() {
		String pem = SERVER.keyPair().dumpPem();
		String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");

		for (String text : List.of("ssl:443:privateKey=" + pem, "ssl:443:privateKey=" + base64,
				"ssl:443:privateKey=base64:" + base64,
				"ssl:443:privateKey=" + pem.replaceAll("-----[A-Z ]+-----", "").strip().replace("\n", " "),
				"ssl:443:a:a:" + base64 + "=", "ssl:" + pem, base64)) {
			assertThatExceptionOfType(EndpointStringException.class).isThrownBy(() -> ServerEndpoint.parse(text))
				.satisfies((ex) -> {
					assertThat(ex.getMessage()).doesNotContain(base64.substring(0, 40)).doesNotContain("BEGIN");
					assertThat(ex.getCause()).isNull();
				});
		}
	}

	@Test
	void valuesMadeByHandAreCheckedToo() {
		ServerEndpoint server = ServerEndpoint.parse("ssl:443", this.directory);

		assertThatIllegalArgumentException().isThrownBy(() -> new ServerEndpoint(null, -1, 50, server.options()))
			.withMessageContaining("port: -1");
		assertThatIllegalArgumentException().isThrownBy(() -> new ServerEndpoint(null, 1, 0, server.options()))
			.withMessageContaining("backlog: 0");
		assertThat(server.toString()).contains("Subject=server").doesNotContain("PRIVATE");
	}

}
