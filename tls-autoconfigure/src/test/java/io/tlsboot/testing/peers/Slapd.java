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
 * OpenLDAP's slapd, with GnuTLS: {@code ldap}. The user is {@code cn=user,dc=test}.
 */
final class Slapd extends PeerRecipe {

	@Override
	List<Path> programs() {
		return List.of(Path.of("/usr/sbin/slapd"));
	}

	@Override
	String user() {
		return "openldap";
	}

	@Override
	PeerServer start(Path program, PeerFolder folder) {
		folder.directory("data");
		folder.listen("ldap").write("slapd.conf", """
				include /etc/ldap/schema/core.schema
				pidfile @folder@/pid
				argsfile @folder@/args
				modulepath /usr/lib/ldap
				moduleload back_ldif
				""" + folder.either("""
				TLSCertificateFile @folder@/chain.pem
				TLSCertificateKeyFile @folder@/key.pem
				TLSVerifyClient never
				security simple_bind=64
				""", "") + """
				database ldif
				directory @folder@/data
				suffix "dc=test"
				rootdn "cn=user,dc=test"
				rootpw secret
				""");
		// Any level of debugging keeps it in the foreground.
		return folder.start("", program.toString(), "-d", "0", "-f", "@folder@/slapd.conf", "-h",
				"ldap://127.0.0.1:@ldap@");
	}

}
