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
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.tlsboot.ledger.Reloads;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class TlsEndpointJsonTests {

	private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

	// Their keys are names of something.
	private static final Set<String> MAPS = Set.of("listeners", "clients", "serverNames", "reasons", "origins",
			"peers");

	private static final Set<String> COUNTS = Set.of("versions", "cipherSuites", "groups", "applicationProtocols",
			"failures");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path directory;

	@SuppressWarnings("NullAway.Init")
	private static Path file;

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() throws IOException {
		file = RichApplication.configure(directory, "openssl");
		application = RichApplication.start(file, "tls.listeners.echo.backlog=77",
				"tls.options.edge.report-only.raise-minimum-to=TLSv1.3");
		RichApplication.shakeHands(application);
		application.getBean(Reloads.class).failed("unused", 1, "the file is damaged");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	private static JsonNode json(String path) {
		return JsonMapper.shared().readTree(get(path, "application/json").body());
	}

	private static HttpResponse<String> get(String path, String accept) {
		return RichApplication.get(application, path, accept);
	}

	@Test
	void jsonHasExactlyTheHandshakesThatThereWere() {
		JsonNode echo = json("/echo").get("endpoints").get(0);
		RichApplication.requireHandshakes(echo.get("handshakes"));
		assertThat(echo.get("handshakes").get("postQuantum").asInt()).isOne();
		assertThat(echo.get("tls").get("engine").asString()).isEqualTo("openssl");
		assertThat(json("/echo").get("reasons").propertyNames()).containsExactlyInAnyOrder("client-certificate-missing",
				"plaintext-on-tls-port");
	}

	@Test
	void eachValueHasItsOrigin() throws IOException {
		JsonNode echo = json("/echo").get("endpoints").get(0);
		String from = " from URL [file:%s] - ".formatted(file);
		assertThat(echo.get("settings").get("backlog").asInt()).isEqualTo(77);
		assertThat(echo.get("origins").get("backlog").asString())
			.isEqualTo("\"tls.listeners.echo.backlog\" from property source \"commandLineArgs\"");
		assertThat(echo.get("origins").get("idleTimeout").asString())
			.startsWith("\"tls.listeners.echo.idle-timeout\"" + from + line(file, "idle-timeout") + ":");
		assertThat(echo.get("origins").get("handshakeTimeout").asString()).isEqualTo("default");
		JsonNode policy = echo.get("tls").get("origins");
		assertThat(policy.get("engine").asString())
			.startsWith("\"tls.options.edge.engine\"" + from + line(file, "engine") + ":");
		assertThat(policy.get("clientAuthentication").asString())
			.startsWith("implied by \"tls.options.edge.trust-roots\"" + from);
		assertThat(policy.get("versions").asString()).isEqualTo("default");
		JsonNode unused = json("/unused").get("options");
		assertThat(unused.get("usedBy").isEmpty()).isTrue();
		assertThat(unused.get("tls").get("insecurelySkipsVerification").asBoolean()).isTrue();
		assertThat(unused.get("tls").get("origins").get("versions").asString())
			.startsWith("\"tls.options.unused.insecurely-lower-minimum-to\"" + from);
	}

	private static int line(Path file, String key) throws IOException {
		return 1 + Files.readAllLines(file)
			.stream()
			.map(String::strip)
			.toList()
			.indexOf(Files.readAllLines(file)
				.stream()
				.map(String::strip)
				.filter((line) -> line.startsWith(key + ":"))
				.findFirst()
				.orElseThrow());
	}

	@Test
	void optionsHaveTheirUsersAndCertificates() {
		JsonNode options = json("").get("options");
		assertThat(options.propertyNames()).contains("edge", "other", "unused", "default");
		assertThat(options.get("edge").get("usedBy").valueStream().map(JsonNode::asString))
			.containsExactly("client 'partner'", "listener 'echo'");
		assertThat(options.get("other").get("usedBy").valueStream().map(JsonNode::asString))
			.containsExactly("listener 'echo' for the name '*.example.com'", "listener 'mail'");
		assertThat(options.get("edge").get("tls").get("cipherSuites"))
			.isEqualTo(json("/echo").get("endpoints").get(0).get("tls").get("cipherSuites"));
		JsonNode certificate = options.get("edge").get("tls").get("chain").get(0);
		assertThat(certificate.get("subject").asString()).isEqualTo("CN=edge");
		assertThat(certificate.get("daysLeft").asInt()).isNotNegative();
	}

	@Test
	void optionsHaveTheirLastReload() {
		JsonNode reloads = json("/unused").get("options").get("reloads");
		assertThat(reloads.get("failed").asInt()).isOne();
		assertThat(reloads.get("last").get("result").asString()).isEqualTo("failed");
		assertThat(reloads.get("last").get("message").asString()).isEqualTo("the file is damaged");
		assertThat(json("/edge").get("options").get("reloads").isNull()).isTrue();
	}

	@Test
	void settingsAreThereWithoutThePassword() {
		JsonNode mail = json("").get("listeners").get("mail").get("settings");
		assertThat(mail.get("forwardTo").asString()).isEqualTo("127.0.0.1:25");
		assertThat(mail.get("forwardConnectTimeout").asString()).isEqualTo("PT3S");
		assertThat(mail.get("startTls").get("protocol").asString()).isEqualTo("smtp");
		assertThat(mail.get("startTls").get("hostName").asString()).isEqualTo("mail.example.com");
		JsonNode proxied = json("/proxied").get("endpoints").get(0).get("settings");
		assertThat(proxied.get("proxyProtocol").asString()).isEqualTo("v2");
		assertThat(proxied.get("forwardTo").asString()).isEqualTo("client://partner");
		JsonNode partner = json("/partner").get("endpoints").get(0).get("settings").get("proxy");
		assertThat(partner.get("authenticated").asBoolean()).isTrue();
		assertThat(partner.get("host").asString()).isEqualTo("proxy.example.com");
	}

	@Test
	void programsGetJsonAndBrowsersAPage() {
		assertThat(contentType("*/*")).isEqualTo("application/vnd.spring-boot.actuator.v3+json");
		assertThat(contentType("")).isEqualTo("application/vnd.spring-boot.actuator.v3+json");
		assertThat(contentType("application/json")).isEqualTo("application/json");
		assertThat(contentType("application/json, text/plain, */*")).endsWith("json");
		assertThat(contentType("text/html")).isEqualTo("text/html;charset=UTF-8");
		assertThat(contentType(BROWSER)).isEqualTo("text/html;charset=UTF-8");
		assertThat(get("", "image/png").statusCode()).isEqualTo(406);
		assertThat(get("/nobody", BROWSER).statusCode()).isEqualTo(404);
		assertThat(get("/nobody", "*/*").statusCode()).isEqualTo(404);
	}

	private static String contentType(String accept) {
		return get("", accept).headers().firstValue("Content-Type").orElse("");
	}

	@Test
	void lastHandshakesAreThereWhenAskedFor() {
		for (String query : new String[] { "?failures", "?failures=", "?failures=true", "?failures&sessions" }) {
			assertThat(json(query).get("failures")).as(query).hasSize(2);
			assertThat(json("/echo" + query).get("failures")).as(query).hasSize(2);
			assertThat(json("/mail" + query).get("failures")).as(query).isEmpty();
		}
		assertThat(json("?sessions").get("sessions")).hasSize(2);
		assertThat(json("").get("failures").isNull()).isTrue();
		assertThat(json("?failures=false").get("failures").isNull()).isTrue();
		assertThat(get("?failures=maybe", "application/json").statusCode()).isEqualTo(400);
		JsonNode failure = json("?failures").get("failures").get(0);
		assertThat(failure.get("reason").asString()).isEqualTo("plaintext-on-tls-port");
		assertThat(failure.get("remedy").asString()).startsWith("Let the peer begin with TLS");
	}

	@Test
	void everyFieldIsInTheReference() throws IOException {
		String page = Files.readString(Path.of("../docs/actuator.md"));
		Set<String> names = new TreeSet<>();
		collect(json("?failures&sessions"), "", names);
		collect(json("/echo?failures&sessions"), "", names);
		collect(json("/unused"), "", names);
		assertThat(names).contains("reportOnly", "evaluated", "wouldBeRefused", "peers")
			.hasSizeGreaterThan(90)
			.allSatisfy((name) -> assertThat(page).containsPattern("[`.]" + name + "[`.]"));
	}

	private static void collect(JsonNode node, String name, Set<String> names) {
		boolean byName = MAPS.contains(name) || (COUNTS.contains(name) && node.isObject())
				|| (name.equals("options") && !node.has("usedBy"));
		if (node.isObject()) {
			for (Map.Entry<String, JsonNode> property : node.properties()) {
				if (!byName) {
					names.add(property.getKey());
				}
				collect(property.getValue(), name.equals("peers") ? "reasons" : byName ? "" : property.getKey(), names);
			}
		}
		else if (node.isArray()) {
			node.values().forEach((value) -> collect(value, "", names));
		}
	}

	@Test
	void noSecretIsInAnyAnswer() {
		for (String path : new String[] { "", "/echo", "/partner", "/edge", "/other", "/mail" }) {
			for (String accept : new String[] { "application/json", "text/html" }) {
				assertThat(get(path + "?failures&sessions", accept).body()).isNotEmpty()
					.doesNotContain("s3cret", "PRIVATE KEY", privateKeyText());
			}
		}
	}

	private static String privateKeyText() {
		return RichApplication.OTHER.keyPair().dumpPem().lines().skip(1).findFirst().orElseThrow();
	}

}
