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

import java.util.List;
import java.util.Map;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.CertificateRequest;
import io.tlsboot.x509.DistinguishedName;
import io.tlsboot.x509.KeyPair;
import io.tlsboot.x509.KeyType;
import io.tlsboot.x509.PrivateCertificate;
import io.tlsboot.x509.SigningTerms;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates that were requested and signed here, used by both sides.
 */
class SignedPairHandshakeTests extends AbstractClientDecisionTests {

	private static final PrivateCertificate ROOT = KeyPair.generate(KeyType.EC_P256)
		.selfSigned(DistinguishedName.of(Map.of("CN", "Root CA")), SigningTerms.defaults().forAuthority());

	private static PrivateCertificate signed(String commonName) {
		KeyPair keys = KeyPair.generate(KeyType.EC_P256);
		CertificateRequest request = CertificateRequest
			.load(keys.request(DistinguishedName.of(Map.of("CN", commonName)), List.of(), "sha256").dump());
		return PrivateCertificate.of(ROOT.authority().sign(request, SigningTerms.defaults()), keys);
	}

	// L1
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void whatOneKeyRequestedAndAnotherSignedServesMutualTls(EngineChoice engine, TlsVersion version) {
		PrivateCertificate server = signed("localhost");
		PrivateCertificate client = signed("somebody");
		TrustRoot root = TrustRoot.certificates(ROOT.certificate());
		Listener listener = this.endpoints.listen(
				CertificateOptions.builder().identity(server).trustRoot(root).engine(engine).build(), Endpoints.ECHO);
		TlsClient tls = this.endpoints.client(listener, "localhost",
				options(root, engine, version).toBuilder().identity(client).build());

		assertThat(assertAccepted(tls).peerCertificate()).contains(server.certificate());

		assertThat(this.endpoints.handshakes().session(Side.SERVER).peerCertificate()).contains(client.certificate());
	}

}
