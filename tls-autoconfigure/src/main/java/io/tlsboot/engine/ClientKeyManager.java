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

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Objects;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.tlsboot.trust.CertificateRequests;
import io.tlsboot.x509.PrivateCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Presents a client's certificate, if it has one, whenever a server asks for one, and
 * remembers that it did. The platform's own key manager keeps it back when the server's
 * list of authorities does not name its issuer, so that a wrong certificate looks like
 * none; that list is a hint (RFC 8446, section 4.2.4), and the server is to decide.
 */
final class ClientKeyManager extends X509ExtendedKeyManager {

	private static final String ALIAS = "identity";

	private final @Nullable PrivateCertificate identity;

	ClientKeyManager(@Nullable PrivateCertificate identity) {
		this.identity = identity;
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
		return (this.identity != null) ? new String[] { ALIAS } : null;
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
		return choose(keyTypes);
	}

	@Override
	public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
		CertificateRequests.asked(engine);
		// BoringSSL checks by itself whether the server can verify the kind of key.
		boolean chosen = this.identity != null && engine instanceof ReferenceCountedOpenSslEngine;
		return chosen ? ALIAS : choose(keyTypes);
	}

	// JSSE asks once for each kind of key and takes the first answer.
	private @Nullable String choose(String[] keyTypes) {
		if (this.identity == null) {
			return null;
		}
		String algorithm = this.identity.certificate().publicKey().getAlgorithm();
		for (String keyType : keyTypes) {
			if (algorithm.equals(keyType.startsWith("EC") ? "EC" : keyType)) {
				return ALIAS;
			}
		}
		return null;
	}

	@Override
	public X509Certificate[] getCertificateChain(String alias) {
		return Objects.requireNonNull(this.identity).x509Chain();
	}

	@Override
	public PrivateKey getPrivateKey(String alias) {
		return Objects.requireNonNull(this.identity).privateKey();
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
		return null;
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
		return null;
	}

}
