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

import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The server before the switch: TLS is required (RFC 7590, section 3.1). After it, the
 * client opens a new stream to whoever speaks the protocol. Credentials are refused once,
 * and end the stream when they come again.
 */
final class XmppServer extends XmppDialogue {

	private static final String ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";

	private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";

	private static final Set<String> STANZAS = Set.of("message", "presence", "iq");

	private static final int ID_LENGTH = 16;

	private final StartTlsServerSettings settings;

	private final String id;

	private boolean answered;

	private boolean credentialsRefused;

	/**
	 * Create a dialogue.
	 * @param namespace the namespace of what is sent in the stream
	 * @param settings what the listener says of itself
	 * @param random where the name of the stream comes from, which nobody must guess
	 */
	XmppServer(String namespace, StartTlsServerSettings settings, RandomGenerator random) {
		super(namespace, settings.maxLineLength());
		this.settings = settings;
		byte[] octets = new byte[ID_LENGTH];
		random.nextBytes(octets);
		this.id = HexFormat.of().formatHex(octets);
	}

	@Override
	Step opened(XmlElement header, String raw) {
		if (!hasNamespaces(header)) {
			return Step.fail("a stream with other namespaces than '%s' and '%s'".formatted(STREAMS, namespace()),
					error("invalid-namespace", ""));
		}
		if (!hasVersion(header)) {
			return Step.fail("a stream without a version of at least 1.0", error("unsupported-version", ""));
		}
		String features = "<stream:features><starttls xmlns='%s'><required/></starttls>%s</stream:features>"
			.formatted(TLS, String.join("", this.settings.capabilities()));
		return Step.send(bytes(answer(header.attributes().getOrDefault("to", "")) + features));
	}

	// The client's word for this server is used, since one listener may be several.
	private String answer(String to) {
		if (this.answered) {
			return "";
		}
		this.answered = true;
		return header("id='%s' from='%s' xml:lang='en'".formatted(this.id,
				escape(to.isBlank() ? this.settings.hostName() : to)));
	}

	@Override
	Step element(XmlElement element, String raw) {
		if (element.is(TLS, "starttls")) {
			return Step.upgrade("<proceed xmlns='%s'/>".formatted(TLS));
		}
		if (element.is(SASL, "auth") && !this.credentialsRefused) {
			this.credentialsRefused = true;
			return Step.send("<failure xmlns='%s'><encryption-required/></failure>".formatted(SASL));
		}
		boolean stanza = element.namespace().equals(namespace()) && STANZAS.contains(element.name());
		return Step
			.close(error(stanza ? "not-authorized" : "policy-violation", this.settings.requiredTextOr("TLS required")));
	}

	@Override
	Step ended() {
		return Step.close("</stream:stream>");
	}

	@Override
	Step malformed(MalformedMessageException ex) {
		return (ex instanceof RestrictedXmlException) ? Step.fail(ex.detail(), error("restricted-xml", ""))
				: malformed(ex.detail());
	}

	@Override
	Step malformed(String detail) {
		return Step.fail(detail, error("bad-format", ""));
	}

	private byte[] error(String condition, String text) {
		String explanation = text.isEmpty() ? ""
				: "<text xmlns='%s' xml:lang='en'>%s</text>".formatted(ERRORS, escape(text));
		return bytes("%s<stream:error><%s xmlns='%s'/>%s</stream:error></stream:stream>".formatted(answer(""),
				condition, ERRORS, explanation));
	}

}
