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

import io.tlsboot.trust.PeerText;

/**
 * The protocol of lines that Twisted's documentation shows STARTTLS with: the client says
 * {@code STARTTLS}, the server answers {@code READY}, and both go over to TLS. There are
 * no capabilities. A greeting is for clients that await one: ours takes it for the
 * answer.
 */
final class LineNegotiator implements StartTlsNegotiator {

	private static final String START_TLS = "STARTTLS";

	private static final String READY = "READY";

	private static final int LONGEST_DETAIL = 100;

	@Override
	public String protocol() {
		return "line";
	}

	@Override
	public void check(StartTlsServerSettings settings) {
		Unsaid.refuseCapabilities(settings, protocol());
	}

	@Override
	public StartTlsDialogue server(StartTlsServerSettings settings) {
		return new LineDialogue(settings.maxLineLength()) {

			@Override
			public Step begin() {
				String greeting = settings.greeting();
				return (greeting != null) ? Step.send(greeting + "\r\n") : Step.more();
			}

			@Override
			protected Step line(String line) {
				if (line.equals(START_TLS)) {
					return Step.upgradeBegun(settings.readyTextOr(READY) + "\r\n");
				}
				return settings.requireTls() ? Step.send(settings.requiredTextOr("ERROR STARTTLS required") + "\r\n")
						: handOver();
			}

		};
	}

	@Override
	public StartTlsDialogue client(StartTlsClientSettings settings) {
		return new LineDialogue(settings.maxLineLength()) {

			@Override
			public Step begin() {
				return Step.send(START_TLS + "\r\n");
			}

			@Override
			protected Step line(String line) {
				return line.equals(READY) ? Step.upgrade()
						: Step.refused("the server says '%s'".formatted(PeerText.line(line, LONGEST_DETAIL)));
			}

		};
	}

}
