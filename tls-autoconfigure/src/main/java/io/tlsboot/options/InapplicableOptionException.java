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

package io.tlsboot.options;

/**
 * An option that was given and cannot have an effect together with the others, or with
 * what it needs left out.
 *
 * @since 0.1.0
 */
public class InapplicableOptionException extends IllegalArgumentException {

	private final String option;

	private final String action;

	InapplicableOptionException(String option, String reason, String action) {
		super("'%s' has no effect: %s".formatted(option, reason));
		this.option = option;
		this.action = action;
	}

	/**
	 * Return which option it is.
	 * @return its configuration key
	 */
	public String option() {
		return this.option;
	}

	/**
	 * Return what the user can do.
	 * @return one sentence
	 */
	public String action() {
		return this.action;
	}

}
