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

package io.tlsboot.starttls;

import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The protocols of commands and answers in text, which differ in what is said only.
 */
final class TextNegotiator implements StartTlsNegotiator {

	private static final Pattern NONE = Pattern.compile("(?!)");

	private final String protocol;

	private final Function<StartTlsServerSettings, StartTlsDialogue> server;

	private final Function<StartTlsClientSettings, StartTlsDialogue> client;

	private final Supplier<StartTlsDialogue> backend;

	private final String[] credentials;

	/**
	 * Create a negotiator.
	 * @param protocol its name
	 * @param server makes the dialogue of a server
	 * @param client makes the dialogue of a client
	 * @param backend makes the dialogue with a backend
	 * @param credentials the capabilities that ask for credentials
	 */
	private TextNegotiator(String protocol, Function<StartTlsServerSettings, StartTlsDialogue> server,
			Function<StartTlsClientSettings, StartTlsDialogue> client, Supplier<StartTlsDialogue> backend,
			String... credentials) {
		this.protocol = protocol;
		this.server = server;
		this.client = client;
		this.backend = backend;
		this.credentials = credentials;
	}

	static TextNegotiator smtp() {
		return new TextNegotiator("smtp", (settings) -> new SmtpServer("smtp", "EHLO", settings),
				(settings) -> new SmtpClient("EHLO", settings), greeting("220( .*)?", "220-.*"), "AUTH");
	}

	static TextNegotiator lmtp() {
		return new TextNegotiator("lmtp", (settings) -> new SmtpServer("lmtp", "LHLO", settings),
				(settings) -> new SmtpClient("LHLO", settings), greeting("220( .*)?", "220-.*"), "AUTH");
	}

	static TextNegotiator imap() {
		return new TextNegotiator("imap", ImapServer::new, ImapClient::new, greeting("\\* (?i:OK)( .*)?", ""), "AUTH");
	}

	static TextNegotiator pop3() {
		return new TextNegotiator("pop3", Pop3Server::new, Pop3Client::new, greeting("\\+OK( .*)?", ""), "SASL",
				"USER");
	}

	// The greeting of the backend is what the client awaits after the handshake.
	static TextNegotiator sieve() {
		return new TextNegotiator("sieve", SieveServer::new, SieveClient::new, () -> StartTlsDialogue.SILENT, "SASL");
	}

	static TextNegotiator nntp() {
		return new TextNegotiator("nntp", NntpServer::new, NntpClient::new, greeting("20[01]( .*)?", ""), "AUTHINFO",
				"SASL");
	}

	// RFC 959, section 5.4: 120 is said before 220; lines between may have no code.
	static TextNegotiator ftp() {
		return new TextNegotiator("ftp", FtpServer::new, FtpClient::new,
				greeting("220( .*)?", "(120|220-).*|(?![0-9]{3}([ -]|\\z)).*"));
	}

	static TextNegotiator irc() {
		return new TextNegotiator("irc", IrcServer::new, IrcClient::new, () -> StartTlsDialogue.SILENT, "SASL");
	}

	private static Supplier<StartTlsDialogue> greeting(String last, String other) {
		Pattern end = Pattern.compile(last, Pattern.DOTALL);
		Pattern before = other.isEmpty() ? NONE : Pattern.compile(other, Pattern.DOTALL);
		return () -> new BackendGreeting(end, before);
	}

	@Override
	public String protocol() {
		return this.protocol;
	}

	@Override
	public StartTlsDialogue server(StartTlsServerSettings settings) {
		return this.server.apply(settings);
	}

	@Override
	public StartTlsDialogue client(StartTlsClientSettings settings) {
		return this.client.apply(settings);
	}

	@Override
	public StartTlsDialogue backend(StartTlsServerSettings settings) {
		return this.backend.get();
	}

	@Override
	public void check(StartTlsServerSettings settings) {
		Capabilities.check(settings, this.credentials);
	}

}
