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

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.tlsboot.engine.KeyLog;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.env.Environment;

/**
 * The file with the secrets of all connections, for Wireshark. Only its owner can read
 * it; lines are written by a thread of its own, in the order in which they come.
 */
final class KeyLogFile implements AutoCloseable {

	static final String PROPERTY = "tls.debug.key-log-file";

	private static final Log logger = LogFactory.getLog(KeyLogFile.class);

	private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

	private static final long CLOSE_SECONDS = 5;

	private final Path file;

	private final BufferedWriter writer;

	private final ExecutorService thread = Executors.newSingleThreadExecutor((task) -> {
		Thread thread = new Thread(task, "tls-key-log");
		thread.setDaemon(true);
		return thread;
	});

	private boolean failed;

	private KeyLogFile(Path file, BufferedWriter writer) {
		this.file = file;
		this.writer = writer;
	}

	/**
	 * Open the file, to append to it.
	 * @param file the file
	 * @param environment whose profiles decide whether it is allowed
	 * @return the open file
	 * @throws TlsConfigurationException under a production profile, or if the file cannot
	 * be written, or others can read it
	 */
	static KeyLogFile open(Path file, Environment environment) {
		PropertyOrigins origins = new PropertyOrigins(environment);
		ProductionProfiles.refuse(environment, PROPERTY, "a key log is switched on under a production profile",
				"Remove the property: whoever reads the file reads every connection.");
		try {
			boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
			if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
				Files.createFile(file, posix ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(OWNER) }
						: new FileAttribute<?>[0]);
			}
			else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isOwn(file)) {
				throw origins.refuse(PROPERTY, "found: '%s', which is no file of this user".formatted(file),
						"Name a file that is yours, or one that does not exist.", null);
			}
			else if (posix && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
				throw origins.refuse(PROPERTY, "found: '%s', which others may read or write".formatted(file),
						"Remove the file, or take the others' rights away (chmod 600).", null);
			}
			BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII, StandardOpenOption.APPEND);
			logger.warn(("The secrets of all TLS connections are written to '%s' (%s). Whoever reads the file reads "
					+ "every connection. Never do this in production.")
				.formatted(file.toAbsolutePath(), PROPERTY));
			return new KeyLogFile(file, writer);
		}
		catch (IOException ex) {
			throw origins.refuse(PROPERTY,
					"found: '%s', which cannot be written (%s)".formatted(file, ex.getClass().getSimpleName()),
					"Name a file in a directory that exists and that you may write to.", ex);
		}
	}

	// What this process makes is its user's.
	private static boolean isOwn(Path file) throws IOException {
		Path probe = Files.createTempFile("tls", null);
		try {
			return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe));
		}
		finally {
			Files.delete(probe);
		}
	}

	KeyLog keyLog() {
		return new KeyLog((line) -> {
			try {
				this.thread.execute(() -> write(line));
			}
			catch (RejectedExecutionException ex) {
				// The application stops.
			}
		});
	}

	private void write(String line) {
		if (this.failed) {
			return;
		}
		try {
			this.writer.write(line);
			this.writer.write('\n');
			this.writer.flush();
		}
		catch (IOException ex) {
			this.failed = true;
			logger.warn("The key log '%s' cannot be written any more".formatted(this.file), ex);
		}
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.thread.shutdown();
		this.thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
		this.writer.close();
	}

}
