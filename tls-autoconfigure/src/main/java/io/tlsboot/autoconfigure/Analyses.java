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

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;

/**
 * The one form of every failure analysis.
 */
final class Analyses {

	private Analyses() {
	}

	static FailureAnalysis of(@Nullable String property, @Nullable Origin origin, String problem, String action,
			Throwable cause) {
		StringBuilder description = new StringBuilder("TLS cannot be set up as it is configured:%n%n".formatted());
		if (property != null) {
			description.append("    Property: %s%n".formatted(property));
			description.append("    Origin: %s%n".formatted((origin != null) ? origin : "not set"));
		}
		description.append("    Problem: %s%n".formatted(problem));
		return new FailureAnalysis(description.toString(), action, cause);
	}

}
