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

package io.tlsboot.options;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.DistinguishedName;
import io.tlsboot.x509.KeyPair;
import io.tlsboot.x509.KeyType;
import io.tlsboot.x509.PrivateCertificate;
import io.tlsboot.x509.SigningTerms;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Options that could have no effect are refused.
 */
class OptionsCheckTests {

	private static final PrivateCertificate RSA = KeyPair.generate(KeyType.RSA)
		.selfSigned(DistinguishedName.of(Map.of("CN", "localhost")), SigningTerms.defaults());

	private static final DiffieHellmanParameters GROUP = DiffieHellmanParameters.named("ffdhe2048");

	private static final EnumSet<ProtocolNegotiationSupport> NPN = EnumSet.of(ProtocolNegotiationSupport.NPN);

	private static void assertRefused(CertificateOptions.Builder options, String option, String reason) {
		assertThatExceptionOfType(InapplicableOptionException.class).isThrownBy(options::build)
			.withMessage("'%s' has no effect: %s".formatted(option, reason))
			.satisfies((ex) -> {
				assertThat(ex.option()).isEqualTo(option);
				assertThat(ex.action()).endsWith(".");
			});
	}

	// C15
	@Test
	void dhParametersAddTheirSuitesBehindTheOthers() {
		CertificateOptions options = CertificateOptions.builder().identity(RSA).dhParameters(GROUP).build();

		assertThat(options.dhParameters()).contains(GROUP);
		assertThat(options.acceptableCiphers().names())
			.startsWith(AcceptableCiphers.DEFAULT.names().toArray(new String[0]))
			.endsWith("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
					"TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256")
			.hasSize(AcceptableCiphers.DEFAULT.ciphers().size() + 3);
	}

	@Test
	void dhParametersLeaveCiphersThatWereChosenAsTheyAre() {
		AcceptableCiphers chosen = AcceptableCiphers.fromOpenSslCipherString("DHE+AESGCM");

		assertThat(CertificateOptions.builder()
			.identity(RSA)
			.dhParameters(GROUP)
			.acceptableCiphers(chosen)
			.build()
			.acceptableCiphers()).isEqualTo(chosen);
	}

	@Test
	void whenNoSuiteUsesThemThenDhParametersAreRefused() {
		assertRefused(
				CertificateOptions.builder()
					.identity(RSA)
					.dhParameters(GROUP)
					.acceptableCiphers(AcceptableCiphers.fromOpenSslCipherString("ECDHE+AESGCM")),
				"dh-parameters", "no suite with finite field Diffie-Hellman is among the acceptable ciphers");
	}

	@Test
	void whenTheKeyIsNotRsaThenDhParametersAreRefused() {
		String reason = "the suites with finite field Diffie-Hellman are for servers with an RSA key";
		assertRefused(CertificateOptions.builder().dhParameters(GROUP), "dh-parameters", reason);
		assertRefused(
				CertificateOptions.builder().identity(TestAuthority.create("Test CA").issue("ec")).dhParameters(GROUP),
				"dh-parameters", reason);
	}

	@Test
	void whenOnlyTls13IsSpokenThenDhParametersAreRefused() {
		assertRefused(CertificateOptions.builder().identity(RSA).dhParameters(GROUP).raiseMinimumTo(TlsVersion.TLSv1_3),
				"dh-parameters", "it is for TLS 1.2, which is not acceptable");
	}

	@Test
	void whenOnlyTls13IsSpokenThenNpnIsRefused() {
		assertRefused(
				CertificateOptions.builder()
					.protocolNegotiation(NPN)
					.acceptableProtocols(ApplicationProtocols.of(List.of("h2")))
					.postQuantum(PostQuantum.REQUIRE),
				"protocol-negotiation", "it is for TLS 1.2, which is not acceptable");
	}

	@Test
	void whenThereAreNoProtocolsThenNpnIsRefused() {
		assertRefused(CertificateOptions.builder().protocolNegotiation(NPN), "protocol-negotiation",
				"there are no acceptable protocols");
	}

	@Test
	void whenThereIsNoMechanismThenItIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CertificateOptions.builder()
				.protocolNegotiation(EnumSet.noneOf(ProtocolNegotiationSupport.class)))
			.withMessage("'mechanisms' must not be empty");
	}

}
