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

import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * What the peer's certificate is to be good for.
 */
enum Purpose {

	/** To prove a server's identity to us. */
	SERVER(KeyPurposeId.id_kp_serverAuth),

	/** To prove a client's identity to us. */
	CLIENT(KeyPurposeId.id_kp_clientAuth);

	private final String keyPurpose;

	Purpose(KeyPurposeId keyPurpose) {
		this.keyPurpose = keyPurpose.getId();
	}

	/**
	 * Return the extended key usage that allows it (RFC 5280, section 4.2.1.12).
	 * @return the object identifier
	 */
	String keyPurpose() {
		return this.keyPurpose;
	}

}
