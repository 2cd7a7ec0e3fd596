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
 * vsftpd, with OpenSSL: {@code ftp}. It has {@code hello.txt} for anonymous users, and
 * wants data in the session of the control connection.
 */
final class Vsftpd extends PeerRecipe {

	@Override
	List<Path> programs() {
		return List.of(Path.of("/usr/sbin/vsftpd"));
	}

	@Override
	String user() {
		return "root";
	}

	@Override
	PeerServer start(Path program, PeerFolder folder) {
		folder.write("files/hello.txt", "hello\n");
		folder.listen("ftp").write("vsftpd.conf", """
				listen=YES
				background=NO
				listen_address=127.0.0.1
				listen_port=@ftp@
				anonymous_enable=YES
				anon_root=@folder@/files
				local_enable=NO
				secure_chroot_dir=@folder@/files
				xferlog_enable=NO
				seccomp_sandbox=NO
				""" + folder.either("""
				ssl_enable=YES
				allow_anon_ssl=YES
				force_anon_logins_ssl=YES
				force_anon_data_ssl=YES
				require_ssl_reuse=YES
				rsa_cert_file=@folder@/chain.pem
				rsa_private_key_file=@folder@/key.pem
				ssl_ciphers=HIGH
				""", ""));
		// It says on its standard input why it does not start.
		return folder.startAsRoot("sh", "-c", "exec " + program + " @folder@/vsftpd.conf 0<>@folder@/input.log");
	}

}
