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

import java.util.regex.Pattern;

/**
 * LDAP (RFC 4511, section 4.14; RFC 4513, section 3).
 */
final class LdapNegotiator implements StartTlsNegotiator {

	private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9-]*: *[^ ].*");

	@Override
	public String protocol() {
		return "ldap";
	}

	@Override
	public void check(StartTlsServerSettings settings) {
		Unsaid.refuse(settings.greeting(), "greeting", protocol());
		for (String capability : settings.capabilities()) {
			if (!ATTRIBUTE.matcher(capability).matches()) {
				throw new IllegalArgumentException(
						"capabilities: '%s' (expected: an attribute of the root DSE, such as 'namingContexts: dc=example')"
							.formatted(capability));
			}
		}
	}

	@Override
	public StartTlsDialogue server(StartTlsServerSettings settings) {
		return new LdapServer(settings);
	}

	@Override
	public StartTlsDialogue client(StartTlsClientSettings settings) {
		return new LdapClient(settings);
	}

}
