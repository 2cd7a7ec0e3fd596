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
 * Dovecot, with OpenSSL: {@code imap}, {@code pop3}, {@code sieve} and {@code lmtp}.
 */
final class Dovecot extends PeerRecipe {

	private static final String NO_LISTENER = """
			inet_listener %s {
			    port = 0
			  }""";

	@Override
	List<Path> programs() {
		return List.of(Path.of("/usr/sbin/dovecot"));
	}

	@Override
	String user() {
		return "mail";
	}

	@Override
	PeerServer start(Path program, PeerFolder folder) {
		folder.listen("imap")
			.listen("pop3")
			.listen("sieve")
			.listen("lmtp")
			.write("dovecot.conf",
					"""
							base_dir = @folder@/run
							state_dir = @folder@/state
							log_path = /dev/stderr
							protocols = imap pop3 sieve lmtp
							listen = 127.0.0.1
							auth_mechanisms = plain login
							passdb {
							  driver = static
							  args = password=secret
							}
							userdb {
							  driver = static
							  args = uid=mail gid=mail home=@folder@/%u
							}
							first_valid_uid = 1
							first_valid_gid = 1
							mail_location = maildir:@folder@/%u/Maildir
							""" + folder.either("""
							ssl = required
							ssl_cert = <@folder@/chain.pem
							ssl_key = <@folder@/key.pem
							""", """
							ssl = no
							disable_plaintext_auth = no
							""") + inlet("imap-login", "imap", NO_LISTENER.formatted("imaps"))
							+ inlet("pop3-login", "pop3", NO_LISTENER.formatted("pop3s"))
							+ inlet("managesieve-login", "sieve", "") + inlet("lmtp", "lmtp", ""));
		return folder.startAsRoot(program.toString(), "-F", "-c", "@folder@/dovecot.conf");
	}

	private static String inlet(String service, String protocol, String others) {
		return """
				service %1$s {
				  chroot =
				  inet_listener %2$s {
				    port = @%2$s@
				  }
				  %3$s
				}
				""".formatted(service, protocol, others);
	}

}
