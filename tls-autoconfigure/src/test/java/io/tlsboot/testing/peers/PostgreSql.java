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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL, with OpenSSL: {@code postgres}.
 */
final class PostgreSql extends PeerRecipe {

	private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

	@Override
	List<Path> programs() {
		if (!Files.isDirectory(VERSIONS)) {
			return List.of();
		}
		try (Stream<Path> versions = Files.list(VERSIONS)) {
			return versions.sorted(Comparator.reverseOrder()).map((each) -> each.resolve("bin/postgres")).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	String user() {
		return "postgres";
	}

	@Override
	PeerServer start(Path program, PeerFolder folder) {
		folder.write("password", Peer.PASSWORD);
		folder.prepare(program.resolveSibling("initdb").toString(), "-D", "@folder@/data", "-U", Peer.USER,
				"--pwfile=@folder@/password", "--no-locale", "-E", "UTF8", "--no-sync", "--no-instructions");
		folder.listen("postgres").write("data/postgresql.auto.conf", """
				listen_addresses = '127.0.0.1'
				port = @postgres@
				unix_socket_directories = ''
				fsync = off
				""" + folder.either("""
				ssl = on
				ssl_cert_file = '@folder@/chain.pem'
				ssl_key_file = '@folder@/key.pem'
				""", ""));
		folder.write("data/pg_hba.conf", folder.either("hostssl", "host") + " all all 127.0.0.1/32 password\n");
		return folder.start("ready to accept connections", program.toString(), "-D", "@folder@/data");
	}

}
