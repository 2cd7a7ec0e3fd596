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

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link LineNegotiator}.
 */
class LineTests {

	@Test
	void theServerAnswers() {
		Conversation.serverAnswers("line", "STARTTLS", "READY");
		Conversation.serverAnswers("line", "hello", "ERROR STARTTLS required");
		Conversation.serverAnswers("line", "starttls", "ERROR STARTTLS required");
	}

	@Test
	void theServerHandsOverWhereTlsIsNotRequired() {
		Conversation.serverHandsOver("line", "hello~STARTTLS");
	}

	@Test
	void theServerHasNoCapabilities() {
		StartTlsNegotiator negotiator = StartTlsProtocols.with(List.of()).get("line");
		negotiator.check(Settings.of());
		assertThatIllegalArgumentException().isThrownBy(() -> negotiator.check(Settings.of("A", "B")))
			.withMessage("capabilities: 'A, B' (expected: none, since line has no place for it)");
	}

	@Test
	void theGreetingIsForOtherClientsThanOurs() {
		assertThat(DialogueRun.server("line", Settings.of()).takeText()).isEqualTo("hello\r\n");
		DialogueRun client = DialogueRun.client("line");
		client.say("hello\r\n");
		assertThat(client.last().detail()).isEqualTo("the server says 'hello'");
	}

}
