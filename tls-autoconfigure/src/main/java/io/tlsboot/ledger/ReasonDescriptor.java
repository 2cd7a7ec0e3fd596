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

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.tlsboot.connection.FailureReason;

/**
 * A reason of failures.
 *
 * @param meaning what it means
 * @param remedy what to do
 * @since 0.1.0
 */
public record ReasonDescriptor(String meaning, String remedy) {

	static Map<String, ReasonDescriptor> of(Set<String> codes) {
		Map<String, ReasonDescriptor> reasons = new TreeMap<>();
		Arrays.stream(FailureReason.values())
			.filter((reason) -> codes.contains(reason.code()))
			.forEach((reason) -> reasons.put(reason.code(), new ReasonDescriptor(reason.meaning(), reason.remedy())));
		return reasons;
	}

}
