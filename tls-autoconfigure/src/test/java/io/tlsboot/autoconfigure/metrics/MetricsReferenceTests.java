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

package io.tlsboot.autoconfigure.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.tlsboot.autoconfigure.TlsAutoConfiguration;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/metrics.md} equal to the meters that there are.
 */
class MetricsReferenceTests {

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	@TempDir
	private Path directory;

	// What stands in a row, by its first column.
	private static Map<String, List<String>> table(String head) throws IOException {
		List<String> lines = Files.readAllLines(Path.of("../docs/metrics.md"));
		int begin = lines.indexOf(head) + 2;
		assertThat(begin).isGreaterThan(1);
		Map<String, List<String>> rows = new LinkedHashMap<>();
		for (String line : lines.subList(begin, lines.size())) {
			if (!line.startsWith("|")) {
				break;
			}
			List<String> cells = Arrays.stream(line.substring(1).split("\\|", -1)).map(String::strip).toList();
			assertThat(rows.put(code(cells.get(0)).get(0), cells)).isNull();
		}
		return rows;
	}

	private static Map<String, List<String>> meters() throws IOException {
		return table("| meter | type | unit | tags | meaning |");
	}

	private static List<String> code(String text) {
		return CODE.matcher(text).results().map((match) -> match.group(1)).toList();
	}

	private static String type(Meter meter) {
		return (meter instanceof LongTaskTimer) ? "timer of what goes on" : switch (meter.getId().getType()) {
			case COUNTER -> "counter";
			case GAUGE -> "gauge";
			case TIMER -> "timer";
			default -> "another";
		};
	}

	private static Set<String> keys(Meter meter) {
		return meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
	}

	private void run(Consumer<List<Meter>> test) throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"), AUTHORITY.issue("edge").dumpPem());
		Files.writeString(this.directory.resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
		int port = TestSocketUtils.findAvailableTcpPort();
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, SslAutoConfiguration.class,
					TlsMetricsAutoConfiguration.class, TlsObservationAutoConfiguration.class,
					MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, ObservationAutoConfiguration.class))
			.withUserConfiguration(EchoConfiguration.class)
			.withPropertyValues("tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"),
					"tls.options.edge.trust-roots=file:" + this.directory.resolve("ca.pem"),
					"tls.options.edge.client-auth=none", "tls.listeners.echo.port=" + port,
					"tls.listeners.echo.options=edge", "tls.clients.echo.host=localhost",
					"tls.clients.echo.options=edge", "tls.clients.echo.port=" + port)
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				TlsClient client = context.getBean(TlsClient.class);
				Endpoints.exchange(client, "hello");
				Awaitility.await()
					.atMost(Endpoints.TIMEOUT)
					.untilAsserted(() -> assertThat(registry.find("tls.handshakes").timers()).hasSize(2));
				test.accept(registry.getMeters()
					.stream()
					.filter((meter) -> meter.getId().getName().startsWith("tls."))
					.toList());
			});
	}

	@Test
	void everyMeterHasItsRowWithTypeUnitAndTags() throws IOException {
		Map<String, List<String>> documented = meters();
		run((found) -> {
			Map<String, List<Object>> actual = new TreeMap<>();
			found.forEach((meter) -> actual.put(meter.getId().getName(),
					List.of(type(meter), String.valueOf(meter.getId().getBaseUnit()), keys(meter))));
			Map<String, List<Object>> expected = new TreeMap<>();
			documented.forEach((name, cells) -> expected.put(name,
					List.of(cells.get(1), cells.get(2), new TreeSet<>(code(cells.get(3))))));
			assertThat(actual).isEqualTo(expected);
		});
	}

	@Test
	void everyTagHasItsRowAndValuesThatAreListedAreAll() throws IOException {
		Map<String, List<String>> tags = table("| tag | values |");
		Set<String> used = meters().values()
			.stream()
			.flatMap((cells) -> code(cells.get(3)).stream())
			.collect(Collectors.toSet());
		assertThat(tags.keySet()).containsExactlyInAnyOrderElementsOf(used);
		run((found) -> {
			for (String closed : List.of("side", "result", "direction", "type")) {
				assertThat(found.stream()
					.flatMap((meter) -> Stream.ofNullable(meter.getId().getTag(closed)))
					.collect(Collectors.toSet())).as(closed).isSubsetOf(code(tags.get(closed).get(1)));
			}
			assertThat(found.stream()
				.flatMap((meter) -> Stream.ofNullable(meter.getId().getTag("version")))
				.collect(Collectors.toSet())).isSubsetOf(code(tags.get("version").get(1)));
		});
	}

	@Test
	void everyReasonIsWhereTheTableSaysThatItIs() throws IOException {
		Matcher link = Pattern.compile("\\]\\(actuator\\.md#reasons-of-failures\\)")
			.matcher(table("| tag | values |").get("reason").get(1));
		assertThat(link.find()).isTrue();
		String page = Files.readString(Path.of("../docs/actuator.md"));
		assertThat(page).contains("## Reasons of failures");
		for (FailureReason reason : FailureReason.values()) {
			assertThat(page).contains("| `%s` |".formatted(reason.code()));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class EchoConfiguration {

		@Bean
		@TlsListener("echo")
		TlsHandler echo() {
			return Endpoints.ECHO;
		}

	}

}
