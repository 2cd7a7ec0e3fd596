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

import io.tlsboot.testing.TestAuthority;
import io.tlsboot.trust.ServiceIdentity;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.PrivateCertificate;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClientOptionsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate IDENTITY = AUTHORITY.issue("client");

	private final ClientOptions options = ClientOptions.forHost("www.example");

	@Test
	void hostIsWhomTheServersCertificateMustName() {
		assertThat(this.options.serverIdentity()).isEqualTo(ServiceIdentity.of("www.example"));
	}

	@Test
	void whenHostIsNeitherNameNorAddressThenItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ClientOptions.forHost("www.example:443"))
			.withMessageContaining("host: 'www.example:443'");
	}

	@Test
	void byDefaultThePlatformsRootsAreTrusted() {
		assertThat(this.options.trustRoot()).isSameAs(TrustRoot.platform());
	}

	@Test
	void byDefaultEverythingElseIsTheDefault() {
		assertThat(this.options.options()).isEqualTo(CertificateOptions.builder().build());
	}

	@Test
	void trustingReplacesThePlatformsRoots() {
		assertThat(this.options.trusting(AUTHORITY.trustRoot()).trustRoot()).isEqualTo(AUTHORITY.trustRoot());
	}

	@Test
	void identifiedByPresentsACertificate() {
		assertThat(this.options.identifiedBy(IDENTITY).options().identity()).contains(IDENTITY);
	}

	@Test
	void speakingOffersApplicationProtocols() {
		assertThat(this.options.speaking("h2", "http/1.1").options().acceptableProtocols().names())
			.containsExactly("h2", "http/1.1");
	}

	@Test
	void whenAProtocolIsEmptyThenItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.options.speaking(""))
			.withMessageContaining("0 octets");
	}

	@Test
	void copiesKeepWhatWasDecidedBefore() {
		CertificateOptions policy = CertificateOptions.builder()
			.raiseMinimumTo(TlsVersion.TLSv1_3)
			.engine(EngineChoice.JDK)
			.build();

		ClientOptions copy = ClientOptions.forHost("www.example", policy)
			.trusting(AUTHORITY.trustRoot())
			.identifiedBy(IDENTITY)
			.speaking("h2");

		assertThat(copy.serverIdentity()).isEqualTo(ServiceIdentity.of("www.example"));
		assertThat(copy.options()).isEqualTo(policy.toBuilder()
			.trustRoot(AUTHORITY.trustRoot())
			.identity(IDENTITY)
			.acceptableProtocols(new ApplicationProtocols(List.of("h2")))
			.build());
	}

	@Test
	void copyingChangesNothing() {
		ClientOptions copy = this.options.speaking("h2");

		assertThat(copy).isNotEqualTo(this.options);
		assertThat(this.options).isEqualTo(ClientOptions.forHost("www.example"));
	}

	@Test
	void equalityIsOverHostAndPolicy() {
		EqualsVerifier.forClass(ClientOptions.class)
			.withPrefabValues(ServiceIdentity.class, ServiceIdentity.of("a.example"), ServiceIdentity.of("b.example"))
			.withPrefabValues(CertificateOptions.class, CertificateOptions.builder().build(),
					CertificateOptions.of(IDENTITY))
			.withNonnullFields("serverIdentity", "options")
			.verify();
	}

	@Test
	void toStringSaysTheHost() {
		assertThat(this.options.toString()).startsWith("ClientOptions[serverIdentity=www.example, options=");
	}

}
