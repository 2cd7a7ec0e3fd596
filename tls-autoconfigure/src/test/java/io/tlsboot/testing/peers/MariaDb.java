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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * MariaDB, with OpenSSL: {@code mysql}.
 */
final class MariaDb extends PeerRecipe {

	@Override
	List<Path> programs() {
		return List.of(Path.of("/usr/sbin/mariadbd"));
	}

	@Override
	String user() {
		return "mysql";
	}

	@Override
	PeerServer start(Path program, PeerFolder folder) {
		folder.prepare("mariadb-install-db", "--no-defaults", "--datadir=@folder@/data", "--skip-test-db",
				"--auth-root-authentication-method=normal", "--innodb-log-file-size=4M",
				"--innodb-flush-method=nosync");
		folder.write("users.sql", """
				DELETE FROM mysql.global_priv WHERE User = '';
				FLUSH PRIVILEGES;
				CREATE USER 'user'@'%%' IDENTIFIED BY 'secret'%s;
				""".formatted(folder.either(" REQUIRE SSL", "")));
		List<String> command = new ArrayList<>(List.of(program.toString(), "--no-defaults", "--datadir=@folder@/data",
				"--init-file=@folder@/users.sql", "--socket=@folder@/socket", "--pid-file=@folder@/pid",
				"--bind-address=127.0.0.1", "--port=@mysql@", "--skip-name-resolve", "--innodb-log-file-size=4M",
				"--innodb-flush-method=nosync"));
		command.addAll(folder.hasTls() ? List.of("--ssl-cert=@folder@/chain.pem", "--ssl-key=@folder@/key.pem")
				: List.of("--skip-ssl"));
		return folder.listen("mysql").start("ready for connections", command.toArray(String[]::new));
	}

}
