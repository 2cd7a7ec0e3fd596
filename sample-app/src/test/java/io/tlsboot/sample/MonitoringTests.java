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

package io.tlsboot.sample;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Prometheus scrapes, and the rules and the dashboard in {@code monitoring/}.
 */
class MonitoringTests extends AbstractSampleTests {

	private static final Pattern NAME = Pattern.compile("\\btls_[a-z_]+");

	private static final Pattern SAMPLE = Pattern.compile("^(tls_[a-z_]+)(?=[ {])", Pattern.MULTILINE);

	@Autowired
	private SslBundles bundles;

	@LocalServerPort
	private int port;

	private String scrape() throws Exception {
		try (Socket echo = secure(connect("echo"))) {
			say(echo, "hello\n");
			assertThat(line(echo)).isEqualTo("hello");
		}
		HttpClient client = HttpClient.newBuilder()
			.sslContext(this.bundles.getBundle("edge").createSslContext())
			.connectTimeout(TIMEOUT)
			.build();
		HttpResponse<String> answer = client
			.send(HttpRequest.newBuilder(URI.create("https://localhost:%d/actuator/prometheus".formatted(this.port)))
				.timeout(TIMEOUT)
				.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
		assertThat(answer.statusCode()).isEqualTo(200);
		return answer.body();
	}

	private static Set<String> names(Pattern pattern, String text) {
		return pattern.matcher(text)
			.results()
			.map((match) -> match.group())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String file(String name) throws IOException {
		return Files.readString(Path.of("monitoring", name));
	}

	// Whatever stands at a key, anywhere in a document.
	private static List<String> texts(Object document, String key) {
		List<String> found = new ArrayList<>();
		if (document instanceof Map<?, ?> map) {
			if (map.get(key) instanceof String text) {
				found.add(text);
			}
			map.values().forEach((value) -> found.addAll(texts(value, key)));
		}
		else if (document instanceof Collection<?> collection) {
			collection.forEach((value) -> found.addAll(texts(value, key)));
		}
		return found;
	}

	@Test
	void thePageForPrometheusHasTheMeters() throws Exception {
		Awaitility.await()
			.atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(scrape())
				.containsPattern("tls_handshakes_seconds_count\\{cipher=\"TLS_AES_[0-9A-Z_]+\",endpoint=\"echo\","
						+ "group=\"[A-Za-z0-9]+\",protocol=\"[a-z0-9/]+\",reason=\"none\",result=\"success\","
						+ "side=\"server\",version=\"TLSv1.3\"} [1-9]")
				.containsPattern("tls_connections_active_connections\\{endpoint=\"mutual-echo\",side=\"server\"} 0")
				.containsPattern("tls_connections_active_connections\\{endpoint=\"server.ssl\",side=\"server\"} [1-9]")
				.containsPattern("tls_handshakes_in_progress_handshakes\\{endpoint=\"echo\",side=\"client\"} 0")
				.containsPattern(
						"tls_traffic_bytes_total\\{direction=\"sent\",endpoint=\"echo\",side=\"server\"} [1-9]")
				.containsPattern("tls_certificate_expiry_seconds\\{fingerprint=\"[0-9A-F:]{23}\",options=\"edge\","
						+ "type=\"identity\"} [1-9]")
				.containsPattern("tls_reloads_total\\{options=\"edge\",result=\"failure\"} 0")
				.containsPattern("tls_connect_seconds_count\\{endpoint=\"echo\",error=\"none\",protocol=\"echo/1\","
						+ "reason=\"none\",result=\"success\",version=\"TLSv1.3\"} [1-9]"));
	}

	@Test
	void everyMeterOfTheRulesIsScraped() throws Exception {
		List<String> expressions = texts(new Yaml().load(file("tls-alerts.yml")), "expr");

		assertThat(expressions).hasSize(3);
		assertThat(names(NAME, String.join("\n", expressions))).hasSizeGreaterThan(1)
			.isSubsetOf(names(SAMPLE, scrape()));
	}

	@Test
	void everyMeterOfTheDashboardIsScraped() throws Exception {
		Map<String, Object> dashboard = JsonParserFactory.getJsonParser().parseMap(file("tls-dashboard.json"));
		List<String> expressions = texts(dashboard, "expr");
		expressions.addAll(texts(dashboard, "query"));

		assertThat(expressions).hasSizeGreaterThan(12);
		assertThat(names(NAME, String.join("\n", expressions))).hasSizeGreaterThan(6)
			.isSubsetOf(names(SAMPLE, scrape()));
		assertThat(texts(dashboard, "title")).contains("Failures by reason", "Certificates that expire first")
			.doesNotHaveDuplicates();
	}

}
