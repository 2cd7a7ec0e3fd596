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
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What is written and read as XML-RPC.
 */
class XmlRpcTests {

	private static byte[] xml(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] call(String value) {
		return xml(
				"<methodCall><methodName>echo</methodName><params><param><value>%s</value></param></params></methodCall>"
					.formatted(value));
	}

	@Test
	void valuesAreReadAsTheyWereWritten() {
		List<Object> values = List.of("a < b & c > d \u00e4\r\n", 1, -1, 0.5, true, false,
				LocalDateTime.of(2026, 11, 21, 12, 34, 56), List.of(List.of(), "x"), Map.of("<name>", Map.of()));

		XmlRpcCall call = new XmlRpcCall("method", values);

		assertThat(XmlRpcReader.call(XmlRpcWriter.call(call))).isEqualTo(call);
		assertThat(XmlRpcReader.result(XmlRpcWriter.result(values))).isEqualTo(values);
	}

	@Test
	void bytesAreReadAsTheyWereWritten() {
		byte[] bytes = { 0, 1, -1 };

		assertThat(XmlRpcReader.result(XmlRpcWriter.result(bytes))).isEqualTo(bytes);
	}

	@Test
	void whatHasNoTypeIsText() {
		assertThat(XmlRpcReader.call(call("some text")).parameters()).containsExactly("some text");
		assertThat(XmlRpcReader.call(call("<i4> 7 </i4>")).parameters()).containsExactly(7);
	}

	@Test
	void faultIsThrown() {
		byte[] fault = XmlRpcWriter.fault(new XmlRpcFault(4, "too many parameters"));

		assertThatExceptionOfType(XmlRpcFault.class).isThrownBy(() -> XmlRpcReader.result(fault))
			.withMessage("too many parameters")
			.returns(4, XmlRpcFault::code);
	}

	@Test
	void documentTypeIsRefusedAndNothingIsFetched() {
		String outside = "<!DOCTYPE methodCall [<!ENTITY file SYSTEM \"file:///etc/hostname\">]>";
		String bomb = "<!DOCTYPE methodCall [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>";
		String call = new String(call("&file;"), StandardCharsets.UTF_8);

		assertThatIllegalArgumentException().isThrownBy(() -> XmlRpcReader.call(xml(outside + call)))
			.withMessageContaining("DOCTYPE");
		assertThatIllegalArgumentException().isThrownBy(() -> XmlRpcReader.call(xml(bomb + call.replace("file", "b"))))
			.withMessageContaining("DOCTYPE");
		assertThatIllegalArgumentException().isThrownBy(() -> XmlRpcReader.call(xml(call)))
			.withMessageContaining("file");
	}

	// The parser of newer JDKs has a limit of its own, and is asked first.
	@Test
	void depthIsBounded() {
		String deep = "<array><data><value>".repeat(1000) + "</value></data></array>".repeat(1000);

		assertThatIllegalArgumentException().isThrownBy(() -> XmlRpcReader.call(call(deep)))
			.withMessageMatching("(?s).*(levels deep|has a depth of).*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<int>one</int>", "<boolean>true</boolean>", "<struct><member/></struct>", "<array/>",
			"<nil/>", "<int>1", "<base64>!</base64>" })
	void whatIsNoValueIsRefused(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> XmlRpcReader.call(call(value)));
	}

	@Test
	void whatIsNoCallIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> XmlRpcReader.call(xml("<html/>")))
			.withMessage("element: 'html' (expected: 'methodCall')");
		assertThatIllegalArgumentException().isThrownBy(() -> XmlRpcReader.call(xml("")));
	}

}
