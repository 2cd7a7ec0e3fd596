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

package io.tlsboot.endpoint;

import java.util.Objects;

/**
 * Help for making endpoint strings.
 *
 * @since 0.1.0
 */
public final class EndpointStrings {

	private EndpointStrings() {
	}

	/**
	 * Quote a value, such as a path of Windows or an IPv6 address, so that it stays one
	 * argument. The counterpart of Twisted's {@code quoteStringArgument}.
	 * @param value the value
	 * @return the value with a backslash before each colon and each backslash; an equals
	 * sign needs none behind a keyword
	 */
	public static String quote(String value) {
		Objects.requireNonNull(value, "'value' must not be null");
		return value.replace("\\", "\\\\").replace(":", "\\:");
	}

}
