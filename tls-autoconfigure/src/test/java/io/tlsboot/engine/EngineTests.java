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

package io.tlsboot.engine;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.AcceptableGroups;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.DiffieHellmanParameters;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.Generation;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.PostQuantum;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.MemoryHandshake;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.DistinguishedName;
import io.tlsboot.x509.KeyPair;
import io.tlsboot.x509.KeyType;
import io.tlsboot.x509.PrivateCertificate;
import io.tlsboot.x509.SigningTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what engines can honour, and for what happens where they cannot.
 */
class EngineTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static CertificateOptions.Builder options(EngineChoice engine) {
		return CertificateOptions.builder().engine(engine);
	}

	private static PrivateCertificate ed25519() {
		return KeyPair.generate(KeyType.ED25519)
			.selfSigned(DistinguishedName.of(Map.of("CN", "localhost")), SigningTerms.defaults());
	}

	private static void assertRefused(CertificateOptions options, String option, String message, String action) {
		assertThatExceptionOfType(EngineException.class).isThrownBy(() -> Engine.of(options))
			.withMessageContaining(message)
			.satisfies((ex) -> {
				assertThat(ex.option()).contains(option);
				assertThat(ex.action()).isEqualTo(action);
			});
	}

	// TR27
	@Test
	void boringSslIsTakenUnlessAnOptionNeedsTheOther() {
		assertThat(Engine.of(options(EngineChoice.AUTO).build())).isEqualTo(Engine.OPENSSL);
		assertThat(Engine.of(options(EngineChoice.AUTO).identity(ed25519()).build())).isEqualTo(Engine.JDK);
		assertThat(
				Engine.of(options(EngineChoice.AUTO).acceptableCiphers(AcceptableCiphers.of("TLS_AES_256_GCM_SHA384"))
					.raiseMinimumTo(TlsVersion.TLSv1_3)
					.build()))
			.isEqualTo(Engine.JDK);
	}

	@Test
	void whenBoringSslCannotSignThenTheCertificateIsNamed() {
		assertRefused(options(EngineChoice.OPENSSL).identity(ed25519()).build(), "certificate",
				"the engine OPENSSL cannot honour a key of the type ED25519: it cannot sign with such keys",
				"Set the engine to 'jdk', or use a certificate with an EC or RSA key.");
	}

	// C10, TR19
	@Test
	void whenBoringSslCannotChooseSuitesOfTls13ThenTheyAreNamed() {
		assertRefused(
				options(EngineChoice.OPENSSL).acceptableCiphers(AcceptableCiphers.of("TLS_AES_256_GCM_SHA384"))
					.raiseMinimumTo(TlsVersion.TLSv1_3)
					.build(),
				"acceptable-ciphers", "it negotiates all suites of TLS 1.3, in its own order",
				"Set the engine to 'jdk', or choose suites that it knows for each version.");
	}

	@Test
	void suitesOfTls13DoNotMatterWhereItIsNotSpoken() {
		assertThat(Engine.of(options(EngineChoice.OPENSSL)
			.acceptableCiphers(AcceptableCiphers.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"))
			.lowerMaximumSecurityTo(TlsVersion.TLSv1_2)
			.build())).isEqualTo(Engine.OPENSSL);
	}

	// C10
	@Test
	void cipherStringThatDoesNotMentionTls13LeavesItAsItIs() {
		assertThat(Engine.of(options(EngineChoice.OPENSSL)
			.acceptableCiphers(AcceptableCiphers.fromOpenSslCipherString("ECDHE+AESGCM"))
			.build())).isEqualTo(Engine.OPENSSL);
	}

	// C4
	@ParameterizedTest
	@CsvSource({ "OPENSSL, jdk", "JDK, openssl" })
	void whenNoSuiteIsKnownThenTheyAreNamed(EngineChoice engine, String other) {
		String suite = (engine == EngineChoice.OPENSSL) ? "DHE-RSA-AES128-GCM-SHA256" : "ECDHE-RSA-CAMELLIA128-SHA256";
		CertificateOptions options = options(engine).acceptableCiphers(AcceptableCiphers.fromOpenSslCipherString(suite))
			.lowerMaximumSecurityTo(TlsVersion.TLSv1_2)
			.build();

		assertThatExceptionOfType(EngineException.class).isThrownBy(() -> Engine.of(options))
			.withMessageContaining("it knows none of them for TLSv1.2")
			.satisfies((ex) -> assertThat(ex.option()).contains("acceptable-ciphers"));
	}

	@Test
	void whenAVersionIsLeftWithoutSuiteThenItIsNamed() {
		assertRefused(
				options(EngineChoice.OPENSSL).insecurelyLowerMinimumTo(TlsVersion.TLSv1_1)
					.acceptableCiphers(AcceptableCiphers.fromOpenSslCipherString("ECDHE+AESGCM"))
					.build(),
				"acceptable-ciphers", "it knows none of them for TLSv1.1",
				"Choose suites that it knows for each version.");
	}

	@Test
	void whenBothEnginesLackSomethingThenBothAreNamed() {
		CertificateOptions options = options(EngineChoice.AUTO).identity(ed25519())
			.postQuantum(PostQuantum.REQUIRE)
			.build();

		assertThatExceptionOfType(EngineException.class).isThrownBy(() -> Engine.of(options))
			.withMessageContaining("the engine OPENSSL cannot honour a key of the type ED25519")
			.withMessageContaining("the engine JDK cannot honour the groups [X25519MLKEM768]");
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "AUTO", "OPENSSL" })
	void boringSslDoesNotKnowTheOtherHybridGroups(EngineChoice engine) {
		CertificateOptions options = options(engine).groups(AcceptableGroups.of(List.of("SecP256r1MLKEM768", "X25519")))
			.build();

		assertThatExceptionOfType(EngineException.class).isThrownBy(() -> Engine.of(options))
			.withMessageContaining("it does not know [SecP256r1MLKEM768]")
			.satisfies((ex) -> assertThat(ex.option()).contains("groups"));
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_19)
	void jdkChoosesNoGroupsBeforeJava20() {
		assertRefused(options(EngineChoice.JDK).groups(AcceptableGroups.of(List.of("X25519"))).build(), "groups",
				"before Java 20 it takes its groups from the system property jdk.tls.namedGroups",
				"Set the engine to 'openssl', or choose groups that it knows.");
	}

	@Test
	void jdkHasNoHybridGroupsToLeaveOut() {
		assertThatCode(() -> Engine.of(options(EngineChoice.JDK).postQuantum(PostQuantum.OFF).build()))
			.doesNotThrowAnyException();
	}

	// B14, TR18
	@Test
	void whenTheSecurityPropertyForbidsAVersionThenItIsNamed() {
		assertRefused(options(EngineChoice.JDK).insecurelyLowerMinimumTo(TlsVersion.TLSv1_1).build(),
				"insecurely-lower-minimum-to", "it does not speak TLSv1.1 here",
				"Set the engine to 'openssl', or take TLSv1.1 out of the security property "
						+ "jdk.tls.disabledAlgorithms.");
	}

	// B14
	@Test
	void noEngineSpeaksSslv3() {
		CertificateOptions options = options(EngineChoice.AUTO).lowerMaximumSecurityTo(TlsVersion.SSLv3).build();

		assertThatExceptionOfType(EngineException.class).isThrownBy(() -> Engine.of(options))
			.satisfies((ex) -> assertThat(ex.option()).contains("lower-maximum-security-to"));
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void optionsThatWorkPassTheirSelfTest(EngineChoice engine) {
		CertificateOptions options = options(engine).identity(AUTHORITY.issue("self")).build();

		assertThatCode(() -> {
			SelfTest.server(options);
			SelfTest.client(options);
			SelfTest.client(options(engine).build());
		}).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void whenNoSuiteFitsTheKeyThenTheSelfTestFails(EngineChoice engine) {
		CertificateOptions options = options(engine).identity(AUTHORITY.issue("self"))
			.acceptableCiphers(AcceptableCiphers.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))
			.lowerMaximumSecurityTo(TlsVersion.TLSv1_2)
			.build();

		assertThatExceptionOfType(EngineException.class).isThrownBy(() -> SelfTest.server(options))
			.withMessageContaining("they cannot complete a handshake of TLSv1.2 with themselves");
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void clientPassesItsSelfTestWhateverKeysItsServersNeed(EngineChoice engine) {
		CertificateOptions.Builder options = options(engine).lowerMaximumSecurityTo(TlsVersion.TLSv1_2);
		PrivateCertificate identity = AUTHORITY.issue("self");

		assertThatCode(() -> {
			for (String ciphers : List.of("ECDHE+aRSA", "ECDHE+aECDSA")) {
				options.acceptableCiphers(AcceptableCiphers.fromOpenSslCipherString(ciphers));
				SelfTest.client(options.identity(null).build());
				SelfTest.client(options.identity(identity).build());
			}
		}).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@CsvSource({ "EC_P256, X25519MLKEM768", "EC_P256, X25519", "EC_P384, P-256", "EC_P521, X25519" })
	void serverWhoseCurveIsNoneOfItsGroupsPassesItsSelfTest(KeyType type, String group) {
		PrivateCertificate identity = KeyPair.generate(type)
			.selfSigned(DistinguishedName.of(Map.of("CN", "localhost")), SigningTerms.defaults());
		CertificateOptions options = options(EngineChoice.OPENSSL).identity(identity)
			.groups(AcceptableGroups.of(List.of(group, "X25519")))
			.build();

		assertThatCode(() -> SelfTest.server(options)).doesNotThrowAnyException();
	}

	@Test
	void whenNoSuiteWithDiffieHellmanIsKnownThenTheParametersAreNamed() {
		PrivateCertificate identity = KeyPair.generate(KeyType.RSA)
			.selfSigned(DistinguishedName.of(Map.of("CN", "localhost")), SigningTerms.defaults());

		assertRefused(
				options(EngineChoice.JDK).identity(identity)
					.dhParameters(DiffieHellmanParameters.named("ffdhe2048"))
					.acceptableCiphers(AcceptableCiphers.fromOpenSslCipherString("ECDHE+AESGCM:DHE-RSA-AES128-CCM"))
					.build(),
				"dh-parameters", "it knows none of the suites [TLS_DHE_RSA_WITH_AES_128_CCM]",
				"Remove the parameters: clients with elliptic curves (ECDHE) do not need them.");
	}

	@Test
	void clientWithoutTheUsualCurvePassesItsSelfTest() {
		CertificateOptions options = options(EngineChoice.OPENSSL)
			.groups(new AcceptableGroups(List.of(NamedGroup.X25519)))
			.lowerMaximumSecurityTo(TlsVersion.TLSv1_2)
			.build();

		assertThatCode(() -> SelfTest.client(options)).doesNotThrowAnyException();
	}

	@Test
	void clientForServersWithRsaKeysPassesItsSelfTest() {
		CertificateOptions options = options(EngineChoice.OPENSSL)
			.acceptableCiphers(AcceptableCiphers.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))
			.lowerMaximumSecurityTo(TlsVersion.TLSv1_2)
			.build();

		assertThatCode(() -> SelfTest.client(options)).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					TLSv1_2 | CLIENT_RANDOM
					TLSv1_3 | CLIENT_HANDSHAKE_TRAFFIC_SECRET,SERVER_HANDSHAKE_TRAFFIC_SECRET,CLIENT_TRAFFIC_SECRET_0,SERVER_TRAFFIC_SECRET_0
					""")
	void secretsAreLoggedUnderTheLabelsThatWiresharkKnows(TlsVersion version, String labels) {
		Queue<String> lines = new ConcurrentLinkedQueue<>();
		ContextSettings logged = new ContextSettings(Clock.systemUTC(), false, new KeyLog(lines::add));
		ContextSettings silent = ContextSettings.of(Clock.systemUTC());
		CertificateOptions options = options(EngineChoice.OPENSSL).identity(AUTHORITY.issue("server"))
			.lowerMaximumSecurityTo(version)
			.build();
		CertificateOptions trusting = options(EngineChoice.OPENSSL).trustRoot(AUTHORITY.trustRoot()).build();
		try (TlsContext server = TlsContext.forServer(new Generation("server", 1, options), logged);
				TlsContext client = TlsContext.forClient("localhost", new Generation("client", 1, trusting), silent);
				MemoryHandshake handshake = MemoryHandshake.between(client, server)) {
			assertThat(handshake.send("hello")).isEqualTo("hello");
		}
		assertThat(lines).allSatisfy((line) -> assertThat(line).matches("[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]{64,96}"))
			.extracting((line) -> line.substring(0, line.indexOf(' ')))
			.contains(labels.split(","));
	}

	@Test
	void jdkWritesNoKeyLog() {
		ContextSettings logged = new ContextSettings(Clock.systemUTC(), false, new KeyLog((line) -> {
		}));
		CertificateOptions options = options(EngineChoice.JDK).identity(AUTHORITY.issue("server")).build();

		assertThatExceptionOfType(EngineException.class)
			.isThrownBy(() -> TlsContext.forServer(new Generation("server", 1, options), logged))
			.withMessageContaining("the engine JDK cannot write a key log");
	}

}
