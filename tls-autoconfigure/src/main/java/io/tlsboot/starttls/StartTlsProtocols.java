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

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The protocols by name: those of this library and those that an application adds.
 * Immutable.
 *
 * @since 0.1.0
 */
public final class StartTlsProtocols {

	// @formatter:off
	private static final List<StartTlsNegotiator> BUILT_IN = List.of(
			TextNegotiator.smtp(),
			TextNegotiator.lmtp(),
			TextNegotiator.imap(),
			TextNegotiator.pop3(),
			TextNegotiator.sieve(),
			TextNegotiator.nntp(),
			TextNegotiator.ftp(),
			TextNegotiator.irc(),
			new TelnetNegotiator(),
			new LdapNegotiator(),
			XmppNegotiator.ofClients(),
			XmppNegotiator.ofServers(),
			new PostgresNegotiator(),
			new MysqlNegotiator(),
			new AmpNegotiator(),
			new LineNegotiator());
	// @formatter:on

	private final Map<String, StartTlsNegotiator> negotiators;

	private StartTlsProtocols(Map<String, StartTlsNegotiator> negotiators) {
		this.negotiators = Collections.unmodifiableMap(negotiators);
	}

	/**
	 * Return the protocols of this library and others.
	 * @param others those that an application adds
	 * @return the protocols
	 * @throws IllegalArgumentException if two have the same name, or one has none
	 */
	public static StartTlsProtocols with(Collection<? extends StartTlsNegotiator> others) {
		Map<String, StartTlsNegotiator> negotiators = new TreeMap<>();
		BUILT_IN.forEach((negotiator) -> negotiators.put(negotiator.protocol(), negotiator));
		for (StartTlsNegotiator other : others) {
			String name = other.protocol();
			if (!name.matches("[a-z0-9]([a-z0-9-]*)")) {
				throw new IllegalArgumentException(
						"the protocol of %s: '%s' (expected: lower-case letters, digits and hyphens)"
							.formatted(other.getClass().getName(), name));
			}
			StartTlsNegotiator before = negotiators.put(name, other);
			if (before != null) {
				throw new IllegalArgumentException("the protocol '%s' is given twice: by %s and by %s".formatted(name,
						before.getClass().getName(), other.getClass().getName()));
			}
		}
		return new StartTlsProtocols(negotiators);
	}

	/**
	 * Return the protocol with a name.
	 * @param protocol the name
	 * @return what knows it
	 * @throws IllegalArgumentException if there is none
	 */
	public StartTlsNegotiator get(String protocol) {
		StartTlsNegotiator negotiator = this.negotiators.get(protocol);
		if (negotiator == null) {
			throw new IllegalArgumentException(
					"'%s' (expected: one of %s)".formatted(protocol, String.join(", ", names())));
		}
		return negotiator;
	}

	/**
	 * Return the names.
	 * @return the names, in alphabetical order
	 */
	public Collection<String> names() {
		return this.negotiators.keySet();
	}

}
