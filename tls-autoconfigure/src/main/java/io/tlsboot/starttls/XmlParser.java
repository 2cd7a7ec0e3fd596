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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads tags and elements of XML whose octets are taken for characters. Knows elements,
 * attributes, namespaces and the five entities that XML has by itself; everything else is
 * an error, so nothing can be resolved or expanded. One element is read by each parser.
 * How much one text can make of it is limited: 16 namespaces that are known in one place,
 * 32 attributes of an element, and 128 elements in it.
 */
final class XmlParser {

	private static final Map<String, String> ENTITIES = Map.of("lt", "<", "gt", ">", "amp", "&", "apos", "'", "quot",
			"\"");

	private static final String XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

	private static final int MOST_NAMESPACES = 16;

	private static final int MOST_ATTRIBUTES = 32;

	private static final int MOST_CHILDREN = 128;

	private final String text;

	private int place;

	private XmlParser(String text) {
		this.text = text;
	}

	/**
	 * Read a tag that opens an element.
	 * @param text the tag
	 * @return the element, without what is in it
	 * @throws MalformedMessageException if it is no such tag
	 */
	static XmlElement tag(String text) {
		XmlParser parser = new XmlParser(text);
		Tag tag = parser.tag(Map.of("xml", XML_NAMESPACE));
		if (tag.empty) {
			throw malformed("an element that ends at once");
		}
		parser.expectEnd();
		return tag.element(List.of());
	}

	/**
	 * Read an element.
	 * @param text the element
	 * @param namespaces the namespaces by prefixes that are known around it
	 * @return the element
	 * @throws MalformedMessageException if it is no element
	 */
	static XmlElement element(String text, Map<String, String> namespaces) {
		XmlParser parser = new XmlParser(text);
		XmlElement element = parser.element(namespaces);
		parser.expectEnd();
		return element;
	}

	private XmlElement element(Map<String, String> namespaces) {
		Tag tag = tag(namespaces);
		List<XmlElement> children = new ArrayList<>();
		if (!tag.empty) {
			for (unescape(until('<')); !this.text.startsWith("</", this.place); unescape(until('<'))) {
				if (children.size() == MOST_CHILDREN) {
					throw malformed("more than %d elements in one".formatted(MOST_CHILDREN));
				}
				children.add(element(tag.namespaces));
			}
			this.place += 2;
			String end = name();
			if (!end.equals(tag.qualifiedName)) {
				throw malformed("an element whose end has another name than its beginning");
			}
			skipSpace();
			expect('>');
		}
		return tag.element(children);
	}

	private Tag tag(Map<String, String> outer) {
		expect('<');
		String name = name();
		Map<String, String> attributes = new LinkedHashMap<>();
		boolean separated = skipSpace();
		while (peek() != '/' && peek() != '>') {
			String attribute = name();
			skipSpace();
			expect('=');
			skipSpace();
			if (!separated || attributes.put(attribute, value()) != null) {
				throw malformed("an attribute that is given twice, or without a space before it");
			}
			if (attributes.size() > MOST_ATTRIBUTES) {
				throw malformed("more than %d attributes of one element".formatted(MOST_ATTRIBUTES));
			}
			separated = skipSpace();
		}
		boolean empty = peek() == '/';
		if (empty) {
			this.place++;
		}
		expect('>');
		return Tag.of(name, attributes, outer, empty);
	}

	private String value() {
		char quote = peek();
		if (quote != '\'' && quote != '"') {
			throw malformed("an attribute without quotation marks");
		}
		this.place++;
		String value = until(quote);
		this.place++;
		if (value.indexOf('<') >= 0) {
			throw malformed("'<' in the value of an attribute");
		}
		return unescape(value);
	}

	private static String unescape(String value) {
		if (value.chars().anyMatch((character) -> character < ' ' && !XmlUnit.isSpace(character))) {
			throw malformed("a control character");
		}
		StringBuilder unescaped = new StringBuilder();
		int from = 0;
		for (int begin = value.indexOf('&'); begin >= 0; begin = value.indexOf('&', from)) {
			int end = value.indexOf(';', begin);
			String character = (end < 0) ? null : ENTITIES.get(value.substring(begin + 1, end));
			if (character == null) {
				throw malformed("a reference to something else than %s".formatted(ENTITIES.keySet()));
			}
			unescaped.append(value, from, begin).append(character);
			from = end + 1;
		}
		return unescaped.append(value, from, value.length()).toString();
	}

	private String name() {
		int begin = this.place;
		while (isNameCharacter(peek())) {
			this.place++;
		}
		String name = this.text.substring(begin, this.place);
		int colon = name.indexOf(':');
		boolean odd = name.isEmpty() || colon == 0 || colon == name.length() - 1 || colon != name.lastIndexOf(':');
		if (odd || "-.0123456789".indexOf(name.charAt(0)) >= 0 || "-.0123456789".indexOf(name.charAt(colon + 1)) >= 0) {
			throw malformed("a name that is none");
		}
		return name;
	}

	private static boolean isNameCharacter(char character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= ':') || "-._".indexOf(character) >= 0 || character > '\u007f';
	}

	private boolean skipSpace() {
		int begin = this.place;
		while (XmlUnit.isSpace(peek())) {
			this.place++;
		}
		return this.place > begin;
	}

	private String until(char end) {
		int begin = this.place;
		this.place = this.text.indexOf(end, begin);
		if (this.place < 0) {
			throw malformed("an element that ends too early");
		}
		return this.text.substring(begin, this.place);
	}

	private char peek() {
		if (this.place >= this.text.length()) {
			throw malformed("an element that ends too early");
		}
		return this.text.charAt(this.place);
	}

	private void expect(char character) {
		if (peek() != character) {
			throw malformed("an element without '%s' where one must be".formatted(character));
		}
		this.place++;
	}

	private void expectEnd() {
		if (this.place < this.text.length()) {
			throw malformed("something behind an element");
		}
	}

	private static MalformedMessageException malformed(String what) {
		return new MalformedMessageException("XML with " + what);
	}

	/**
	 * A tag that opens an element.
	 *
	 * @param qualifiedName the name with its prefix
	 * @param namespace the namespace
	 * @param attributes the attributes that are no namespaces
	 * @param namespaces the namespaces that are known inside
	 * @param empty whether it ends the element as well
	 */
	private record Tag(String qualifiedName, String namespace, Map<String, String> attributes,
			Map<String, String> namespaces, boolean empty) {

		static Tag of(String name, Map<String, String> attributes, Map<String, String> outer, boolean empty) {
			Map<String, String> declared = new LinkedHashMap<>();
			Map<String, String> others = new LinkedHashMap<>();
			attributes.forEach((attribute, value) -> {
				if (attribute.equals("xmlns")) {
					declared.put("", value);
				}
				else if (attribute.startsWith("xmlns:")) {
					declared.put(attribute.substring("xmlns:".length()), value);
				}
				else {
					others.put(attribute, value);
				}
			});
			Map<String, String> namespaces = joined(outer, declared);
			int colon = name.indexOf(':');
			String namespace = namespaces.get((colon < 0) ? "" : name.substring(0, colon));
			if (namespace == null && colon >= 0) {
				throw malformed("a prefix without a namespace");
			}
			return new Tag(name, (namespace != null) ? namespace : "", others, namespaces, empty);
		}

		// Most elements declare nothing, and share what is known around them.
		private static Map<String, String> joined(Map<String, String> outer, Map<String, String> declared) {
			if (declared.isEmpty()) {
				return outer;
			}
			Map<String, String> namespaces = new HashMap<>(outer);
			namespaces.putAll(declared);
			if (namespaces.size() > MOST_NAMESPACES) {
				throw malformed("more than %d namespaces known in one place".formatted(MOST_NAMESPACES));
			}
			return Map.copyOf(namespaces);
		}

		XmlElement element(List<XmlElement> children) {
			return new XmlElement(this.namespace, this.qualifiedName.substring(this.qualifiedName.indexOf(':') + 1),
					this.attributes, this.namespaces, children);
		}

	}

}
