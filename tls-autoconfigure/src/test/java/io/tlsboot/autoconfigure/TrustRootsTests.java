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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.tlsboot.ledger.Inventory;
import io.tlsboot.ledger.PolicyDescriptor;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.trust.TrustSource;
import io.tlsboot.x509.Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be written in {@code trust-roots}, and what comes of it.
 */
@ExtendWith(OutputCaptureExtension.class)
class TrustRootsTests {

	private static final Certificate ONE = TestAuthority.create("One").certificate();

	private static final Certificate TWO = TestAuthority.create("Two").certificate();

	private static final Certificate THREE = TestAuthority.create("Three").certificate();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeEach
	void writeFiles() throws IOException {
		Files.writeString(this.directory.resolve("one.pem"), ONE.dumpPem());
		Files.write(this.directory.resolve("two.der"), TWO.dump());
		Path roots = Files.createDirectory(this.directory.resolve("roots"));
		Files.writeString(roots.resolve("a.pem"), ONE.dumpPem() + TWO.dumpPem());
		Files.write(roots.resolve("b.CRT"), THREE.dump());
		Files.writeString(roots.resolve("c.cer"), ONE.dumpPem());
		Files.writeString(roots.resolve("d.txt"), "no root");
		Files.writeString(roots.resolve(".hidden.pem"), "no root either");
	}

	private TrustRoot read(String... values) {
		TrustRoot[] read = new TrustRoot[1];
		this.runner
			.withInitializer(
					(context) -> context.getEnvironment()
						.getPropertySources()
						.addFirst(new MapPropertySource("test", Map.of("tls.options.edge.trust-roots", List.of(values),
								"tls.options.edge.client-auth", "none"))))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				read[0] = context.getBean(CertificateOptions.class).trustRoot().orElseThrow();
			});
		return read[0];
	}

	private String file(String name) {
		return "file:" + this.directory.resolve(name);
	}

	private static TrustSource source(String place, Certificate... certificates) {
		return TrustSource.of("'" + place + "'", List.of(certificates));
	}

	@Test
	void filesMayBePemOrDer() {
		assertThat(read(file("one.pem"), file("two.der")).sources()).containsExactly(source(file("one.pem"), ONE),
				source(file("two.der"), TWO));
	}

	@Test
	void plainPathIsAFile() {
		assertThat(read(this.directory.resolve("one.pem").toString()).anchors()).containsExactly(ONE);
	}

	@Test
	void textMayBeInlineOrBase64() {
		String base64 = "base64:" + Base64.getEncoder().encodeToString(TWO.dumpPem().getBytes(StandardCharsets.UTF_8));

		assertThat(read(ONE.dumpPem(), base64).sources()).containsExactly(TrustSource.of("PEM text", List.of(ONE)),
				TrustSource.of("base64 text", List.of(TWO)));
	}

	@Test
	void base64MayBeDer() {
		assertThat(read("base64:" + Base64.getEncoder().encodeToString(ONE.dump())).anchors()).containsExactly(ONE);
	}

	@Test
	void patternIsEachFileThatMatchesInTheOrderOfTheirNames() {
		Path roots = this.directory.resolve("roots");

		assertThat(read(file("roots/*.c??"), file("roots/[*].pem").replace("[*]", "?")).sources()).containsExactly(
				source(roots.resolve("c.cer").toString(), ONE), source(roots.resolve("a.pem").toString(), ONE, TWO));
	}

	@Test
	void patternMayFollowADoubleSlash() {
		assertThat(read("file://" + this.directory.resolve("roots/a*")).anchors()).containsExactlyInAnyOrder(ONE, TWO);
	}

	@Test
	void patternMayBeAPlainPath() {
		assertThat(read(this.directory.resolve("roots/b*").toString()).anchors()).containsExactly(THREE);
	}

	@Test
	void directoryIsAllItsCertificateFilesEachCertificateOnce(CapturedOutput output) throws IOException {
		Files.delete(this.directory.resolve("roots/.hidden.pem"));

		assertThat(read(file("roots/")).sources()).containsExactly(source(file("roots/"), ONE, TWO, THREE));
		assertThat(read(file("roots")).sources()).containsExactly(source(file("roots"), ONE, TWO, THREE));
		assertThat(output).doesNotContain("WARN").contains("The options 'edge': trusted are 3 of 'file:");
	}

	@Test
	void fileOfADirectoryThatIsNoCertificateIsSkippedWithAWarning(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("roots/junk.pem"), "nothing here");

		assertThat(read(file("roots/")).anchors()).containsExactly(ONE, TWO, THREE);
		assertThat(output).containsPattern("WARN.*'tls.options.edge.trust-roots\\[0\\]' \\(.*\\): '.*/roots/junk.pem' "
				+ "is skipped: no certificate found");
	}

	@Test
	void optionalPlaceMayBeMissing(CapturedOutput output) {
		String missing = file("missing.pem");

		assertThat(read(file("one.pem"), "optional:" + missing, "optional:" + file("missing/"),
				"optional:" + file("missing/*.pem"), "optional:" + file("*.crt"))
			.anchors()).containsExactly(ONE);
		assertThat(output).contains("there is nothing at '%s', which is optional".formatted(missing))
			.doesNotContain("WARN");
	}

	@Test
	void optionalPlaceIsReadWhereItIsThere() {
		assertThat(read("optional:" + file("one.pem"), "optional:" + file("roots/b*")).anchors())
			.containsExactlyInAnyOrder(ONE, THREE);
	}

	@Test
	void whenNothingIsTrustedThenAWarningNamesTheProperty(CapturedOutput output) {
		assertThat(read("optional:" + file("missing.pem")).anchors()).isEmpty();
		assertThat(output).containsPattern("WARN.*'tls.options.edge.trust-roots' \\(.*\\): there is no certificate "
				+ "to trust, so every peer is refused");
	}

	@Test
	void machinesRootsMayBeMixedWithOthers() {
		TrustRoot root = read("platform", "jvm", file("one.pem"));

		assertThat(root.sources()).extracting(TrustSource::machine).containsExactly(true, true, false);
		assertThat(root.anchors()).contains(ONE).containsAll(TrustRoot.jvm().anchors());
		assertThat(root.description()).startsWith("platform (").contains(" + jvm (").endsWith(" + 1 certificate");
	}

	@Test
	void endpointShowsSourcesWithoutTheFingerprintsOfTheMachine() {
		this.runner
			.withPropertyValues("tls.options.edge.trust-roots=jvm," + file("one.pem"),
					"tls.clients.edge.host=localhost", "tls.clients.edge.port=1", "tls.clients.edge.options=edge")
			.run((context) -> {
				PolicyDescriptor policy = context.getBean(Inventory.class).overview().clients().get("edge").tls();
				assertThat(policy.trustSources()).hasSize(2)
					.anySatisfy((machine) -> assertThat(machine).returns(null, (source) -> source.fingerprints())
						.returns(TrustRoot.jvm().anchors().size(), (source) -> source.count()))
					.anySatisfy((file) -> assertThat(file.fingerprints()).containsExactly(ONE.digest("SHA-256")));
			});
	}

	@Test
	void clientWithoutTrustRootsSaysWhatItTrusts(CapturedOutput output) {
		this.runner.withPropertyValues("tls.clients.edge.host=localhost", "tls.clients.edge.port=1")
			.run((context) -> assertThat(output).contains("The client 'edge': trusted are ", " of platform ("));
	}

}
