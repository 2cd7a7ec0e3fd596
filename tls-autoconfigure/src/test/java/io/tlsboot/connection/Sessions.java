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

import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;
import org.jspecify.annotations.Nullable;

/**
 * Sessions without a handshake.
 */
public final class Sessions {

	private Sessions() {
	}

	/**
	 * Make a session that nobody presented a certificate in.
	 * @param version the version
	 * @param cipherSuite the cipher suite
	 * @param group the group of the key exchange, or {@code null} for none
	 * @param applicationProtocol the application protocol, or {@code null} for none
	 * @return the session
	 */
	public static NegotiatedSession of(TlsVersion version, String cipherSuite, @Nullable NamedGroup group,
			@Nullable String applicationProtocol) {
		return new NegotiatedSession(version, cipherSuite, group, applicationProtocol, null, List.of(), false, 1);
	}

}
