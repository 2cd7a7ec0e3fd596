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

import java.nio.file.Path;

import io.tlsboot.context.TlsListeners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SampleApplicationTests {

	@Test
	void startsOnFreshCertificatesAndCallsItself(@TempDir Path directory, CapturedOutput output) {
		// The client is told the port of the listener, so it has to be known beforehand.
		int port = TestSocketUtils.findAvailableTcpPort();
		SpringApplicationBuilder application = new SpringApplicationBuilder(SampleApplication.class);
		try (ConfigurableApplicationContext context = application.run("--server.port=0",
				"--tls.listeners.echo.port=" + port, "--tls.listeners.mutual-echo.port=0",
				"--tls.dev.directory=" + directory.resolve("dev"))) {
			assertThat(output).contains("TLSv1.3 X25519MLKEM768 TLS_AES_128_GCM_SHA256 alpn=echo/1")
				.contains("openssl s_client -connect localhost:%d -CAfile %s".formatted(port,
						directory.resolve("dev/dev-ca.pem")));
			assertThat(context.getBean(TlsListeners.class).get("mutual-echo").isRunning()).isTrue();
		}
	}

}
