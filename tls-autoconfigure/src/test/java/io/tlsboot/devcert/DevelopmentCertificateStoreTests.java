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

package io.tlsboot.devcert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DevelopmentCertificateStoreTests {

	private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

	@TempDir
	private Path directory;

	private DevelopmentCertificateStore store() {
		return store(Duration.ZERO);
	}

	private DevelopmentCertificateStore store(Duration later) {
		return new DevelopmentCertificateStore(this.directory.resolve("certificates"),
				Clock.fixed(NOW.plus(later), ZoneOffset.UTC));
	}

	private DevelopmentCertificates create() {
		return store().loadOrCreate(List.of("app.test"));
	}

	@Test
	void whenThereIsNothingThenCertificatesAreMadeAndKept() throws IOException {
		DevelopmentCertificates created = create();

		assertThat(Certificate.loadPemChain(Files.readString(store().authorityFile())))
			.containsExactly(created.authority());
		assertThat(PrivateCertificate.loadPem(Files.readString(store().leafFile()))).isEqualTo(created.leaf());
	}

	@Test
	void filesAreNamedForPeople() {
		assertThat(store().authorityFile()).isEqualTo(this.directory.resolve("certificates/dev-ca.pem"));
		assertThat(store().leafFile()).isEqualTo(this.directory.resolve("certificates/dev.pem"));
	}

	@Test
	void authoritysKeyIsNotKept() throws IOException {
		create();

		assertThat(Files.readString(store().authorityFile())).doesNotContain("PRIVATE KEY");
		try (Stream<Path> files = Files.list(this.directory.resolve("certificates"))) {
			assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("dev-ca.pem",
					"dev.pem", "lock");
		}
	}

	@Test
	void whenTheyAreThereThenTheyAreUsedAgain() {
		assertThat(create()).isEqualTo(create());
	}

	@Test
	void whenFewerNamesAreAskedForThenTheyAreUsedAgain() {
		assertThat(store().loadOrCreate(List.of("app.test"))).isEqualTo(store().loadOrCreate(List.of()));
	}

	@Test
	void whenANameIsLackingThenTheyAreMadeAnew() {
		DevelopmentCertificates before = create();

		DevelopmentCertificates after = store().loadOrCreate(List.of("app.test", "other.test"));

		assertThat(after.authority()).isNotEqualTo(before.authority());
		assertThat(after.leaf().certificate().dnsNames()).contains("app.test", "other.test");
	}

	@Test
	void whenSevenDaysAreLeftThenTheyAreMadeAnew() {
		DevelopmentCertificates before = create();

		assertThat(store(Duration.ofDays(83)).loadOrCreate(List.of("app.test"))).isNotEqualTo(before);
	}

	@Test
	void whenMoreThanSevenDaysAreLeftThenTheyAreUsedAgain() {
		DevelopmentCertificates before = create();

		assertThat(store(Duration.ofDays(83).minusSeconds(1)).loadOrCreate(List.of("app.test"))).isEqualTo(before);
	}

	@Test
	void whenTheLeafIsDamagedThenTheyAreMadeAnew() throws IOException {
		assertMadeAnewWith(store().leafFile(), "-----BEGIN CERTIFICATE-----\nMIIB");
	}

	@Test
	void whenTheLeafIsEmptyThenTheyAreMadeAnew() throws IOException {
		assertMadeAnewWith(store().leafFile(), "");
	}

	@Test
	void whenTheAuthorityIsDamagedThenTheyAreMadeAnew() throws IOException {
		assertMadeAnewWith(store().authorityFile(), "nothing");
	}

	@Test
	void whenTheLeafIsOfAnotherAuthorityThenTheyAreMadeAnew() throws IOException {
		DevelopmentCertificates other = DevelopmentCertificates.create(List.of("app.test"),
				Clock.fixed(NOW, ZoneOffset.UTC));

		assertMadeAnewWith(store().authorityFile(), other.authority().dumpPem());
	}

	@Test
	void whenAnAuthorityWithoutConstraintsWasPlantedThenTheyAreMadeAnew() throws IOException {
		DevelopmentCertificates before = create();
		TestAuthority planted = TestAuthority.create(before.authority().subject().get("CN").orElseThrow());
		Files.writeString(store().authorityFile(), planted.certificate().dumpPem());
		Files.writeString(store().leafFile(),
				planted.issue((builder) -> builder.subject("CN=localhost").addSanDnsName("app.test")).dumpPem());

		assertThat(create().authority()).isNotEqualTo(planted.certificate());
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void whenOthersCanWriteToTheDirectoryThenItIsRefused() throws IOException {
		Files.createDirectory(this.directory.resolve("certificates"));
		Files.setPosixFilePermissions(this.directory.resolve("certificates"),
				PosixFilePermissions.fromString("rwxrwxrwx"));

		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(this::create)
			.withMessageContaining("only you can write");
	}

	private void assertMadeAnewWith(Path file, String content) throws IOException {
		DevelopmentCertificates before = create();
		Files.writeString(file, content);

		DevelopmentCertificates after = create();

		assertThat(after).isNotEqualTo(before);
		assertThat(create()).isEqualTo(after);
	}

	@Test
	void whenAFileIsMissingThenTheyAreMadeAnew() throws IOException {
		DevelopmentCertificates before = create();
		Files.delete(store().authorityFile());

		assertThat(create()).isNotEqualTo(before);
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void onlyItsOwnerCanReadTheKey() throws IOException {
		create();

		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store().leafFile())))
			.isEqualTo("rw-------");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void whenTheyAreMadeAnewThenOnlyItsOwnerCanReadTheKey() throws IOException {
		create();
		Files.writeString(store().leafFile(), "damaged");
		Files.setPosixFilePermissions(store().leafFile(), PosixFilePermissions.fromString("rw-rw-rw-"));
		create();

		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store().leafFile())))
			.isEqualTo("rw-------");
	}

	@Test
	void whenTwoThreadsStartAtOnceThenTheyGetTheSame() throws Exception {
		CyclicBarrier start = new CyclicBarrier(2);
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			List<Future<DevelopmentCertificates>> results = Stream.of(1, 2).map((number) -> threads.submit(() -> {
				start.await(10, TimeUnit.SECONDS);
				return create();
			})).toList();

			assertThat(results.get(0).get(10, TimeUnit.SECONDS)).isEqualTo(results.get(1).get(10, TimeUnit.SECONDS));
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void whenTheDirectoryIsAFileThenItFailsAndNamesIt() throws IOException {
		Files.writeString(this.directory.resolve("certificates"), "in the way");

		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(this::create)
			.withMessageContaining("development certificates cannot be kept in '" + this.directory);
	}

	@Test
	void whenANameIsOutsideTheConstraintsThenItIsRefusedAndNothingIsKept() {
		assertThatIllegalArgumentException().isThrownBy(() -> store().loadOrCreate(List.of("example.com")))
			.withMessageContaining("name: 'example.com'");
		assertThat(store().leafFile()).doesNotExist();
	}

}
