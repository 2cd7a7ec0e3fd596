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

import java.util.regex.Pattern;

/**
 * SMTP (RFC 3207) and LMTP (RFC 2033), which greets with another word.
 */
final class SmtpNegotiator implements StartTlsNegotiator {

	private static final Pattern GREETING = Pattern.compile("220( .*)?");

	private static final Pattern GREETING_BEGUN = Pattern.compile("220-.*");

	private final String protocol;

	private final String hello;

	private SmtpNegotiator(String protocol, String hello) {
		this.protocol = protocol;
		this.hello = hello;
	}

	static SmtpNegotiator smtp() {
		return new SmtpNegotiator("smtp", "EHLO");
	}

	static SmtpNegotiator lmtp() {
		return new SmtpNegotiator("lmtp", "LHLO");
	}

	@Override
	public String protocol() {
		return this.protocol;
	}

	@Override
	public StartTlsDialogue server(StartTlsServerSettings settings) {
		return new SmtpServer(this.protocol, this.hello, settings);
	}

	@Override
	public StartTlsDialogue client(StartTlsClientSettings settings) {
		return new SmtpClient(this.hello, settings);
	}

	// The client has got our greeting, and begins anew with EHLO.
	@Override
	public StartTlsDialogue backend(StartTlsServerSettings settings) {
		return new BackendGreeting(GREETING, GREETING_BEGUN);
	}

	@Override
	public void check(StartTlsServerSettings settings) {
		Capabilities.check(settings, "AUTH");
	}

}
