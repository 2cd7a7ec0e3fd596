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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.tlsboot.endpoint.EndpointStrings;
import io.tlsboot.testing.OpenSsl;
import io.tlsboot.testing.OtherJvm;
import io.tlsboot.x509.DistinguishedName;
import io.tlsboot.x509.KeyPair;
import io.tlsboot.x509.KeyType;
import io.tlsboot.x509.SigningTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * An application whose beans use TLS before ours does has its Diffie-Hellman group all
 * the same.
 */
class JvmTlsInitializerTests {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	// C18
	@Test
	void groupIsChosenBeforeTheFirstBeanUsesTls() throws Exception {
		assertGroup((certificate) -> List.of("--tls.options.edge.certificate=file:" + certificate,
				"--tls.options.edge.dh-parameters=ffdhe3072", "--tls.listeners.echo.port=0",
				"--tls.listeners.echo.options=edge"));
	}

	// C18
	@Test
	void groupOfAnEndpointStringIsChosenToo() throws Exception {
		assertGroup((certificate) -> List.of("--tls.listeners.echo.endpoint=ssl:0:privateKey=%s:dhParameters=ffdhe3072"
			.formatted(EndpointStrings.quote(certificate.toString()))));
	}

	private void assertGroup(Function<Path, List<String>> arguments) throws Exception {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command, version 3");
		Path certificate = Files.writeString(this.directory.resolve("edge.pem"),
				KeyPair.generate(KeyType.RSA)
					.selfSigned(DistinguishedName.of(Map.of("CN", "localhost")), SigningTerms.defaults())
					.dumpPem());
		try (OtherJvm application = OtherJvm.start(List.of(), DiffieHellmanApplication.class,
				arguments.apply(certificate).toArray(String[]::new))) {
			String port = application.line("port ", "APPLICATION FAILED TO START");

			assertThat(new OpenSsl(this.directory).talk("Q\n", "s_client", "-connect", "127.0.0.1:" + port, "-tls1_2",
					"-cipher", "DHE-RSA-AES128-GCM-SHA256", "-groups", "X25519"))
				.contains("Server Temp Key: DH, 3072 bits");
		}
	}

}
