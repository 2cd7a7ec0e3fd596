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

package io.tlsboot.autoconfigure;

import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.lint.LintRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documentation says of each key and each reason what it is.
 */
class ConfigurationReferenceTests {

	private static final Path DOCS = Path.of("..", "docs");

	// What it depends on may follow the default.
	private static final Pattern ROW = Pattern.compile("\\| `([a-z.-]+)` \\| `?([^`|]+?)`?( where .*?)? \\|");

	private static final Pattern KEY = Pattern.compile("`([a-z.-]+)`");

	@Test
	void everyKeyIsInTheReference() throws IOException {
		String reference = Files.readString(DOCS.resolve("configuration.md"));
		List<String> keys = Stream.of(keys("tls.options.<name>", TlsProperties.Options.class),
				keys("tls.options.<name>.keystore", TlsProperties.Keystore.class),
				keys("tls.listeners.<name>", TlsProperties.Listener.class),
				keys("tls.listeners.<name>.server-names.<server-name>", TlsProperties.ServerName.class),
				keys("tls.clients.<name>", TlsProperties.Client.class),
				keys("tls.clients.<name>.proxy", TlsProperties.Proxy.class), keys("tls.dev", TlsProperties.Dev.class),
				keys("tls.options.<name>.resumption", TlsProperties.Resumption.class),
				keys("tls.debug", TlsProperties.Debug.class), keys("tls.health", ObservationProperties.Health.class),
				keys("tls.events", ObservationProperties.Events.class), keys("tls", TlsProperties.class),
				keys("tls.ledger", TlsProperties.Ledger.class),
				keys("tls.options.<name>.report-only", TlsProperties.ReportOnly.class),
				keys("tls.listeners.<name>.report-only", TlsProperties.ReportOnly.class),
				keys("tls.listeners.<name>.starttls", StartTlsProperties.Listener.class),
				keys("tls.clients.<name>.starttls", StartTlsProperties.Client.class))
			.flatMap((some) -> some)
			.toList();

		assertThat(keys).hasSizeGreaterThan(20)
			.allSatisfy((key) -> assertThat(reference).contains("| `" + key + "` |"));
	}

	@Test
	void everyReasonIsInTheReference() throws IOException {
		String reference = Files.readString(DOCS.resolve("actuator.md"));

		assertThat(FailureReason.values()).allSatisfy((reason) -> assertThat(reference)
			.contains("| `%s` | %s | %s |".formatted(reason.code(), reason.meaning(), reason.remedy())));
	}

	@Test
	void everyRuleOfTheLintIsInTheReference() throws IOException {
		String reference = Files.readString(DOCS.resolve("actuator.md"));

		assertThat(LintRule.values()).allSatisfy((rule) -> assertThat(reference).contains("| `%s` | %s | %s | %s |"
			.formatted(rule.code(), rule.severity().code(), rule.meaning(), rule.remedy())));
	}

	@Test
	void everyGeneratedKeyHasADescription() {
		assertThat(generated()).isNotEmpty()
			.allSatisfy((property) -> assertThat(property).extractingByKey("description").asString().isNotBlank());
	}

	private List<Map<String, Object>> generated() {
		return JsonPath.parse(getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json"))
			.read("$.properties[*]");
	}

	@Test
	void everyGeneratedKeyHasTheDefaultOfTheReference() throws IOException {
		Map<String, String> defaults = new TreeMap<>();
		for (String line : Files.readAllLines(DOCS.resolve("configuration.md"))) {
			Matcher row = ROW.matcher(line);
			if (row.lookingAt()) {
				defaults.put(row.group(1), row.group(2));
			}
		}

		assertThat(defaults).containsKeys("tls.health.expired-status", "tls.events.expiring-within",
				"tls.ledger.jvm-wide");
		assertThat(generated()).filteredOn((property) -> String.valueOf(property.get("name")).startsWith("tls."))
			.filteredOn((property) -> !String.valueOf(property.get("type")).startsWith("java.util.Map<"))
			.hasSizeGreaterThan(15)
			.allSatisfy((property) -> assertThat(shown(property.get("defaultValue")))
				.isEqualTo(defaults.getOrDefault(String.valueOf(property.get("name")), "none")));
	}

	private static String shown(@Nullable Object defaultValue) {
		if (defaultValue instanceof List<?> values) {
			return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
		}
		return (defaultValue != null) ? defaultValue.toString() : "none";
	}

	// 21 parameters of Twisted's CertificateOptions, 6 of its optionsForClientTLS.
	@Test
	void everyParameterOfTwistedIsComparedWithKeysThatThereAre() throws IOException {
		String reference = Files.readString(DOCS.resolve("configuration.md"));
		List<String> rows = Files.readAllLines(DOCS.resolve("twisted.md"))
			.stream()
			.filter((line) -> line.startsWith("| `"))
			.toList();
		List<String> keys = rows.stream()
			.flatMap((row) -> KEY.matcher(row.split("\\|", -1)[2]).results().map((match) -> match.group(1)))
			.toList();

		assertThat(rows).hasSize(27);
		assertThat(keys).hasSizeGreaterThan(20)
			.allSatisfy((key) -> assertThat(reference).containsAnyOf("| `tls.options.<name>.%s` |".formatted(key),
					"| `tls.clients.<name>.%s` |".formatted(key), "| `tls.listeners.<name>.%s.".formatted(key)));
	}

	private static Stream<String> keys(String prefix, Class<?> type) {
		return Arrays.stream(BeanUtils.getPropertyDescriptors(type))
			.filter((property) -> property.getWriteMethod() != null)
			.map(PropertyDescriptor::getName)
			.map((property) -> prefix + "." + DataObjectPropertyName.toDashedForm(property));
	}

}
