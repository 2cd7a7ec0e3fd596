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

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.tlsboot.engine.EngineException;
import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.DiffieHellmanParameters;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestGroups;
import io.tlsboot.x509.DistinguishedName;
import io.tlsboot.x509.KeyPair;
import io.tlsboot.x509.KeyType;
import io.tlsboot.x509.PrivateCertificate;
import io.tlsboot.x509.SigningTerms;

/**
 * Starts listeners one after the other, each with a group for finite field
 * Diffie-Hellman, in a JVM of their own.
 */
public final class DiffieHellmanServers {

	/** A group without a name. */
	static final DiffieHellmanParameters OWN = DiffieHellmanParameters.fromPem(TestGroups.OWN);

	private DiffieHellmanServers() {
	}

	public static void main(String[] groups) throws IOException {
		PrivateCertificate identity = KeyPair.generate(KeyType.RSA)
			.selfSigned(DistinguishedName.of(Map.of("CN", "localhost")), SigningTerms.defaults());
		try (Endpoints endpoints = new Endpoints()) {
			for (String group : groups) {
				start(endpoints, CertificateOptions.builder().identity(identity), group);
			}
			System.in.read();
		}
	}

	private static void start(Endpoints endpoints, CertificateOptions.Builder options, String group) {
		switch (group) {
			// JSSE takes a group of its own, and keeps to it.
			case "any" -> options.engine(EngineChoice.JDK)
				.acceptableCiphers(AcceptableCiphers.fromOpenSslCipherString("DHE+AESGCM"))
				.lowerMaximumSecurityTo(TlsVersion.TLSv1_2);
			case "own" -> options.dhParameters(OWN);
			// With TLS 1.3, s_client names groups of RFC 7919 too.
			case "own, up to TLS 1.2" -> options.dhParameters(OWN).lowerMaximumSecurityTo(TlsVersion.TLSv1_2);
			default -> options.dhParameters(DiffieHellmanParameters.named(group));
		}
		try {
			System.out.println("port " + endpoints.listen(options.build(), Endpoints.ECHO).port());
		}
		catch (EngineException ex) {
			System.out.println("refused " + List.of(ex.option().orElse("-"), ex.getMessage(), ex.action()));
		}
	}

}
