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

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a user reads when a key store, or one of several files, is not what it should be.
 */
class IdentityStartFailureTests extends AbstractStartFailureTests {

	@Test
	void whenKeystoreAndCertificateAreSet(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				      keystore:
				        location: file:${dir}/edge.p12
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.certificate", "application.yml] - 4:20",
				"'certificate' and 'keystore' are mutually exclusive");
	}

	@Test
	void whenKeystoreIsNone(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      keystore:
				        location: file:${dir}/edge.pem
				        password: s3cret
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.keystore.location", "application.yml] - 5:19",
				"no key store found (found: PEM text; expected: PKCS#12 or JKS)");
		assertThat(output).doesNotContain("s3cret");
	}

	@Test
	void whenOneOfSeveralCertificateFilesIsARequest(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("edge.csr"), AUTHORITY.issue("edge").request().dumpPem());
		start("""
				tls:
				  options:
				    edge:
				      certificate:
				        - file:${dir}/edge.pem
				        - file:${dir}/edge.csr
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.certificate[1]", "application.yml] - 6:11",
				"no certificate found (found: a certificate request;");
	}

}
