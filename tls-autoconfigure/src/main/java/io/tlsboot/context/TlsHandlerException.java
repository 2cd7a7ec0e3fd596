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

package io.tlsboot.context;

import org.jspecify.annotations.Nullable;

/**
 * Listeners and handlers that do not fit together.
 *
 * @since 0.1.0
 */
public class TlsHandlerException extends IllegalStateException {

	private final @Nullable String listener;

	private final String action;

	TlsHandlerException(@Nullable String listener, String message, String action) {
		super(message);
		this.listener = listener;
		this.action = action;
	}

	/**
	 * Return the configured listener that this is about.
	 * @return its name, or {@code null} if it is about none that is configured
	 */
	public @Nullable String listener() {
		return this.listener;
	}

	/**
	 * Return what the user can do.
	 * @return one or two sentences
	 */
	public String action() {
		return this.action;
	}

}
