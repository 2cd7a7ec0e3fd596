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

package io.tlsboot.x509;

import org.jspecify.annotations.Nullable;

/**
 * Text or bytes that were to hold a certificate, a private key or a request and do not:
 * something else is in them, they are damaged, or the password is missing or wrong. The
 * message never quotes the content.
 *
 * @since 0.1.0
 */
public class CertificateLoadException extends IllegalArgumentException {

	private final Part part;

	CertificateLoadException(Part part, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.part = part;
	}

	CertificateLoadException(Part part, String message) {
		this(part, message, null);
	}

	/**
	 * Return which input is at fault.
	 * @return the part, so that a caller can name the property it came from
	 */
	public Part part() {
		return this.part;
	}

	/**
	 * The inputs of a private certificate or a request.
	 */
	public enum Part {

		/** The certificate or chain. */
		CERTIFICATE,

		/** The private key. */
		PRIVATE_KEY,

		/** The password of the private key or the key store. */
		PASSWORD,

		/** The key store. */
		KEY_STORE,

		/** The alias of an entry of the key store. */
		ALIAS,

		/** The certificate request. */
		REQUEST

	}

}
