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
 * The reader's server of INN, with OpenSSL: {@code nntp}, with the group
 * {@code local.test}.
 */
final class Inn extends PeerRecipe {

	/** By {@code openssl passwd -6 -salt salt secret}. */
	private static final String PASSWORD_HASH = "$6$salt$egUxKNxDs8kPfh8iPMNcosMhb2eWah6d3R44JDm5Rj/j/XWR5E33QPd0YmHXoDHOIDR6kL5D3JcQcz0O8FHE00";

	@Override
	List<Path> programs() {
		return List.of(Path.of("/usr/lib/news/bin/nnrpd"));
	}

	@Override
	String user() {
		return "news";
	}

	@Override
	PeerServer start(Path program, PeerFolder folder) {
		folder.write("inn.conf", """
				mta: "/bin/true"
				hismethod: hisv6
				enableoverview: true
				ovmethod: tradindexed
				domain: test
				pathhost: news.test
				pathnews: /usr/lib/news
				pathbin: /usr/lib/news/bin
				pathdb: @folder@/db
				pathetc: @folder@/etc
				pathlog: @folder@
				pathrun: @folder@
				pathspool: @folder@/spool
				patharticles: @folder@/spool/articles
				pathoverview: @folder@/spool/overview
				pathtmp: @folder@
				""" + folder.either("""
				tlscapath: @folder@
				tlscertfile: @folder@/chain.pem
				tlskeyfile: @folder@/key.pem
				""", ""));
		folder.write("etc/readers.conf", """
				auth anyone {
				  default: "anyone"
				}
				auth users {
				  auth: "ckpasswd -f @folder@/passwords"
				  require_encryption: %s
				}
				access all {
				  users: "*"
				  newsgroups: "*"
				}
				""".formatted(folder.hasTls()));
		folder.write("etc/storage.conf", "method tradspool {\n  newsgroups: *\n  class: 0\n}\n");
		folder.write("db/active", "local.test 0000000000 0000000001 y\n");
		folder.write("db/newsgroups", "");
		folder.directory("spool/articles");
		folder.directory("spool/overview");
		folder.write("passwords", "user:" + PASSWORD_HASH + "\n");
		folder.prepare("env", "INNCONF=@folder@/inn.conf", program.resolveSibling("makehistory").toString(), "-O");
		return folder.listen("nntp")
			.start("", "env", "INNCONF=@folder@/inn.conf", program.toString(), "-D", "-f", "-b", "127.0.0.1", "-p",
					"@nntp@");
	}

}
