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
 * Prosody, with OpenSSL: {@code xmpp} and {@code xmpp-server}, for the domain
 * {@code localhost}.
 */
final class Prosody extends PeerRecipe {

	@Override
	List<Path> programs() {
		return List.of(Path.of("/usr/bin/prosody"));
	}

	@Override
	String user() {
		return "prosody";
	}

	@Override
	PeerServer start(Path program, PeerFolder folder) {
		folder.write("data/localhost/accounts/user.dat", "return { [\"password\"] = \"secret\" };\n");
		folder.listen("xmpp").listen("xmpp-server").write("prosody.cfg.lua", """
				daemonize = false
				pidfile = "@folder@/pid"
				data_path = "@folder@/data"
				certificates = "@folder@"
				interfaces = { "127.0.0.1" }
				c2s_ports = { @xmpp@ }
				s2s_ports = { @xmpp-server@ }
				http_ports = { }
				https_ports = { }
				authentication = "internal_plain"
				log = { info = "*console" }
				""" + folder.either("""
				modules_enabled = { "saslauth", "tls", "disco", "roster", "dialback" }
				c2s_require_encryption = true
				s2s_require_encryption = true
				ssl = { certificate = "@folder@/chain.pem", key = "@folder@/key.pem" }
				""", """
				modules_enabled = { "saslauth", "disco", "roster", "dialback" }
				modules_disabled = { "tls" }
				c2s_require_encryption = false
				s2s_require_encryption = false
				allow_unencrypted_plain_auth = true
				""") + """
				VirtualHost "localhost"
				""");
		return folder.start("", program.toString(), "--config", "@folder@/prosody.cfg.lua", "-F");
	}

}
