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

package io.tlsboot.context;

import io.tlsboot.connection.TlsUpgrade;

/**
 * Makes upgrades of connections in clear from options by name, for handlers and users of
 * clients that go over to TLS themselves, with other options or in another role than
 * those of their listener or client. Each is made once and kept; safe for use by several
 * threads.
 *
 * @since 0.1.0
 */
public interface TlsUpgrades {

	/**
	 * Return the upgrade as the server of TLS.
	 * @param options the name of the options
	 * @return the upgrade, whose handshakes are told in the name of {@code upgrade} and
	 * the options
	 * @throws IllegalArgumentException if there are no such options
	 */
	TlsUpgrade server(String options);

	/**
	 * Return the upgrade as the client of TLS.
	 * @param options the name of the options
	 * @param serverName whom the server's certificate must name
	 * @return the upgrade, whose handshakes are told in the name of {@code upgrade} and
	 * the options
	 * @throws IllegalArgumentException if there are no such options, or that is neither a
	 * name nor an address
	 */
	TlsUpgrade client(String options, String serverName);

}
