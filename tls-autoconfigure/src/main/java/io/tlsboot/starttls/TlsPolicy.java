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

package io.tlsboot.starttls;

import java.util.Locale;

/**
 * What a client does where the server does not offer TLS, or refuses it. A handshake that
 * fails is a failure in any case.
 *
 * @since 0.1.0
 */
public enum TlsPolicy {

	/** It is a failure: somebody on the way may have taken the offer out. */
	REQUIRE,

	/** The connection goes on in clear, which anybody on the way can bring about. */
	OPPORTUNISTIC,

	/**
	 * The connection goes on in clear, unless there was a handshake with this server
	 * before in the life of the application.
	 */
	OPPORTUNISTIC_REMEMBER;

	/**
	 * Return the policy as configuration writes it.
	 * @return for example {@code opportunistic-remember}
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	@Override
	public String toString() {
		return code();
	}

}
