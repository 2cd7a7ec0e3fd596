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
import java.util.Locale;

import io.tlsboot.x509.PrivateCertificate;
import org.jspecify.annotations.Nullable;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A server of Debian that speaks STARTTLS, which is started on loopback in a folder of
 * its own. {@code .ci/install-peers} installs them.
 */
public enum Peer {

	DOVECOT(new Dovecot()),

	EXIM(new Exim()),

	INN(new Inn()),

	MARIADB(new MariaDb()),

	POSTGRESQL(new PostgreSql()),

	PROSODY(new Prosody()),

	SLAPD(new Slapd()),

	VSFTPD(new Vsftpd());

	/** The user whom all but {@link #VSFTPD} know; that one takes anonymous users. */
	public static final String USER = "user";

	/** The user's password. */
	public static final String PASSWORD = "secret";

	// Recipes hold nothing.
	@SuppressWarnings("ImmutableEnumChecker")
	private final PeerRecipe recipe;

	Peer(PeerRecipe recipe) {
		this.recipe = recipe;
	}

	/**
	 * Tell whether it can be started: it is installed, and may be made another user's
	 * process.
	 */
	public boolean isAvailable() {
		return "root".equals(System.getProperty("user.name")) && this.recipe.program().isPresent();
	}

	/**
	 * Skip the test, and say so, unless the server can be started.
	 */
	public void require() {
		assumeTrue(isAvailable(), () -> "needs " + name().toLowerCase(Locale.ROOT) + ", and to be root");
	}

	/**
	 * Start it with TLS, which it wants before a password.
	 */
	public PeerServer start(PrivateCertificate certificate) {
		return launch(certificate);
	}

	/**
	 * Start it without TLS; it takes passwords in clear.
	 */
	public PeerServer startPlain() {
		return launch(null);
	}

	private PeerServer launch(@Nullable PrivateCertificate certificate) {
		Path program = this.recipe.program().orElseThrow();
		PeerFolder folder = PeerFolder.create(this.recipe.user(), certificate);
		try {
			return this.recipe.start(program, folder);
		}
		catch (RuntimeException | Error ex) {
			folder.delete();
			throw ex;
		}
	}

}
