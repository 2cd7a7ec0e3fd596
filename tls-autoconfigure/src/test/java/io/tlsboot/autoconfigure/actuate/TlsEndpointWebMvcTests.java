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

package io.tlsboot.autoconfigure.actuate;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint behind Spring MVC, with the JDK's engine.
 */
class TlsEndpointWebMvcTests {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@Test
	void answersAsBehindWebFlux() throws IOException {
		RichApplication.onWebMvc(RichApplication.configure(this.directory, "jdk")).run((context) -> {
			RichApplication.shakeHands(context);
			MockMvcTester mvc = MockMvcTester.from(context);
			assertThat(get(mvc, "/actuator/tls", "*/*")).hasStatusOk()
				.hasContentType("application/vnd.spring-boot.actuator.v3+json");
			assertThat(get(mvc, "/actuator/tls/echo", "application/json")).hasStatusOk()
				.hasContentType("application/json")
				.bodyJson()
				.extractingPath("$.endpoints[0].name")
				.isEqualTo("echo");
			assertThat(get(mvc, "/actuator/tls", "text/html,application/xml;q=0.9,*/*;q=0.8")).hasStatusOk()
				.hasContentType("text/html;charset=UTF-8")
				.bodyText()
				.startsWith("<!DOCTYPE html>")
				.contains("Needs attention");
			assertThat(get(mvc, "/actuator/tls/nobody", "*/*")).hasStatus(404);
			JsonNode echo = JsonMapper.shared()
				.readTree(get(mvc, "/actuator/tls/echo", "*/*").getResponse().getContentAsString())
				.get("endpoints")
				.get(0);
			assertThat(echo.get("tls").get("engine").asString()).isEqualTo("jdk");
			RichApplication.requireHandshakes(echo.get("handshakes"));
			for (String query : new String[] { "?failures", "?failures=", "?failures=true" }) {
				assertThat(get(mvc, "/actuator/tls" + query, "*/*")).bodyJson()
					.extractingPath("$.failures")
					.asArray()
					.hasSize(2);
			}
			assertThat(get(mvc, "/actuator/tls", "*/*")).bodyJson().extractingPath("$.failures").isNull();
			assertThat(get(mvc, "/actuator/tls?failures=false", "*/*")).bodyJson()
				.extractingPath("$.failures")
				.isNull();
		});
	}

	private static MvcTestResult get(MockMvcTester mvc, String uri, String accept) {
		return mvc.get().uri(uri).header("Accept", accept).exchange();
	}

}
