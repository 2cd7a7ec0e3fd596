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

package io.tlsboot.sample.xmlrpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads calls and answers. Values are {@code Integer}, {@code Boolean}, {@code String},
 * {@code Double}, {@code LocalDateTime}, {@code byte[]}, {@code List} and {@code Map}. A
 * document type is refused, and with it all entities but those of XML itself: nobody
 * outside decides what is fetched or how much is expanded.
 */
final class XmlRpcReader {

	private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

	private static final int DEEPEST = 50;

	private XmlRpcReader() {
	}

	/**
	 * Read a call.
	 * @param xml the body of a request
	 * @return the call
	 * @throws IllegalArgumentException if it is none
	 */
	static XmlRpcCall call(byte[] xml) {
		Element call = named(parse(xml), "methodCall");
		List<Object> parameters = new ArrayList<>();
		for (Element params : children(call, "params")) {
			children(params, "param").forEach((param) -> parameters.add(value(only(param, "value"), 0)));
		}
		return new XmlRpcCall(only(call, "methodName").getTextContent().strip(), parameters);
	}

	/**
	 * Read an answer.
	 * @param xml the body of an answer
	 * @return the result
	 * @throws XmlRpcFault if there is a fault instead
	 * @throws IllegalArgumentException if it is no answer
	 */
	static Object result(byte[] xml) {
		Element answer = named(parse(xml), "methodResponse");
		for (Element fault : children(answer, "fault")) {
			if (value(only(fault, "value"), 0) instanceof Map<?, ?> struct
					&& struct.get("faultCode") instanceof Integer code) {
				throw new XmlRpcFault(code, String.valueOf(struct.get("faultString")));
			}
			throw new IllegalArgumentException("fault: no code");
		}
		return value(only(only(only(answer, "params"), "param"), "value"), 0);
	}

	private static Element parse(byte[] xml) {
		try {
			DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
			factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
			factory.setFeature(NO_DOCTYPE, true);
			DocumentBuilder builder = factory.newDocumentBuilder();
			builder.setErrorHandler(new DefaultHandler());
			return builder.parse(new ByteArrayInputStream(xml)).getDocumentElement();
		}
		catch (SAXException | IOException ex) {
			throw new IllegalArgumentException("XML: " + ex.getMessage(), ex);
		}
		catch (ParserConfigurationException ex) {
			throw new IllegalStateException("there is no safe parser", ex);
		}
	}

	private static Object value(Element value, int depth) {
		if (depth > DEEPEST) {
			throw new IllegalArgumentException("value: more than %d levels deep".formatted(DEEPEST));
		}
		List<Element> types = children(value, null);
		if (types.isEmpty()) {
			return value.getTextContent();
		}
		Element type = types.get(0);
		String text = type.getTextContent();
		return switch (type.getTagName()) {
			case "string" -> text;
			case "int", "i4" -> Integer.valueOf(text.strip());
			case "double" -> Double.valueOf(text.strip());
			case "boolean" -> truth(text.strip());
			case "dateTime.iso8601" -> LocalDateTime.parse(text.strip(), XmlRpcWriter.TIME);
			case "base64" -> Base64.getDecoder().decode(text.replaceAll("\\s", ""));
			case "array" ->
				children(only(type, "data"), "value").stream().map((element) -> value(element, depth + 1)).toList();
			case "struct" -> struct(type, depth);
			default -> throw new IllegalArgumentException("type: '%s'".formatted(type.getTagName()));
		};
	}

	private static boolean truth(String text) {
		return switch (text) {
			case "1" -> true;
			case "0" -> false;
			default -> throw new IllegalArgumentException("boolean: '%s' (expected: 0 or 1)".formatted(text));
		};
	}

	private static Map<String, Object> struct(Element struct, int depth) {
		Map<String, Object> members = new LinkedHashMap<>();
		for (Element member : children(struct, "member")) {
			members.put(only(member, "name").getTextContent(), value(only(member, "value"), depth + 1));
		}
		return members;
	}

	private static Element only(Element parent, String name) {
		List<Element> found = children(parent, name);
		if (found.size() != 1) {
			throw new IllegalArgumentException(
					"%s: %d elements '%s' (expected: 1)".formatted(parent.getTagName(), found.size(), name));
		}
		return found.get(0);
	}

	private static Element named(Element element, String name) {
		if (!element.getTagName().equals(name)) {
			throw new IllegalArgumentException("element: '%s' (expected: '%s')".formatted(element.getTagName(), name));
		}
		return element;
	}

	private static List<Element> children(Element parent, @Nullable String name) {
		List<Element> found = new ArrayList<>();
		for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
			if (node instanceof Element element && (name == null || element.getTagName().equals(name))) {
				found.add(element);
			}
		}
		return found;
	}

}
