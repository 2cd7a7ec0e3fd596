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

package io.tlsboot.server;

import org.jspecify.annotations.Nullable;
import reactor.netty.ChannelBindException;

/**
 * A listener that could not start listening.
 *
 * @since 0.1.0
 */
public class ListenerStartException extends IllegalStateException {

	private final ListenerSettings settings;

	ListenerStartException(ListenerSettings settings, Throwable cause) {
		super("listener '%s' cannot listen on %s port %d: %s".formatted(settings.name(), settings.addressOrAny(),
				settings.port(), rootMessage(cause)), cause);
		this.settings = settings;
	}

	/**
	 * Return what was wanted.
	 * @return the settings
	 */
	public ListenerSettings settings() {
		return this.settings;
	}

	/**
	 * Tell whether the system refused the address or port, most often because another
	 * process has it.
	 * @return whether it did
	 */
	public boolean isBindFailure() {
		for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof ChannelBindException) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable String rootMessage(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root.getMessage();
	}

}
