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

package io.tlsboot.testing.peers;

import java.io.IOException;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;

import io.tlsboot.x509.PrivateCertificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * The PEM of a private key, as Debian's GnuTLS wants it: it reads no elliptic key without
 * the public key in it, and Java's encoding has none.
 */
final class PeerKey {

	private PeerKey() {
	}

	static String dumpPem(PrivateCertificate certificate) {
		if (!(certificate.privateKey() instanceof ECPrivateKey key)) {
			return certificate.keyPair().dumpPem();
		}
		PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
		SubjectPublicKeyInfo publicKey = SubjectPublicKeyInfo
			.getInstance(certificate.certificate().toX509().getPublicKey().getEncoded());
		try {
			byte[] content = new PrivateKeyInfo(info.getPrivateKeyAlgorithm(),
					new org.bouncycastle.asn1.sec.ECPrivateKey(key.getParams().getOrder().bitLength(), key.getS(),
							publicKey.getPublicKeyData(), null))
				.getEncoded();
			return "-----BEGIN PRIVATE KEY-----\n"
					+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content)
					+ "\n-----END PRIVATE KEY-----\n";
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
