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

/**
 * Trust roots that cannot be used.
 */
class TrustRootFailureTests extends AbstractStartFailureTests {

	@Test
	void whenTrustRootIsMissing(CapturedOutput output) {
		startTrusting("file:${dir}/missing.pem");
		assertAnalysis(output, "Property: tls.options.edge.trust-roots[1]", "application.yml] - 4:31",
				"missing.pem', which does not exist", "optional:");
	}

	@Test
	void whenPatternOfTrustRootsMatchesNothing(CapturedOutput output) {
		startTrusting("file:${dir}/*.crt");
		assertAnalysis(output, "Property: tls.options.edge.trust-roots[1]", "/*.crt', which matches no file");
	}

	@Test
	void whenPatternOfTrustRootsIsInAMissingDirectory(CapturedOutput output) {
		startTrusting("file:${dir}/missing/*.crt");
		assertAnalysis(output, "Property: tls.options.edge.trust-roots[1]",
				"/missing/*.crt', which is in a directory that does not exist");
	}

	@Test
	void whenPatternOfTrustRootsHasAStarInTheDirectory(CapturedOutput output) {
		startTrusting("file:${dir}/*/ca.crt");
		assertAnalysis(output, "Property: tls.options.edge.trust-roots[1]", "in the name of the file alone");
	}

	@Test
	void whenFileOfPatternIsNoCertificate(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("junk.crt"), "nothing here");
		startTrusting("file:${dir}/*.crt");
		assertAnalysis(output, "Property: tls.options.edge.trust-roots[1]", "no certificate found", "/junk.crt'");
	}

	@Test
	void whenDirectoryOfTrustRootsIsMissing(CapturedOutput output) {
		startTrusting("file:${dir}/missing/");
		assertAnalysis(output, "Property: tls.options.edge.trust-roots[1]", "application.yml] - 4:31",
				"missing/', which does not exist", "optional:");
	}

	@Test
	void whenDirectoryOfTrustRootsIsAFile(CapturedOutput output) {
		startTrusting("file:${dir}/edge.pem/");
		assertAnalysis(output, "Property: tls.options.edge.trust-roots[1]", "edge.pem/', which is no directory");
	}

	@Test
	void whenOptionalIsNoFile(CapturedOutput output) {
		startTrusting("optional:platform");
		assertAnalysis(output, "Property: tls.options.edge.trust-roots[1]", "'optional:' in front of", "'platform'");
	}

	@Test
	void whenTrustRootsAreOneText(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      trust-roots: jvm, file:${dir}/missing.pem
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.trust-roots[1]", "application.yml] - 4:20",
				"missing.pem', which does not exist");
	}

	private void startTrusting(String location) {
		start("""
				tls:
				  options:
				    edge:
				      trust-roots: [platform, "%s"]
				""".formatted(location), NoHandler.class);
	}

}
