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

package io.tlsboot.engine;

import java.util.List;
import java.util.function.Predicate;

import io.tlsboot.testing.OtherJvm;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Trap TR27 of Twisted's behaviours: which engine there is depends on the class path, so
 * it is said, and it is said why. Each in a JVM of its own.
 */
class EngineStartTests {

	private static final String BORING_SSL = "netty-tcnative-boringssl-static";

	private static final List<String> QUICKLY = List.of("-XX:TieredStopAtLevel=1");

	private static List<String> run(Predicate<String> classPath) throws Exception {
		try (OtherJvm jvm = OtherJvm.start(QUICKLY, classPath, AutomaticEngine.class)) {
			return jvm.lines();
		}
	}

	private static List<String> starting(List<String> lines, String beginning) {
		return lines.stream().filter((line) -> line.startsWith(beginning)).toList();
	}

	private static List<String> logged(List<String> lines) {
		return lines.stream()
			.filter((line) -> line.contains("TLS engine: "))
			.map((line) -> line.substring(line.indexOf("TLS engine: ")))
			.toList();
	}

	// TR27
	@Test
	void engineIsNamedOnce() throws Exception {
		List<String> lines = run((path) -> true);

		assertThat(starting(lines, "received ")).containsExactly("received hello by OPENSSL",
				"received hello by OPENSSL");
		assertThat(logged(lines)).singleElement().asString().startsWith("TLS engine: BoringSSL (netty-tcnative ");
	}

	// TR27
	@Test
	void whenNettyTcnativeIsNotThereThenTheOtherEngineServesAndTheReasonIsToldOnce() throws Exception {
		List<String> lines = run((path) -> !path.contains("netty-tcnative"));

		assertThat(starting(lines, "received ")).containsExactly("received hello by JDK", "received hello by JDK");
		assertThat(logged(lines)).singleElement()
			.asString()
			.startsWith("TLS engine: JSSE (")
			.endsWith(", since BoringSSL cannot be used: netty-tcnative is not on the class path");
		assertThat(starting(lines, "refused ")).singleElement()
			.asString()
			.contains("the engine OPENSSL is not available: netty-tcnative is not on the class path",
					"Add io.netty:" + BORING_SSL);
	}

	// TR27
	@Test
	void whenTheNativeLibraryIsNotThereThenTheOtherEngineServesAndTheReasonIsToldOnce() throws Exception {
		List<String> lines = run((path) -> !path.contains(BORING_SSL));

		assertThat(starting(lines, "received ")).containsExactly("received hello by JDK", "received hello by JDK");
		assertThat(logged(lines)).singleElement()
			.asString()
			.startsWith("TLS engine: JSSE (")
			.contains(", since BoringSSL cannot be used: ", "netty_tcnative");
	}

}
