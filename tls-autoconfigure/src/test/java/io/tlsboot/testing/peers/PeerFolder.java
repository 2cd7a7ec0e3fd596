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

package io.tlsboot.testing.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.PrivateCertificate;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one server, which its user owns: all that the server reads of its own
 * configuration, and all that it writes.
 */
final class PeerFolder {

	private static final int MAX_SECONDS = 20;

	private final Path path;

	private final String user;

	private final boolean hasTls;

	private final Map<String, Integer> ports = new LinkedHashMap<>();

	private PeerFolder(Path path, String user, boolean hasTls) {
		this.path = path;
		this.user = user;
		this.hasTls = hasTls;
	}

	/**
	 * Make a folder, with {@code chain.pem} and {@code key.pem} if there is to be TLS.
	 */
	static PeerFolder create(String user, @Nullable PrivateCertificate certificate) {
		try {
			Path path = Files.createTempDirectory("peer");
			PeerFolder folder = new PeerFolder(path, user, certificate != null);
			// Some servers have processes of other users, who pass through.
			Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
			folder.own(path);
			if (certificate != null) {
				folder.write("chain.pem",
						certificate.chain().stream().map(Certificate::dumpPem).collect(Collectors.joining()));
				Path key = folder.write("key.pem", PeerKey.dumpPem(certificate));
				Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
			}
			return folder;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	boolean hasTls() {
		return this.hasTls;
	}

	/**
	 * Choose one of two texts.
	 * @param tls with TLS
	 * @param plain without
	 */
	String either(String tls, String plain) {
		return this.hasTls ? tls : plain;
	}

	Path path() {
		return this.path;
	}

	/**
	 * Find a free port.
	 * @param protocol what is spoken there, as OpenSSL calls it
	 */
	PeerFolder listen(String protocol) {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.ports.put(protocol, socket.getLocalPort());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	/**
	 * Make a directory, and those above it that are missing.
	 * @param name its path below the folder
	 */
	void directory(String name) {
		Path directory = this.path;
		try {
			for (Path part : Path.of(name)) {
				directory = directory.resolve(part);
				if (!Files.exists(directory)) {
					own(Files.createDirectory(directory));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Write a file for the server's user.
	 * @param name a path below the folder
	 * @param text where <code>&#64;folder&#64;</code> is the folder and
	 * <code>&#64;smtp&#64;</code> the port of that protocol
	 */
	Path write(String name, String text) {
		int slash = name.lastIndexOf('/');
		if (slash > 0) {
			directory(name.substring(0, slash));
		}
		Path file = this.path.resolve(name);
		try {
			Files.writeString(file, fill(text));
			own(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return file;
	}

	private String fill(String text) {
		String filled = text.replace("@folder@", this.path.toString());
		for (Entry<String, Integer> port : this.ports.entrySet()) {
			filled = filled.replace("@" + port.getKey() + "@", port.getValue().toString());
		}
		return filled;
	}

	private void own(Path file) throws IOException {
		UserPrincipal owner = file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(this.user);
		Files.setOwner(file, owner);
	}

	/**
	 * Run a command as the user; it must succeed.
	 */
	void prepare(String... command) {
		try {
			Process process = launch(asUser(command));
			if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly();
			}
			if (process.isAlive() || process.exitValue() != 0) {
				throw new IllegalStateException("%s: %s".formatted(String.join(" ", command), log()));
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Start the server as its user.
	 * @param ready what it logs when it can be used, or nothing if it can as soon as it
	 * listens
	 */
	PeerServer start(String ready, String... command) {
		return PeerServer.await(this, this.ports, launch(asUser(command)), ready);
	}

	/**
	 * Start a server that becomes other users by itself.
	 */
	PeerServer startAsRoot(String... command) {
		return PeerServer.await(this, this.ports, launch(List.of(command)), "");
	}

	private List<String> asUser(String... command) {
		List<String> all = new ArrayList<>(
				List.of("setpriv", "--reuid=" + this.user, "--regid=" + this.user, "--clear-groups", "--"));
		all.addAll(List.of(command));
		return all;
	}

	private Process launch(List<String> command) {
		ProcessBuilder builder = new ProcessBuilder(command.stream().map(this::fill).toList());
		Path log = this.path.resolve("log");
		try {
			return builder.directory(this.path.toFile())
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return what the server said, on its output and in files called so.
	 */
	String log() {
		try (Stream<Path> files = Files.list(this.path)) {
			StringBuilder text = new StringBuilder();
			for (Path file : files.filter((each) -> each.toString().endsWith("log")).sorted().toList()) {
				text.append(Files.readString(file));
			}
			return text.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void delete() {
		try (Stream<Path> files = Files.walk(this.path)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(file);
			}
		}
		catch (NoSuchFileException ex) {
			// The server deleted it first.
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
