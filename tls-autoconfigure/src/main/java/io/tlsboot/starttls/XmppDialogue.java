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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One side of a pair of XMPP's streams (RFC 6120, section 4).
 */
abstract class XmppDialogue extends FramedDialogue {

	/** The namespace of the stream and its features and errors. */
	static final String STREAMS = "http://etherx.jabber.org/streams";

	/** The namespace of the negotiation of TLS. */
	static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";

	private static final Pattern DECLARATION = Pattern.compile(
			"<\\?xml\\s+version\\s*=\\s*['\"]1\\.[0-9]+['\"](\\s+encoding\\s*=\\s*['\"][Uu][Tt][Ff]-8['\"])?(\\s+standalone\\s*=\\s*['\"](yes|no)['\"])?\\s*\\?>");

	private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}\\.[0-9]{1,9}");

	private final String namespace;

	private @Nullable XmlElement stream;

	private boolean declared;

	/**
	 * Create a dialogue.
	 * @param namespace the namespace of what is sent in the stream
	 * @param maxLength how many octets an element may have
	 */
	XmppDialogue(String namespace, int maxLength) {
		super(maxLength);
		this.namespace = namespace;
	}

	/**
	 * Answer the beginning of a stream.
	 * @param header its tag
	 * @param raw the tag as it was received, octets taken for characters
	 * @return what to do
	 */
	abstract Step opened(XmlElement header, String raw);

	/**
	 * Answer an element of the stream.
	 * @param element the element
	 * @param raw the element as it was received, octets taken for characters
	 * @return what to do
	 */
	abstract Step element(XmlElement element, String raw);

	/**
	 * Answer the end of the stream.
	 * @return what to do
	 */
	abstract Step ended();

	/**
	 * Write the beginning of a stream.
	 * @param attributes the attributes beside namespaces and version
	 * @return its declaration and its tag
	 */
	final String header(String attributes) {
		return "<?xml version='1.0'?><stream:stream xmlns='%s' xmlns:stream='%s' %s version='1.0'>"
			.formatted(this.namespace, STREAMS, attributes);
	}

	final String namespace() {
		return this.namespace;
	}

	/**
	 * Tell whether a stream is one of the protocol.
	 * @param header its tag
	 * @return whether it has its name and its namespaces
	 */
	final boolean hasNamespaces(XmlElement header) {
		return header.is(STREAMS, "stream") && this.namespace.equals(header.namespaces().get(""));
	}

	/**
	 * Tell whether a stream has a version that knows features, and so TLS.
	 * @param header its tag
	 * @return whether it has at least version 1.0
	 */
	static boolean hasVersion(XmlElement header) {
		return VERSION.matcher(header.attributes().getOrDefault("version", "")).matches();
	}

	/**
	 * Await the beginning of a new stream.
	 */
	final void reset() {
		this.stream = null;
		this.declared = false;
	}

	@Override
	final long length(ByteBuffer bytes) {
		return XmlUnit.length(bytes, this.stream == null);
	}

	@Override
	final Step message(ByteBuffer message) {
		String raw = StandardCharsets.ISO_8859_1.decode(message).toString();
		if (raw.isBlank()) {
			return Step.more();
		}
		if (this.stream != null) {
			return raw.startsWith("</") ? ended() : element(XmlParser.element(raw, this.stream.namespaces()), raw);
		}
		if (raw.startsWith("<?")) {
			if (this.declared || !DECLARATION.matcher(raw).matches()) {
				throw new MalformedMessageException("a declaration of XML in other words, or a second one");
			}
			this.declared = true;
			return Step.more();
		}
		XmlElement header = XmlParser.tag(raw);
		this.stream = header;
		return opened(header, raw);
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	static String escape(String value) {
		return value.replace("&", "&amp;")
			.replace("<", "&lt;")
			.replace(">", "&gt;")
			.replace("'", "&apos;")
			.replace("\"", "&quot;");
	}

}
