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

package io.tlsboot.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.tlsboot.lint.LintRule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Collects findings. Not for use by several threads at once.
 *
 * @since 0.1.0
 */
public final class Findings {

	private final Function<String, @Nullable String> origins;

	private final List<Finding> all = new ArrayList<>();

	/**
	 * Create a collection.
	 * @param origins tells where a property was written
	 */
	public Findings(Function<String, @Nullable String> origins) {
		this.origins = Objects.requireNonNull(origins, "'origins' must not be null");
	}

	/**
	 * Add a finding, unless it is there already.
	 * @param rule what it breaks
	 * @param where for example {@code options 'edge'}
	 * @param property the property that it comes from, or {@code null}
	 * @param problem what was found
	 */
	public void add(LintRule rule, String where, @Nullable String property, String problem) {
		add(rule, rule.severity(), where, property, problem);
	}

	void add(LintRule rule, Severity severity, String where, @Nullable String property, String problem) {
		Finding finding = new Finding(rule.code(), severity.code(), where, property,
				(property != null) ? this.origins.apply(property) : null, problem, rule.remedy());
		if (!this.all.contains(finding)) {
			this.all.add(finding);
		}
	}

	List<Finding> all() {
		return List.copyOf(this.all);
	}

}
