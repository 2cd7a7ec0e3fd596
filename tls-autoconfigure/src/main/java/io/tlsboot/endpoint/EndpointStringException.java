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

import org.jspecify.annotations.Nullable;

/**
 * An endpoint string that cannot be used. The message says which argument is at fault,
 * what was found, what was expected and what to do. It never quotes a key.
 *
 * @since 0.1.0
 */
public class EndpointStringException extends IllegalArgumentException {

	private final String argument;

	private final String problem;

	private final String action;

	EndpointStringException(String argument, String problem, String action, @Nullable Throwable cause) {
		super("'%s' of the endpoint string: %s. %s".formatted(argument, problem, action), cause);
		this.argument = argument;
		this.problem = problem;
		this.action = action;
	}

	EndpointStringException(String argument, String problem, String action) {
		this(argument, problem, action, null);
	}

	/**
	 * Return which part of the string is at fault.
	 * @return the keyword; {@code prefix} for the first part; {@code argument 3} or
	 * {@code position 12} for what has no keyword, counted from 1
	 */
	public String argument() {
		return this.argument;
	}

	/**
	 * Return what is wrong: what was found and what was expected.
	 * @return a sentence without its full stop
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
