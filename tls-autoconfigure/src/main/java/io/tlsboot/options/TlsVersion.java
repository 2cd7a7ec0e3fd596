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

import java.util.Arrays;
import java.util.Optional;

/**
 * A version of the protocol, oldest first.
 *
 * @since 0.1.0
 */
public enum TlsVersion {

	/** SSL 3.0, broken (RFC 7568). */
	SSLv3("SSLv3", 0x0300),

	/** TLS 1.0, deprecated (RFC 8996). */
	TLSv1_0("TLSv1", 0x0301),

	/** TLS 1.1, deprecated (RFC 8996). */
	TLSv1_1("TLSv1.1", 0x0302),

	/** TLS 1.2 (RFC 5246). */
	TLSv1_2("TLSv1.2", 0x0303),

	/** TLS 1.3 (RFC 8446). */
	TLSv1_3("TLSv1.3", 0x0304);

	private final String protocolName;

	private final int codePoint;

	TlsVersion(String protocolName, int codePoint) {
		this.protocolName = protocolName;
		this.codePoint = codePoint;
	}

	/**
	 * Return the name that the platform's engines use.
	 * @return for example {@code TLSv1.3}
	 */
	public String protocolName() {
		return this.protocolName;
	}

	/**
	 * Return the number that messages have for this version.
	 * @return for example 0x0304 (RFC 8446, section 4.2.1)
	 */
	public int codePoint() {
		return this.codePoint;
	}

	/**
	 * Return the version with such a name.
	 * @param protocolName a name that the platform's engines use
	 * @return the version, or empty if the name is unknown
	 */
	public static Optional<TlsVersion> of(String protocolName) {
		return Arrays.stream(values()).filter((version) -> version.protocolName.equals(protocolName)).findFirst();
	}

	@Override
	public String toString() {
		return this.protocolName;
	}

}
