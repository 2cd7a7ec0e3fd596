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
import java.util.List;

/**
 * Exim, with GnuTLS: {@code smtp}. It keeps each mail in its queue.
 */
final class Exim extends PeerRecipe {

	@Override
	List<Path> programs() {
		return List.of(Path.of("/usr/sbin/exim4"));
	}

	@Override
	String user() {
		return "Debian-exim";
	}

	@Override
	PeerServer start(Path program, PeerFolder folder) {
		folder.listen("smtp").write("exim.conf", """
				primary_hostname = localhost
				local_interfaces = 127.0.0.1
				daemon_smtp_ports = @smtp@
				exim_user = Debian-exim
				exim_group = Debian-exim
				spool_directory = @folder@/spool
				log_file_path = @folder@/%slog
				pid_file_path = @folder@/pid
				notifier_socket =
				keep_environment =
				queue_only = true
				host_lookup =
				rfc1413_query_timeout = 0s
				acl_smtp_mail = accept
				acl_smtp_rcpt = accept
				acl_smtp_data = accept
				""" + folder.either("""
				tls_advertise_hosts = *
				tls_certificate = @folder@/chain.pem
				tls_privatekey = @folder@/key.pem
				auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
				""", """
				tls_advertise_hosts =
				""") + """
				begin authenticators
				plain:
				  driver = plaintext
				  public_name = PLAIN
				  server_prompts = :
				  server_condition = ${if and{{eq{$auth2}{user}}{eq{$auth3}{secret}}}}
				  server_set_id = $auth2
				""");
		return folder.start("", program.toString(), "-C", "@folder@/exim.conf", "-bdf");
	}

}
