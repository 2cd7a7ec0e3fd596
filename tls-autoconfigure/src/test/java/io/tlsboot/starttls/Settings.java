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

/**
 * Settings of servers for tests.
 */
final class Settings {

	private Settings() {
	}

	/** Return settings in which everything is said in other words. */
	static StartTlsServerSettings of(String... capabilities) {
		return new StartTlsServerSettings(true, "mx.example", "hello", List.of(capabilities), "go on", "secure first",
				StartTlsServerSettings.DEFAULT_MAX_LINE_LENGTH, StartTlsServerSettings.DEFAULT_MAX_MESSAGES);
	}

	/** Return settings in which TLS is not required. */
	static StartTlsServerSettings optional() {
		return new StartTlsServerSettings(false, "localhost", null, List.of(), null, null,
				StartTlsServerSettings.DEFAULT_MAX_LINE_LENGTH, StartTlsServerSettings.DEFAULT_MAX_MESSAGES);
	}

}
