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

/**
 * The worked example of the documentation: a protocol in one class.
 */
class HelloNegotiator implements StartTlsNegotiator {

	@Override
	public String protocol() {
		return "hello";
	}

	@Override
	public StartTlsDialogue server(StartTlsServerSettings settings) {
		return new LineDialogue(settings.maxLineLength()) {

			@Override
			public Step begin() {
				return Step.send("HELLO %s\r\n".formatted(settings.hostName()));
			}

			@Override
			protected Step line(String line) {
				return switch (line) {
					case "SECURE" -> Step.upgrade("OK\r\n");
					case "BYE" -> Step.close("BYE\r\n");
					default -> Step.send("NO say SECURE first\r\n");
				};
			}

		};
	}

	@Override
	public StartTlsDialogue client(StartTlsClientSettings settings) {
		return new LineDialogue(settings.maxLineLength()) {

			private boolean greeted;

			@Override
			protected Step line(String line) {
				if (!this.greeted) {
					this.greeted = true;
					return line.startsWith("HELLO ") ? Step.send("SECURE\r\n") : Step.fail("it greets with " + line);
				}
				return line.equals("OK") ? Step.upgrade() : Step.refused("it answers " + line);
			}

		};
	}

	// A backend greets as we did: the client has seen that.
	@Override
	public StartTlsDialogue backend(StartTlsServerSettings settings) {
		return new LineDialogue(settings.maxLineLength()) {

			@Override
			protected Step line(String line) {
				return line.startsWith("HELLO ") ? Step.done() : Step.fail("it greets with " + line);
			}

		};
	}

}
