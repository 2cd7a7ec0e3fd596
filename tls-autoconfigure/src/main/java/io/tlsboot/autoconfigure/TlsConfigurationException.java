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

package io.tlsboot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;

/**
 * A property that cannot be used. Never holds the value of a secret.
 *
 * @since 0.1.0
 */
public class TlsConfigurationException extends IllegalStateException {

	private final String property;

	private final @Nullable Origin origin;

	private final String problem;

	private final String action;

	TlsConfigurationException(String property, @Nullable Origin origin, String problem, String action,
			@Nullable Throwable cause) {
		super("'%s' (%s): %s".formatted(property, (origin != null) ? origin : "not set", problem), cause);
		this.property = property;
		this.origin = origin;
		this.problem = problem;
		this.action = action;
	}

	/**
	 * Return the property.
	 * @return its full name
	 */
	public String property() {
		return this.property;
	}

	/**
	 * Return where the property was written.
	 * @return the origin, or {@code null} if it is not set or not known
	 */
	public @Nullable Origin origin() {
		return this.origin;
	}

	/**
	 * Return what is wrong: what was found and what was expected.
	 * @return one or two sentences
	 */
	public String problem() {
		return this.problem;
	}

	/**
	 * Return what the user can do.
	 * @return one or two sentences
	 */
	public String action() {
		return this.action;
	}

}
