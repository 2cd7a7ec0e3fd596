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

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.SSLContext;

import io.tlsboot.ledger.Inventory;
import io.tlsboot.ledger.JvmHandshakeCounts;
import io.tlsboot.testing.Jsse;
import io.tlsboot.testing.OtherJvm;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class JvmHandshakesConfigurationTests extends AbstractStartFailureTests {

	// All that an application without the web needs, and not jdk.jfr.
	private static final List<String> WITHOUT_FLIGHT_RECORDER = List.of("-XX:TieredStopAtLevel=1", "--limit-modules",
			"java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.sql,java.xml,"
					+ "jdk.unsupported");

	private static ConfigurableApplicationContext run(String... arguments) {
		return new SpringApplicationBuilder(NoHandler.class).web(WebApplicationType.NONE).run(arguments);
	}

	@Test
	void handshakesOfOthersAreInTheOverview() throws Exception {
		long before = threads();
		TestAuthority authority = TestAuthority.create("Test CA");
		SSLContext context = Jsse.context(authority.issue("server"), authority);
		try (ConfigurableApplicationContext application = run()) {
			Inventory inventory = application.getBean(Inventory.class);
			long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
			while (counts(inventory).servers().isEmpty()) {
				assertThat(System.nanoTime()).isLessThan(deadline);
				Jsse.connect(context, "database.example", "TLSv1.3", false);
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
			}
			assertThat(counts(inventory).servers()).containsOnlyKeys("database.example");
			assertThat(counts(inventory).since()).isNotNull();
		}
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (threads() > before) {
			assertThat(System.nanoTime()).isLessThan(deadline);
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
		}
	}

	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("tls-jvm-handshakes"))
			.count();
	}

	private static JvmHandshakeCounts counts(Inventory inventory) {
		return Objects.requireNonNull(inventory.overview().jvm());
	}

	@Test
	void theyAreNotCountedWhenThatIsSwitchedOff() {
		try (ConfigurableApplicationContext application = run("--tls.ledger.jvm-wide=false")) {
			assertThat(application.getBean(Inventory.class).overview().jvm()).isNull();
		}
	}

	@Test
	void theyAreNotCountedWithoutFlightRecorder() throws IOException, InterruptedException {
		try (OtherJvm jvm = OtherJvm.start(WITHOUT_FLIGHT_RECORDER, JvmWideApplication.class)) {
			List<String> lines = jvm.lines();
			assertThat(lines).contains("counts=null");
			assertThat(lines).filteredOn((line) -> line.contains("no Flight Recorder"))
				.hasSize(1)
				.allMatch((line) -> line.contains(" INFO "));
		}
	}

	@Test
	void askingForThemWithoutFlightRecorderStopsTheStart() throws IOException, InterruptedException {
		try (OtherJvm jvm = OtherJvm.start(WITHOUT_FLIGHT_RECORDER, JvmWideApplication.class,
				"--tls.ledger.jvm-wide=true")) {
			assertThat(String.join("\n", jvm.lines())).contains("APPLICATION FAILED TO START", "TLS cannot be set up",
					"'tls.ledger.jvm-wide'", "\"tls.ledger.jvm-wide\" from property source \"commandLineArgs\"",
					"found: 'true' (expected: 'false', since this JVM has no Flight Recorder",
					"Use a Java runtime with the module jdk.jfr");
		}
	}

	@Test
	void valueThatIsNoBooleanStopsTheStart(CapturedOutput output) {
		start("""
				tls:
				  ledger:
				    jvm-wide: perhaps
				""", NoHandler.class);
		assertThat(output.getAll()).contains("APPLICATION FAILED TO START", "tls.ledger.jvm-wide", "\"perhaps\"",
				"application.yml");
	}

}
