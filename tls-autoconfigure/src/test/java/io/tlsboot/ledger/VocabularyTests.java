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

package io.tlsboot.ledger;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.OpenSsl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Every reason of the vocabulary, provoked once with each engine: it is counted once,
 * there is one record, and one line in the log.
 */
@ExtendWith(OutputCaptureExtension.class)
class VocabularyTests {

	@TempDir
	private Path directory;

	@BeforeAll
	static void requireOpenSsl() {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command, version 3");
	}

	static Stream<Arguments> provocations() {
		return Stream.of(EngineChoice.OPENSSL, EngineChoice.JDK)
			.flatMap((engine) -> Stream.of(FailureReason.values()).map((reason) -> Arguments.of(reason, engine)));
	}

	@ParameterizedTest(name = "{0}, engine {1}")
	@MethodSource("provocations")
	void reasonIsRecordedOnce(FailureReason reason, EngineChoice engine, CapturedOutput output) throws Exception {
		Ledger ledger = new Ledger();
		try (Provocations provocations = new Provocations(ledger, engine, this.directory)) {
			Endpoint endpoint = provocations.provoke(reason);

			Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> ledger.of(endpoint).failed() > 0);
			assertThat(ledger.of(endpoint).failures()).isEqualTo(Map.of(reason.code(), 1L));
			assertThat(ledger.total().succeeded()).isZero();
			assertThat(ledger.failures()).singleElement().satisfies((failure) -> {
				assertThat(failure.endpoint()).isEqualTo(endpoint.name());
				assertThat(failure.side()).isEqualTo(endpoint.side().code());
				assertThat(failure.reason()).isEqualTo(reason.code());
				assertThat(failure.remedy()).isEqualTo(reason.remedy());
				assertThat(failure.peer()).startsWith("127.0.0.1:");
				assertThat(failure.detail()).isNotBlank();
			});
			Awaitility.await()
				.atMost(Endpoints.TIMEOUT)
				.until(() -> output.getAll()
					.lines()
					.anyMatch((line) -> line.contains(endpoint.toString()) && line.contains(reason.remedy())));
			assertThat(output.getAll().lines().filter((line) -> line.contains("WARN")))
				.filteredOn((line) -> line.contains(endpoint.toString()))
				.singleElement()
				.asString()
				.contains(reason.code() + " (", reason.remedy());
			assertThat(output).doesNotContain("\tat ");
		}
	}

}
