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

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes calls and answers as XML, in UTF-8. Values are as {@link XmlRpcReader} has them.
 */
final class XmlRpcWriter {

	static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HH:mm:ss");

	private XmlRpcWriter() {
	}

	static byte[] call(XmlRpcCall call) {
		StringBuilder xml = new StringBuilder("<methodCall><methodName>").append(text(call.method()))
			.append("</methodName><params>");
		call.parameters().forEach((parameter) -> param(xml, parameter));
		return document(xml.append("</params></methodCall>"));
	}

	static byte[] result(Object result) {
		StringBuilder xml = new StringBuilder("<methodResponse><params>");
		param(xml, result);
		return document(xml.append("</params></methodResponse>"));
	}

	static byte[] fault(XmlRpcFault fault) {
		StringBuilder xml = new StringBuilder("<methodResponse><fault>");
		value(xml, Map.of("faultCode", fault.code(), "faultString", String.valueOf(fault.getMessage())));
		return document(xml.append("</fault></methodResponse>"));
	}

	private static byte[] document(StringBuilder xml) {
		return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml + "\n").getBytes(StandardCharsets.UTF_8);
	}

	private static void param(StringBuilder xml, Object value) {
		xml.append("<param>");
		value(xml, value);
		xml.append("</param>");
	}

	private static void value(StringBuilder xml, Object value) {
		xml.append("<value>");
		if (value instanceof String string) {
			element(xml, "string", text(string));
		}
		else if (value instanceof Integer) {
			element(xml, "int", value.toString());
		}
		else if (value instanceof Boolean truth) {
			element(xml, "boolean", truth ? "1" : "0");
		}
		else if (value instanceof Double) {
			element(xml, "double", value.toString());
		}
		else if (value instanceof LocalDateTime time) {
			element(xml, "dateTime.iso8601", TIME.format(time));
		}
		else if (value instanceof byte[] bytes) {
			element(xml, "base64", Base64.getEncoder().encodeToString(bytes));
		}
		else if (value instanceof List<?> list) {
			xml.append("<array><data>");
			list.forEach((element) -> value(xml, element));
			xml.append("</data></array>");
		}
		else if (value instanceof Map<?, ?> struct) {
			xml.append("<struct>");
			new TreeMap<>(struct).forEach((name, member) -> member(xml, name, member));
			xml.append("</struct>");
		}
		else {
			throw new IllegalArgumentException("value: %s has no type in XML-RPC".formatted(value.getClass()));
		}
		xml.append("</value>");
	}

	private static void member(StringBuilder xml, Object name, Object value) {
		xml.append("<member>");
		element(xml, "name", text(name.toString()));
		value(xml, value);
		xml.append("</member>");
	}

	private static void element(StringBuilder xml, String name, String content) {
		xml.append('<').append(name).append('>').append(content).append("</").append(name).append('>');
	}

	// A reader of XML makes a line feed of a carriage return that is not written so.
	private static String text(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;");
	}

}
