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
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.PrivateCertificate;

/**
 * Keeps development certificates in a directory, so that the next start needs no new
 * trust: {@code dev-ca.pem} is the authority's certificate, {@code dev.pem} the leaf with
 * its key, which its owner alone can read. They are made anew when they are missing,
 * damaged, about to expire, or lack a name.
 *
 * @since 0.1.0
 */
public final class DevelopmentCertificateStore {

	private static final Duration REMAINING = Duration.ofDays(7);

	private final Path directory;

	private final Clock clock;

	/**
	 * Create a store.
	 * @param directory where the files are, created when needed
	 * @param clock the time
	 */
	public DevelopmentCertificateStore(Path directory, Clock clock) {
		this.directory = directory;
		this.clock = clock;
	}

	/**
	 * Return the file with the authority's certificate.
	 * @return the path
	 */
	public Path authorityFile() {
		return this.directory.resolve("dev-ca.pem");
	}

	/**
	 * Return the file with the leaf and its key.
	 * @return the path
	 */
	public Path leafFile() {
		return this.directory.resolve("dev.pem");
	}

	/**
	 * Return the certificates that are there, or make and keep new ones. Two applications
	 * that start at once get the same.
	 * @param names further DNS names for the leaf
	 * @return the certificates
	 * @throws UncheckedIOException if the files cannot be written
	 * @throws IllegalArgumentException if a name is outside the authority's constraints
	 */
	public DevelopmentCertificates loadOrCreate(Collection<String> names) {
		try {
			prepareDirectory();
			// The lock of the file is the process's, so threads need one of their own.
			synchronized (DevelopmentCertificateStore.class) {
				try (FileChannel channel = FileChannel.open(this.directory.resolve("lock"), StandardOpenOption.CREATE,
						StandardOpenOption.WRITE)) {
					// Closing the channel releases the lock.
					channel.lock();
					return loadOrCreateLocked(names);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(
					"development certificates cannot be kept in '%s': %s".formatted(this.directory, ex.getMessage()),
					ex);
		}
	}

	// Who can write here decides whom we trust.
	private void prepareDirectory() throws IOException {
		if (!isPosix()) {
			Files.createDirectories(this.directory);
			return;
		}
		Files.createDirectories(this.directory,
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
		PosixFileAttributes attributes = Files.readAttributes(this.directory, PosixFileAttributes.class);
		if (!attributes.owner().getName().equals(System.getProperty("user.name"))
				|| attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
				|| attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
			throw new IOException("the directory belongs to '%s' with the permissions %s (expected: only you can write)"
				.formatted(attributes.owner().getName(), PosixFilePermissions.toString(attributes.permissions())));
		}
	}

	private boolean isPosix() {
		return this.directory.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	private DevelopmentCertificates loadOrCreateLocked(Collection<String> names) throws IOException {
		Optional<DevelopmentCertificates> kept = load()
			.filter((loaded) -> loaded.isUsable(names, this.clock.instant().plus(REMAINING)));
		if (kept.isPresent()) {
			return kept.get();
		}
		DevelopmentCertificates created = DevelopmentCertificates.create(names, this.clock);
		write(leafFile(), created.leaf().dumpPem(), "rw-------");
		write(authorityFile(), created.authority().dumpPem(), "rw-r--r--");
		return created;
	}

	private Optional<DevelopmentCertificates> load() {
		try {
			return Optional.of(new DevelopmentCertificates(Certificate.loadPem(Files.readString(authorityFile())),
					PrivateCertificate.loadPem(Files.readString(leafFile()))));
		}
		catch (IOException | IllegalArgumentException ex) {
			// Missing or damaged: made anew.
			return Optional.empty();
		}
	}

	// Never readable by those who may not, not even for a moment, and never half written.
	private void write(Path file, String content, String permissions) throws IOException {
		FileAttribute<?>[] attributes = isPosix()
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
		Path temporary = Files.createTempFile(this.directory, "new", ".pem", attributes);
		Files.writeString(temporary, content);
		Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

}
