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

import java.nio.charset.StandardCharsets;

/**
 * How certificates, requests and keys are written.
 *
 * @since 0.1.0
 */
public enum Format {

	/** The octets of the encoding itself (X.690). */
	DER,

	/** A text with the encoding as base64 between two lines (RFC 7468). */
	PEM;

	byte[] write(String label, byte[] encoded) {
		return (this == DER) ? encoded.clone() : PemBlock.write(label, encoded).getBytes(StandardCharsets.US_ASCII);
	}

}
