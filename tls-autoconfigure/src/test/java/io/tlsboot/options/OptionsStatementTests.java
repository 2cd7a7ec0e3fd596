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

import java.util.List;
import java.util.Map;

import io.tlsboot.engine.Engine;
import io.tlsboot.engine.EngineException;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.trust.ServiceIdentity;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.DistinguishedName;
import io.tlsboot.x509.KeyPair;
import io.tlsboot.x509.KeyType;
import io.tlsboot.x509.PrivateCertificate;
import io.tlsboot.x509.SigningTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sections A and B of Twisted's behaviours, as far as no other class has them.
 * <p>
 * Elsewhere are, of section A:
 * <ul>
 * <li>A2, A3, A13, TR20 (key and certificate), A5, A10 (trust roots), A15 (unknown
 * options): {@code OptionsStartFailureTests}</li>
 * <li>A5, A7, A8, A9 (trust roots and client authentication):
 * {@link CertificateOptionsTests}</li>
 * <li>A6 (trust roots without client authentication): {@code HandshakeMatrixTests}</li>
 * <li>A11, A12 (extra chain): {@code IdentitySourcesTests}; what is sent:
 * {@code TrustHandshakeTests}</li>
 * <li>A14 (one context): {@code ListenerTests}</li>
 * <li>A16 (compression): {@code OpenSslClientTests}; (order of the server):
 * {@code ChoiceHandshakeTests}</li>
 * <li>A17 (single use): {@code EphemeralKeyTests}</li>
 * <li>A19 (intermediates): {@code TrustStatementTests}</li>
 * <li>A21 (not serializable): {@code ArchitectureTests}</li>
 * <li>A22 (one object for both sides): {@code NegotiationStatementTests}</li>
 * </ul>
 * and of section B:
 * <ul>
 * <li>B1, B3, B5, B6, B7, B9: {@link TlsVersionRangeTests}, for properties
 * {@code OptionsStartFailureTests}</li>
 * <li>B2, B8, B10 to B13, B15 by handshakes: {@code NegotiationStatementTests},
 * {@code OpenSslClientTests}, {@code GnuTlsClientTests}</li>
 * <li>B14 (what an engine lacks): {@code EngineTests},
 * {@code EndpointStartFailureTests}</li>
 * </ul>
 * A8, A20 and B4 (legacy options) are no keys here, see {@code OptionsStartFailureTests}.
 * Without a test: A18 (Netty's buffers are pooled).
 */
class OptionsStatementTests {

	private static final CertificateOptions NOTHING = CertificateOptions.builder().build();

	// A1: ours. Nothing at all is valid, and makes a client that verifies.
	@Test
	void optionsWithoutAnythingMakeAnAnonymousClientThatVerifies() {
		ClientOptions client = ClientOptions.forHost("www.example", NOTHING);

		assertThat(client.options().identity()).isEmpty();
		assertThat(client.trustRoot()).isEqualTo(TrustRoot.platform());
		assertThat(client.serverIdentity()).isEqualTo(ServiceIdentity.of("www.example"));
	}

	// A4
	@Test
	void identityIsKeptAsGivenWithoutFurtherCertificates() {
		PrivateCertificate identity = KeyPair.generate(KeyType.EC_P256)
			.selfSigned(DistinguishedName.of(Map.of("CN", "self")), SigningTerms.defaults());

		PrivateCertificate kept = CertificateOptions.of(identity).identity().orElseThrow();

		assertThat(kept.certificate()).isEqualTo(identity.certificate());
		assertThat(kept.privateKey()).isEqualTo(identity.privateKey());
		assertThat(kept.chain()).containsExactly(identity.certificate());
	}

	// A4
	@Test
	void furtherCertificatesOfAnIdentityAreKeptToo() {
		PrivateCertificate identity = TestAuthority.create("Test CA").intermediate("Issuing CA").issue("leaf");

		assertThat(identity.chain()).hasSize(2);
		assertThat(CertificateOptions.of(identity).identity().orElseThrow().chain()).isEqualTo(identity.chain());
	}

	// A16
	@ParameterizedTest
	@ValueSource(strings = { "SSLv2", "SSLv2Hello" })
	void thereIsNoSslv2(String name) {
		assertThat(TlsVersion.of(name)).isEmpty();
	}

	// B10
	@ParameterizedTest
	@EnumSource(TlsVersion.class)
	void rangeOfOneVersionExcludesEveryOther(TlsVersion version) {
		assertThat(TlsVersionRange.of(null, version, version).versions()).containsExactly(version);
	}

	// B11
	@Test
	void rangeFromTls10ToTls12ExcludesSslv3AndTls13() {
		assertThat(TlsVersionRange.of(null, TlsVersion.TLSv1_0, TlsVersion.TLSv1_2).versions())
			.isEqualTo(List.of(TlsVersion.TLSv1_0, TlsVersion.TLSv1_1, TlsVersion.TLSv1_2));
	}

	// B12
	@ParameterizedTest
	@EnumSource(TlsVersion.class)
	void maximumIsInTheRange(TlsVersion maximum) {
		assertThat(CertificateOptions.builder().lowerMaximumSecurityTo(maximum).build().versions().versions())
			.endsWith(maximum);
	}

	// B13, B14: ours refuses what no engine speaks, also where something else is left.
	@ParameterizedTest
	@EnumSource(EngineChoice.class)
	void whenSslv3IsTheMinimumThenItIsRefusedByName(EngineChoice engine) {
		CertificateOptions options = CertificateOptions.builder()
			.insecurelyLowerMinimumTo(TlsVersion.SSLv3)
			.engine(engine)
			.build();

		assertThatExceptionOfType(EngineException.class).isThrownBy(() -> Engine.of(options))
			.withMessageContaining("it does not speak SSLv3")
			.satisfies((ex) -> assertThat(ex.option()).contains("insecurely-lower-minimum-to"));
	}

	// B14: ours. What only the JDK lacks names the engine that has it.
	@ParameterizedTest
	@CsvSource({ "TLSv1_0, TLSv1", "TLSv1_1, TLSv1.1" })
	void whenTheJdkDoesNotSpeakTheOnlyVersionThenItIsRefused(TlsVersion version, String name) {
		CertificateOptions options = CertificateOptions.builder()
			.lowerMaximumSecurityTo(version)
			.engine(EngineChoice.JDK)
			.build();

		assertThatExceptionOfType(EngineException.class).isThrownBy(() -> Engine.of(options))
			.withMessageContaining("the engine JDK cannot honour " + name)
			.satisfies((ex) -> assertThat(ex.option()).contains("lower-maximum-security-to"))
			.satisfies((ex) -> assertThat(ex.action()).startsWith("Set the engine to 'openssl'"));
	}

}
