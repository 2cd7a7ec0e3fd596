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
import java.nio.file.Files;
import java.nio.file.Path;

import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a user reads when an application does not start: the property, the file and the
 * line, what is wrong and what to do.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class AbstractStartFailureTests {

	static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	@TempDir
	Path directory;

	@BeforeEach
	void writeCertificate() throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"), AUTHORITY.issue("edge").dumpPem());
	}

	void start(String yaml, Class<?> configuration) {
		try {
			Path file = this.directory.resolve("application.yml");
			Files.writeString(file, yaml.replace("${dir}", this.directory.toString()));
			Throwable failure = catchThrowable(
					() -> new SpringApplicationBuilder(configuration).web(WebApplicationType.NONE)
						.properties("spring.config.location=file:" + file)
						.run()
						.close());
			assertThat(failure).isNotNull();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static void assertAnalysis(CapturedOutput output, String... fragments) {
		assertThat(output.getAll()).contains("APPLICATION FAILED TO START", "TLS cannot be set up", "Action:")
			.contains(fragments)
			.doesNotContain("PRIVATE KEY-----");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class NoHandler {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EchoHandler {

		@Bean
		@TlsListener("echo")
		TlsHandler echo() {
			return Endpoints.ECHO;
		}

	}

}
