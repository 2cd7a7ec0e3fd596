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

/**
 * What a client says of itself before the switch, and how much it listens to.
 *
 * @param hostName the name of this client, where the protocol says one; never empty
 * @param serverName whom the client wants to speak to, where the protocol says it: the
 * name that the server's certificate must have
 * @param maxLineLength how many octets a line, or a message of a protocol without lines,
 * may have
 * @since 0.1.0
 */
public record StartTlsClientSettings(String hostName, String serverName, int maxLineLength) {

	/** How many octets a line may have. */
	public static final int DEFAULT_MAX_LINE_LENGTH = 8192;

	/**
	 * Create settings.
	 * @param hostName the name of this client
	 * @param serverName whom the client wants to speak to
	 * @param maxLineLength how many octets a line may have, 64 to 65536
	 * @throws IllegalArgumentException if a name is empty or has other characters than
	 * visible ones of ASCII, or the number is out of range
	 */
	public StartTlsClientSettings {
		StartTlsServerSettings.requireName(hostName, "hostName");
		StartTlsServerSettings.requireName(serverName, "serverName");
		StartTlsServerSettings.requireLineLength(maxLineLength);
	}

	/**
	 * Return settings with every default.
	 * @param serverName whom the client wants to speak to
	 * @return the settings
	 */
	public static StartTlsClientSettings of(String serverName) {
		return new StartTlsClientSettings("localhost", serverName, DEFAULT_MAX_LINE_LENGTH);
	}

}
