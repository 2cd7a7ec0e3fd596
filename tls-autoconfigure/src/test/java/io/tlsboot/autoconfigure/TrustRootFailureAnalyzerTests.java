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

import java.nio.file.Path;

import io.tlsboot.trust.CertificateDirectory;
import io.tlsboot.trust.TrustRootException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class TrustRootFailureAnalyzerTests {

	@Test
	void saysWhatCannotBeReadAndWhatToDo(@TempDir Path directory) {
		TrustRootException failure = catchThrowableOfType(TrustRootException.class,
				() -> CertificateDirectory.read(directory.resolve("missing")));

		FailureAnalysis analysis = new TrustRootFailureAnalyzer().analyze(new IllegalStateException(failure));

		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains("TLS cannot be set up", "missing' cannot be read");
		assertThat(analysis.getAction()).contains("name other trust roots");
	}

}
