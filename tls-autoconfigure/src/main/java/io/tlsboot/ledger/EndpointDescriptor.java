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

package io.tlsboot.ledger;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A listener or client as it is now, and its handshakes so far.
 *
 * @param name its name in the configuration
 * @param side {@code server} or {@code client}
 * @param mode {@code tls}, {@code starttls} or {@code plain}
 * @param address where it listens, {@code *} for every address, or connects to
 * @param port the port that is listened on or connected to
 * @param running whether a listener listens; {@code null} for a client
 * @param transport how a listener talks to the operating system; {@code null} for a
 * client
 * @param openConnections how many connections a listener has; {@code null} for a client
 * @param serverName whom a client expects; {@code null} for a listener
 * @param settings its settings
 * @param tls what connections are secured with; {@code null} for a plain listener
 * @param serverNames by server name or pattern, what clients are served with that ask for
 * it; {@code null} for a client and for a plain listener
 * @param strictServerName whether clients are refused that ask for another name;
 * {@code null} for a client and for a plain listener
 * @param handshakes its handshakes
 * @param reportOnly who would be refused by stricter options; {@code null} if there are
 * none, or nobody was held against them yet
 * @param origins where values come from, by the name of the field, here or of the
 * settings; {@code tls} for the name of the options
 * @since 0.1.0
 */
public record EndpointDescriptor(String name, String side, String mode, String address, int port,
		@Nullable Boolean running, @Nullable String transport, @Nullable Integer openConnections,
		@Nullable String serverName, SettingsDescriptor settings, @Nullable PolicyDescriptor tls,
		@Nullable Map<String, PolicyDescriptor> serverNames, @Nullable Boolean strictServerName,
		HandshakeCounts handshakes, @Nullable ReportOnlyCounts reportOnly, Map<String, String> origins) {

}
