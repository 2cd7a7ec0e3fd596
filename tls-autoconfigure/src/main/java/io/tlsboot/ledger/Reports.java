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

package io.tlsboot.ledger;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.tlsboot.lint.Finding;

/**
 * What is known besides handshakes and configuration.
 *
 * @param lint finds what is not as it should be
 * @param reportOnly counts who would be refused by stricter options
 * @param reloads the reloads of options
 * @param jvm the handshakes of others in this JVM
 * @since 0.1.0
 */
public record Reports(Supplier<List<Finding>> lint, ReportOnly reportOnly, Reloads reloads, JvmHandshakes jvm) {

	/** Nothing. */
	public static final Reports NONE = new Reports(List::of, new ReportOnly(Map.of(), Map.of()),
			new Reloads(Clock.systemUTC()), JvmHandshakes.off());

	List<Finding> findings() {
		return this.lint.get();
	}

}
