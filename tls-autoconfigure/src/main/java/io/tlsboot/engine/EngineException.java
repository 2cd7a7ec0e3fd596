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

package io.tlsboot.engine;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Options that an engine cannot honour. Nothing is ever left out silently.
 *
 * @since 0.1.0
 */
public class EngineException extends IllegalStateException {

	private final @Nullable String option;

	private final String action;

	EngineException(String message, String action) {
		this(null, message, action, null);
	}

	EngineException(@Nullable String option, String message, String action, @Nullable Throwable cause) {
		super(message, cause);
		this.option = option;
		this.action = action;
	}

	/**
	 * Return which option cannot be honoured.
	 * @return its configuration key, or empty if it is not one alone
	 */
	public Optional<String> option() {
		return Optional.ofNullable(this.option);
	}

	/**
	 * Return what the user can do.
	 * @return one or two sentences
	 */
	public String action() {
		return this.action;
	}

}
