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

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.options.DiffieHellmanParameters;
import io.tlsboot.testing.OpenSsl;
import io.tlsboot.testing.OtherJvm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Finite field Diffie-Hellman with a group of ours, seen on the wire by a client that is
 * not ours. A JVM has one group for good, so those here have a JVM of their own.
 */
class DiffieHellmanTests {

	private static final String REFUSED = "refused ";

	private static final String PORT = "port ";

	private static final List<String> DHE = List.of("-cipher", "DHE-RSA-AES128-GCM-SHA256");

	// Names no group of RFC 7919.
	private static final List<String> CURVES_ALONE = List.of("-tls1_2", "-groups", "X25519:P-256");

	@SuppressWarnings("NullAway.Init")
	private static OtherJvm own;

	@SuppressWarnings("NullAway.Init")
	private static String port;

	@SuppressWarnings("NullAway.Init")
	private static String secondPort;

	@SuppressWarnings("NullAway.Init")
	private static String refusal;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeAll
	static void start() {
		own = servers("own", "own, up to TLS 1.2", "ffdhe2048");
		port = own.line(PORT, REFUSED);
		secondPort = own.line(PORT, REFUSED);
		refusal = own.line(REFUSED, PORT);
	}

	@AfterAll
	static void stop() throws Exception {
		own.close();
	}

	private static OtherJvm servers(String... groups) {
		return OtherJvm.start(List.of(), DiffieHellmanServers.class, groups);
	}

	private String connect(String port, List<String> arguments, List<String> more) {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command, version 3");
		String[] all = Stream
			.of(List.of("s_client", "-msg", "-connect", "127.0.0.1:" + port, "-servername", "localhost"), arguments,
					more)
			.flatMap(List::stream)
			.toArray(String[]::new);
		return new OpenSsl(this.directory).talk("Q\n", all);
	}

	// s_client -msg prints each octet with a blank before it.
	private static boolean shows(String output, DiffieHellmanParameters group) {
		return output.replaceAll("\\s", "").contains(group.prime().toString(16));
	}

	// C14, TR17
	@Test
	void groupOfOursIsSent() {
		String output = connect(port, DHE, CURVES_ALONE);

		assertThat(output).contains("Server Temp Key: DH, 2048 bits");
		assertThat(shows(output, DiffieHellmanServers.OWN)).isTrue();
	}

	@Test
	void severalListenersShareAGroup() {
		assertThat(shows(connect(secondPort, DHE, CURVES_ALONE), DiffieHellmanServers.OWN)).isTrue();
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_19)
	void whenTheClientNamesGroupsThenItGetsOneOfThese() {
		String output = connect(secondPort, DHE, List.of("-groups", "ffdhe3072:X25519"));

		assertThat(shows(output, DiffieHellmanServers.OWN)).isFalse();
		assertThat(shows(output, DiffieHellmanParameters.named("ffdhe3072"))).isTrue();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_20)
	void whenTheClientNamesGroupsThenOursIsSentAllTheSame() {
		String output = connect(secondPort, DHE, List.of("-groups", "ffdhe3072:X25519"));

		assertThat(shows(output, DiffieHellmanServers.OWN)).isTrue();
	}

	// C15
	@Test
	void whoeverKnowsCurvesGetsOne() {
		assertThat(connect(port, List.of("-tls1_2"), List.of())).contains("Cipher is ECDHE-RSA-");
		assertThat(connect(port, List.of(), List.of())).contains("New, TLSv1.3");
	}

	// TR17
	@Test
	void whenTheJvmAlreadyHasAnotherGroupThenTheStartIsRefused() {
		assertThat(refusal).contains("dh-parameters", "ffdhe2048",
				"the JVM already uses DiffieHellmanParameters[no name, 2048 bits] for other options, or for an earlier application",
				"Use the same parameters everywhere");
	}

	// C14, TR17
	@Test
	void groupWithANameIsSent() throws Exception {
		try (OtherJvm servers = servers("ffdhe3072")) {
			String output = connect(servers.line(PORT, REFUSED), DHE, CURVES_ALONE);

			assertThat(output).contains("Server Temp Key: DH, 3072 bits");
			assertThat(shows(output, DiffieHellmanParameters.named("ffdhe3072"))).isTrue();
		}
	}

	// TR17
	@Test
	void whenJsseHasAlreadyTakenAGroupThenTheStartIsRefused() throws Exception {
		try (OtherJvm servers = servers("any", "own")) {
			servers.line(PORT, REFUSED);
			assertThat(servers.line(REFUSED, PORT)).contains("dh-parameters",
					"it already uses another one, of 2048 bits", "something has used TLS too early");
		}
	}

	@Test
	void whenTheCommandLineSaysAnotherSizeThenTheStartIsRefused() throws Exception {
		try (OtherJvm servers = OtherJvm.start(List.of("-Djdk.tls.ephemeralDHKeySize=3072"), DiffieHellmanServers.class,
				"own")) {
			assertThat(servers.line(REFUSED, PORT)).contains("dh-parameters",
					"it already uses another one, of 3072 bits", "Remove the security property");
		}
	}

}
