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

package io.tlsboot.testing;

import java.nio.file.Path;

/**
 * The {@code curl} command, where it is installed.
 */
public final class Curl {

	private static final Command CURL = new Command("curl", Path.of("."));

	private Curl() {
	}

	public static boolean isAvailable() {
		return CURL.isAvailable("--version");
	}

	/**
	 * Run it, whatever it is told.
	 * @return all that it prints
	 */
	public static String talk(String... arguments) {
		return CURL.talk("", arguments);
	}

}
