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

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.tlsboot.testing.TestAuthority;
import io.tlsboot.trust.PlatformAnchors.Locations;
import io.tlsboot.x509.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PlatformTrustRootTests {

	private static final Certificate NAMED = TestAuthority.create("Named").certificate();

	private static final Certificate STORED = TestAuthority.create("Stored").certificate();

	private static final String PASSWORD = "changeit";

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

	private static MachineTrustRoot root(Map<String, String> environment, Map<String, String> properties,
			Path... bundles) {
		return root(environment, properties, new Locations(List.of(), (type) -> null, List.of(bundles), List.of()));
	}

	private static MachineTrustRoot root(Map<String, String> environment, Map<String, String> properties,
			Locations locations) {
		return new MachineTrustRoot("platform", new PlatformAnchors(environment::get, properties::get, locations));
	}

	private static Locations stores(Map<String, KeyStore> stores) {
		return new Locations(List.of("ONE", "TWO"), stores::get, List.of(), List.of());
	}

	private static KeyStore store(Certificate... certificates) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		for (Certificate certificate : certificates) {
			store.setCertificateEntry(certificate.digest("SHA-256"), certificate.toX509());
		}
		return store;
	}

	private Path storeFile(String name, String type, Certificate... certificates) throws Exception {
		KeyStore store = KeyStore.getInstance(type);
		store.load(null, null);
		for (Certificate certificate : certificates) {
			store.setCertificateEntry(certificate.digest("SHA-256"), certificate.toX509());
		}
		Path file = this.directory.resolve(name);
		try (OutputStream out = Files.newOutputStream(file)) {
			store.store(out, PASSWORD.toCharArray());
		}
		return file;
	}

	@Test
	void whenEnvironmentNamesAFileThenItIsTrustedAndTheBundleIsNot() throws IOException {
		Path named = file("named.pem", NAMED);
		MachineTrustRoot root = root(Map.of("SSL_CERT_FILE", named.toString()), Map.of(), file("bundle.pem", BUNDLED));

		assertThat(root.anchors()).containsExactly(NAMED);
		assertThat(root.description()).isEqualTo("platform (SSL_CERT_FILE %s: 1 certificate)".formatted(named));
	}

	@Test
	void whenEnvironmentIsEmptyTextThenTheBundleIsTrusted() throws IOException {
		Path bundle = file("bundle.pem", BUNDLED);

		assertThat(root(Map.of("SSL_CERT_FILE", ""), Map.of(), bundle).anchors()).containsExactly(BUNDLED);
	}

	@Test
	void whenEnvironmentNamesNoFileThenTheBundleIsTrusted() throws IOException {
		Path bundle = file("bundle.pem", BUNDLED, NAMED);
		MachineTrustRoot root = root(Map.of(), Map.of(), bundle);

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
		MachineTrustRoot root = root(Map.of(), Map.of(), this.directory.resolve("missing.pem"));

		assertThat(root.anchors()).isNotEmpty();
		assertThat(root.description()).startsWith("platform (the JDK's own: ");
	}

	@Test
	void whenTheJvmsTrustStoreIsNamedThenItComesFirst() throws Exception {
		Path store = storeFile("store.p12", "PKCS12", STORED);
		MachineTrustRoot root = root(Map.of("SSL_CERT_FILE", file("named.pem", NAMED).toString()),
				Map.of("javax.net.ssl.trustStore", store.toString(), "javax.net.ssl.trustStorePassword", PASSWORD),
				file("bundle.pem", BUNDLED));

		assertThat(root.anchors()).containsExactly(STORED);
		assertThat(root.description())
			.isEqualTo("platform (javax.net.ssl.trustStore %s: 1 certificate)".formatted(store));
	}

	@Test
	void typeOfTheJvmsTrustStoreIsHonoured() throws Exception {
		Path store = storeFile("store.jks", "JKS", STORED);
		MachineTrustRoot root = root(Map.of(), Map.of("javax.net.ssl.trustStore", store.toString(),
				"javax.net.ssl.trustStoreType", "JKS", "javax.net.ssl.trustStorePassword", PASSWORD));

		assertThat(root.anchors()).containsExactly(STORED);
	}

	@Test
	void whenTheJvmsTrustStoreIsMissingThenNothingElseIsTrustedInstead() throws IOException {
		MachineTrustRoot root = root(Map.of(),
				Map.of("javax.net.ssl.trustStore", this.directory.resolve("missing.p12").toString()),
				file("bundle.pem", BUNDLED));

		assertThatExceptionOfType(TrustRootException.class).isThrownBy(root::anchors)
			.withMessageContaining("missing.p12' (javax.net.ssl.trustStore) cannot be read: it does not exist");
	}

	@Test
	void whenThePasswordOfTheJvmsTrustStoreIsWrongThenItIsNotShown() throws Exception {
		Path store = storeFile("store.p12", "PKCS12", STORED);
		MachineTrustRoot root = root(Map.of(),
				Map.of("javax.net.ssl.trustStore", store.toString(), "javax.net.ssl.trustStorePassword", "wr0ng"));

		assertThatExceptionOfType(TrustRootException.class).isThrownBy(root::anchors)
			.withMessageContaining("store.p12")
			.withMessageNotContaining("wr0ng");
	}

	@Test
	void jvmTrustsTheStoreThatIsNamed() throws Exception {
		Path store = storeFile("store.p12", "PKCS12", STORED);
		Map<String, String> properties = Map.of("javax.net.ssl.trustStore", store.toString(),
				"javax.net.ssl.trustStorePassword", PASSWORD);
		MachineTrustRoot root = new MachineTrustRoot("jvm", new JvmAnchors(properties::get));

		assertThat(root.anchors()).containsExactly(STORED);
		assertThat(root.description()).startsWith("jvm (javax.net.ssl.trustStore ");
	}

	@Test
	void jvmTrustsTheJdksOwnRootsWhereNoStoreIsNamed() {
		MachineTrustRoot root = new MachineTrustRoot("jvm", new JvmAnchors((name) -> null));

		assertThat(root.anchors()).isNotEmpty();
		assertThat(root.description()).startsWith("jvm (the JDK's own: ");
	}

	@Test
	void whenEnvironmentNamesDirectoriesThenTheirPemFilesAndHashedNamesAreTrusted() throws IOException {
		Path one = Files.createDirectory(this.directory.resolve("one"));
		Path two = Files.createDirectory(this.directory.resolve("two"));
		Files.move(file("0a1b2c3d.0", NAMED), one.resolve("0a1b2c3d.0"));
		Files.move(file("stored.PEM", STORED), two.resolve("stored.PEM"));
		Files.move(file("0a1b2c3d.r0", BUNDLED), two.resolve("0a1b2c3d.r0"));
		Files.writeString(two.resolve("junk.pem"), "nothing here");
		String list = one + File.pathSeparator + this.directory.resolve("missing") + File.pathSeparator + two;
		MachineTrustRoot root = root(Map.of("SSL_CERT_DIR", list), Map.of(), file("bundle.pem", BUNDLED));

		assertThat(root.anchors()).containsExactly(NAMED, STORED);
		assertThat(root.description()).isEqualTo("platform (SSL_CERT_DIR %s: 2 certificates)".formatted(list));
	}

	@Test
	void whenAFileOfTheEnvironmentsDirectoryHoldsNoCertificateThenItIsWarnedAboutOnce() throws IOException {
		Path junk = Files.writeString(this.directory.resolve("junk.pem"), "nothing here");
		MachineTrustRoot root = root(Map.of("SSL_CERT_DIR", this.directory.toString()), Map.of());
		List<LogRecord> logged = new ArrayList<>();
		Logger logger = Logger.getLogger(PlatformAnchors.class.getName());
		Filter before = logger.getFilter();
		logger.setFilter((log) -> !logged.add(log));
		try {
			root.anchors();
			root.anchors();
		}
		finally {
			logger.setFilter(before);
		}

		assertThat(logged).singleElement().satisfies((log) -> {
			assertThat(log.getLevel()).isEqualTo(Level.WARNING);
			assertThat(log.getMessage()).startsWith("SSL_CERT_DIR: '%s' is skipped: ".formatted(junk));
		});
	}

	@Test
	void whenEnvironmentNamesFileAndDirectoryThenBothAreTrusted() throws IOException {
		Path certificates = Files.createDirectory(this.directory.resolve("certs"));
		Files.move(file("stored.crt", STORED), certificates.resolve("stored.crt"));
		MachineTrustRoot root = root(
				Map.of("SSL_CERT_FILE", file("named.pem", NAMED).toString(), "SSL_CERT_DIR", certificates.toString()),
				Map.of(), file("bundle.pem", BUNDLED));

		assertThat(root.anchors()).containsExactly(NAMED, STORED);
	}

	@Test
	void whenNoDirectoryOfTheEnvironmentExistsThenNothingElseIsTrustedInstead() throws IOException {
		MachineTrustRoot root = root(Map.of("SSL_CERT_DIR", this.directory.resolve("missing").toString()), Map.of(),
				file("bundle.pem", BUNDLED));

		assertThatExceptionOfType(TrustRootException.class).isThrownBy(root::anchors)
			.withMessageContaining("no directory of SSL_CERT_DIR");
	}

	@Test
	void emptyEntryOfTheEnvironmentIsNotTheWorkingDirectory() {
		String list = File.pathSeparator + this.directory.resolve("missing");
		MachineTrustRoot root = root(Map.of("SSL_CERT_DIR", list), Map.of());

		assertThatExceptionOfType(TrustRootException.class).isThrownBy(root::anchors)
			.withMessageContaining("no directory of SSL_CERT_DIR");
	}

	@Test
	void whenTheJvmsTrustStoreIsNoneThenNobodyIsTrusted() throws IOException {
		// As the JSSE Reference Guide has it, for key stores that are no files.
		MachineTrustRoot root = root(Map.of(), Map.of("javax.net.ssl.trustStore", "NONE"), file("bundle.pem", BUNDLED));

		assertThat(root.anchors()).isEmpty();
	}

	@Test
	void whenTheDirectoryOfTheEnvironmentIsEmptyThenNobodyIsTrusted() throws IOException {
		MachineTrustRoot root = root(Map.of("SSL_CERT_DIR", this.directory.toString()), Map.of());

		assertThat(root.anchors()).isEmpty();
	}

	@Test
	void whenBundleIsEmptyThenTheNextIsTrusted() throws IOException {
		Path empty = Files.createFile(this.directory.resolve("empty.pem"));

		assertThat(root(Map.of(), Map.of(), empty, file("second.pem", BUNDLED)).anchors()).containsExactly(BUNDLED);
	}

	@Test
	void whenThereIsNoBundleThenHashedNamesOfTheDirectoryAreTrusted() throws IOException {
		file("0a1b2c3d.0", NAMED);
		file("snakeoil.pem", BUNDLED);
		MachineTrustRoot root = root(Map.of(), Map.of(),
				new Locations(List.of(), (type) -> null, List.of(), List.of(this.directory)));

		assertThat(root.anchors()).containsExactly(NAMED);
		assertThat(root.description()).isEqualTo("platform (%s: 1 certificate)".formatted(this.directory));
	}

	@Test
	void keyStoresOfTheOperatingSystemAreTrustedTogether() throws Exception {
		MachineTrustRoot root = root(Map.of(), Map.of(), stores(Map.of("ONE", store(NAMED), "TWO", store(STORED))));

		assertThat(root.anchors()).containsExactly(NAMED, STORED);
		assertThat(root.description()).isEqualTo("platform (ONE, TWO: 2 certificates)");
	}

	@Test
	void whenTheKeyChainHasNoRootsOfTheSystemThenItsFileIsTrustedToo() throws Exception {
		KeyStore added = store(STORED);
		Locations old = new Locations(List.of("KeychainStore-ROOT", "KeychainStore"),
				(type) -> type.equals("KeychainStore") ? added : null, List.of(file("cert.pem", BUNDLED)), List.of());

		assertThat(root(Map.of(), Map.of(), old).anchors()).containsExactlyInAnyOrder(STORED, BUNDLED);
	}

	@Test
	void whenThereIsTheUsersKeyChainAloneThenItIsTrusted() throws Exception {
		KeyStore added = store(STORED);
		Locations alone = new Locations(List.of("KeychainStore"), (type) -> added, List.of(), List.of());

		assertThat(root(Map.of(), Map.of(), alone).anchors()).containsExactly(STORED);
	}

	@Test
	void keyStoreThatTheJdkLacksIsPassedOver() throws Exception {
		assertThat(root(Map.of(), Map.of(), stores(Map.of("TWO", store(STORED)))).anchors()).containsExactly(STORED);
	}

	@Test
	void keyStoreThatCannotBeReadIsAnError() {
		MachineTrustRoot root = root(Map.of(), Map.of(), new Locations(List.of("ONE"), (type) -> {
			throw new IOException("on purpose");
		}, List.of(), List.of()));

		assertThatExceptionOfType(TrustRootException.class).isThrownBy(root::anchors)
			.withMessageContaining("key store ONE: on purpose");
	}

	@Test
	void wellKnownPlacesAreThoseOfTheOperatingSystems() {
		assertThat(Locations.WELL_KNOWN.bundles()).contains(Path.of("/etc/ssl/certs/ca-certificates.crt"),
				Path.of("/etc/pki/tls/certs/ca-bundle.crt"), Path.of("/etc/ssl/ca-bundle.pem"),
				Path.of("/etc/ssl/cert.pem"));
		assertThat(Locations.WELL_KNOWN.keyStores()).containsExactly("KeychainStore-ROOT", "KeychainStore",
				"Windows-ROOT");
	}

	@Test
	void sourceSaysThatItIsTheMachines() throws IOException {
		Path bundle = file("bundle.pem", BUNDLED);

		assertThat(root(Map.of(), Map.of(), bundle).sources())
			.containsExactly(new TrustSource("platform (%s)".formatted(bundle), true, Set.of(BUNDLED)));
	}

	@Test
	void whenTheNamedFileIsMissingThenNothingElseIsTrustedInstead() throws IOException {
		MachineTrustRoot root = root(Map.of("SSL_CERT_FILE", this.directory.resolve("missing.pem").toString()),
				Map.of(), file("bundle.pem", BUNDLED));

		assertThatIllegalStateException().isThrownBy(root::anchors)
			.withMessageContaining("missing.pem' (SSL_CERT_FILE): NoSuchFileException");
	}

	@Test
	void whenTheNamedFileIsDamagedThenNothingElseIsTrustedInstead() throws IOException {
		Path damaged = Files.writeString(this.directory.resolve("damaged.pem"), NAMED.dumpPem().substring(0, 200));
		MachineTrustRoot root = root(Map.of("SSL_CERT_FILE", damaged.toString()), Map.of(),
				file("bundle.pem", BUNDLED));

		assertThatIllegalStateException().isThrownBy(root::anchors)
			.withMessageContaining("damaged.pem' (SSL_CERT_FILE): a PEM block is damaged");
	}

	@Test
	void anchorsAreReadOnce() throws IOException {
		Path bundle = file("bundle.pem", BUNDLED);
		MachineTrustRoot root = root(Map.of(), Map.of(), bundle);
		root.anchors();
		Files.delete(bundle);

		assertThat(root.anchors()).containsExactly(BUNDLED);
	}

	@Test
	void descriptionDoesNotReadAnything() {
		MachineTrustRoot root = root(Map.of("SSL_CERT_FILE", "missing.pem"), Map.of());

		assertThat(root.description()).isEqualTo("platform");
		assertThat(root).hasToString("platform");
	}

}
