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

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

import io.tlsboot.trust.PeerText;
import org.jspecify.annotations.Nullable;

/**
 * The client: opens a stream, looks for TLS in its features, asks for it, and opens a new
 * stream after the handshake, since what it knew of the server is void then (RFC 6120,
 * section 5.4.3.3).
 */
final class XmppClient extends XmppDialogue {

	private static final int LONGEST_DETAIL = 100;

	private final String header;

	private State state = State.FEATURES;

	private String greeting = "";

	/**
	 * Create a dialogue.
	 * @param namespace the namespace of what is sent in the stream
	 * @param attributes the attributes of the stream
	 * @param settings how much the client listens to
	 */
	XmppClient(String namespace, String attributes, StartTlsClientSettings settings) {
		super(namespace, settings.maxLineLength());
		this.header = header(attributes);
	}

	@Override
	public Step begin() {
		return Step.send(this.header);
	}

	@Override
	Step opened(XmlElement header, String raw) {
		if (!hasNamespaces(header)) {
			throw new MalformedMessageException(
					"the server's stream has other namespaces than '%s' and '%s'".formatted(STREAMS, namespace()));
		}
		this.greeting = raw;
		if (hasVersion(header)) {
			return Step.more();
		}
		String detail = "the server's stream has no version of at least 1.0";
		return (this.state == State.FEATURES) ? Step.notOffered(detail) : Step.fail(detail);
	}

	@Override
	Step element(XmlElement element, String raw) {
		if (element.is(STREAMS, "error")) {
			return Step.fail("the server ends the stream with " + names(element));
		}
		if (this.state == State.PROCEED) {
			return answer(element);
		}
		if (!element.is(STREAMS, "features")) {
			throw new MalformedMessageException("the server sends '%s' (expected: its features)"
				.formatted(PeerText.line(element.name(), LONGEST_DETAIL)));
		}
		this.greeting += raw;
		if (this.state == State.SECURED_FEATURES) {
			return Step.done();
		}
		if (element.children().stream().noneMatch((child) -> child.is(TLS, "starttls"))) {
			return Step.notOffered("the server's features are " + names(element));
		}
		this.state = State.PROCEED;
		return Step.send("<starttls xmlns='%s'/>".formatted(TLS));
	}

	private static Step answer(XmlElement element) {
		if (element.is(TLS, "proceed")) {
			return Step.upgrade();
		}
		String detail = "the server answers '%s' to starttls (expected: 'proceed')"
			.formatted(PeerText.line(element.name(), LONGEST_DETAIL));
		return element.is(TLS, "failure") ? Step.refused(detail) : Step.fail(detail);
	}

	private static String names(XmlElement element) {
		String names = element.children().stream().map(XmlElement::name).collect(Collectors.joining(", "));
		return "'" + PeerText.line(names, LONGEST_DETAIL) + "'";
	}

	@Override
	Step ended() {
		return Step.fail("the server ends the stream");
	}

	@Override
	public Step secured(@Nullable String applicationProtocol) {
		reset();
		this.greeting = "";
		this.state = State.SECURED_FEATURES;
		return Step.send(this.header);
	}

	// The features say little without the stream, whose tag binds their prefixes.
	@Override
	public byte[] greeting() {
		return this.greeting.getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * What is awaited.
	 */
	private enum State {

		FEATURES, PROCEED, SECURED_FEATURES

	}

}
