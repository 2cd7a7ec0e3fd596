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

import java.security.SecureRandom;
import java.util.Map;

/**
 * XMPP between a client and a server, or between two servers (RFC 6120, section 5).
 */
final class XmppNegotiator implements StartTlsNegotiator {

	private final SecureRandom random = new SecureRandom();

	private final String protocol;

	private final String namespace;

	private XmppNegotiator(String protocol, String namespace) {
		this.protocol = protocol;
		this.namespace = namespace;
	}

	static XmppNegotiator ofClients() {
		return new XmppNegotiator("xmpp", "jabber:client");
	}

	static XmppNegotiator ofServers() {
		return new XmppNegotiator("xmpp-server", "jabber:server");
	}

	@Override
	public String protocol() {
		return this.protocol;
	}

	// A client that goes on in clear has opened its stream to us already.
	@Override
	public void check(StartTlsServerSettings settings) {
		Unsaid.refuse(settings.greeting(), "greeting", this.protocol);
		Unsaid.refuse(settings.readyText(), "readyText", this.protocol);
		if (!settings.requireTls()) {
			throw new IllegalArgumentException(
					"requireTls: false (expected: true, since a stream of %s cannot be handed over)"
						.formatted(this.protocol));
		}
		for (String capability : settings.capabilities()) {
			try {
				XmlParser.element(capability, Map.of("stream", XmppDialogue.STREAMS, "", this.namespace));
			}
			catch (MalformedMessageException ex) {
				throw new IllegalArgumentException(
						"capabilities: '%s' is %s (expected: an element of XML)".formatted(capability, ex.detail()),
						ex);
			}
		}
	}

	@Override
	public StartTlsDialogue server(StartTlsServerSettings settings) {
		return new XmppServer(this.namespace, settings, this.random);
	}

	@Override
	public StartTlsDialogue client(StartTlsClientSettings settings) {
		String to = "to='%s'".formatted(XmppDialogue.escape(settings.serverName()));
		String attributes = this.protocol.equals("xmpp") ? to
				: "from='%s' %s".formatted(XmppDialogue.escape(settings.hostName()), to);
		return new XmppClient(this.namespace, attributes, settings);
	}

}
