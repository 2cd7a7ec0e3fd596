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

package io.tlsboot.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PlatformTrustRootTests {

	private static final Certificate NAMED = TestAuthority.create("Named").certificate();

	private static final Certificate BUNDLED = TestAuthority.create("Bundled").certificate();

	@TempDir
	private Path directory;

	private Path file(String name, Certificate... certificates) throws IOException {
		StringBuilder text = new StringBuilder("# trusted\n");
		for (Certificate certificate : certificates) {
			text.append(certificate.dumpPem());
		}
		return Files.writeString(this.directory.resolve(name), text);
	}

	private static PlatformTrustRoot root(Map<String, String> environment, Map<String, String> properties,
			Path... bundles) {
		return new PlatformTrustRoot(environment::get, properties::get, List.of(bundles));
	}

	@Test
	void whenEnvironmentNamesAFileThenItIsTrustedAndTheBundleIsNot() throws IOException {
		Path named = file("named.pem", NAMED);
		PlatformTrustRoot root = root(Map.of("SSL_CERT_FILE", named.toString()), Map.of(), file("bundle.pem", BUNDLED));

		assertThat(root.anchors()).containsExactly(NAMED);
		assertThat(root.description()).isEqualTo("platform (SSL_CERT_FILE %s: 1 certificates)".formatted(named));
	}

	@Test
	void whenEnvironmentIsEmptyTextThenTheBundleIsTrusted() throws IOException {
		Path bundle = file("bundle.pem", BUNDLED);

		assertThat(root(Map.of("SSL_CERT_FILE", ""), Map.of(), bundle).anchors()).containsExactly(BUNDLED);
	}

	@Test
	void whenEnvironmentNamesNoFileThenTheBundleIsTrusted() throws IOException {
		Path bundle = file("bundle.pem", BUNDLED, NAMED);
		PlatformTrustRoot root = root(Map.of(), Map.of(), bundle);

		assertThat(root.anchors()).containsExactlyInAnyOrder(BUNDLED, NAMED);
		assertThat(root.description()).isEqualTo("platform (%s: 2 certificates)".formatted(bundle));
	}

	@Test
	void firstBundleThatExistsIsTrusted() throws IOException {
		Path missing = this.directory.resolve("missing.pem");

		assertThat(root(Map.of(), Map.of(), missing, file("second.pem", BUNDLED), file("third.pem", NAMED)).anchors())
			.containsExactly(BUNDLED);
	}

	@Test
	void whenThereIsNoBundleThenTheJdksOwnRootsAreTrusted() {
		PlatformTrustRoot root = root(Map.of(), Map.of(), this.directory.resolve("missing.pem"));

		assertThat(root.anchors()).isNotEmpty();
		assertThat(root.description()).startsWith("platform (the JDK's own: ");
	}

	@Test
	void whenTheJvmsTrustStoreIsNamedThenItComesFirst() throws IOException {
		PlatformTrustRoot root = root(Map.of("SSL_CERT_FILE", file("named.pem", NAMED).toString()),
				Map.of("javax.net.ssl.trustStore", "store.p12"), file("bundle.pem", BUNDLED));

		assertThat(root.anchors()).doesNotContain(NAMED, BUNDLED);
		assertThat(root.description()).startsWith("platform (javax.net.ssl.trustStore: ");
	}

	@Test
	void whenTheNamedFileIsMissingThenNothingElseIsTrustedInstead() throws IOException {
		PlatformTrustRoot root = root(Map.of("SSL_CERT_FILE", this.directory.resolve("missing.pem").toString()),
				Map.of(), file("bundle.pem", BUNDLED));

		assertThatIllegalStateException().isThrownBy(root::anchors).withMessageContaining("missing.pem");
	}

	@Test
	void whenTheNamedFileIsDamagedThenNothingElseIsTrustedInstead() throws IOException {
		Path damaged = Files.writeString(this.directory.resolve("damaged.pem"), NAMED.dumpPem().substring(0, 200));
		PlatformTrustRoot root = root(Map.of("SSL_CERT_FILE", damaged.toString()), Map.of(),
				file("bundle.pem", BUNDLED));

		assertThatIllegalStateException().isThrownBy(root::anchors).withMessageContaining("damaged.pem");
	}

	@Test
	void anchorsAreReadOnce() throws IOException {
		Path bundle = file("bundle.pem", BUNDLED);
		PlatformTrustRoot root = root(Map.of(), Map.of(), bundle);
		root.anchors();
		Files.delete(bundle);

		assertThat(root.anchors()).containsExactly(BUNDLED);
	}

	@Test
	void descriptionDoesNotReadAnything() {
		PlatformTrustRoot root = root(Map.of("SSL_CERT_FILE", "missing.pem"), Map.of());

		assertThat(root.description()).isEqualTo("platform");
		assertThat(root).hasToString("platform");
	}

}
