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

package io.tlsboot.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.testing.ChainBuilder;
import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.trust.PeerCertificateException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a client sends, before the trust manager of a server.
 *
 * @param policy how strictly it is judged
 * @param anchor who is trusted
 * @param sent the chain
 */
record ClientChain(TrustPolicy policy, Issued anchor, List<Issued> sent) {

	static ClientChain of(Issued anchor, Issued... sent) {
		return new ClientChain(TrustPolicy.DEFAULT, anchor, List.of(sent));
	}

	static ClientChain of(Issued anchor, Stream<Issued> sent) {
		return new ClientChain(TrustPolicy.DEFAULT, anchor, sent.toList());
	}

	ClientChain under(TrustPolicy policy) {
		return new ClientChain(policy, this.anchor, this.sent);
	}

	private void check() throws Exception {
		PeerTrustManager.forClients(TrustRoot.certificates(this.anchor.certificate()), this.policy, ChainBuilder.CLOCK)
			.checkClientTrusted(this.sent.stream().map(Issued::x509).toArray(X509Certificate[]::new), "UNKNOWN");
	}

	void assertAccepted() {
		assertThatCode(this::check).doesNotThrowAnyException();
	}

	void assertRefused(Reason reason, String message) {
		assertThatExceptionOfType(PeerCertificateException.class).isThrownBy(this::check)
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

}
