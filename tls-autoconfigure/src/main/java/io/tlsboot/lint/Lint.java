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

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.tlsboot.lint.LintRule.Severity;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs all checks, whenever it is asked. No check uses the network.
 *
 * @since 0.1.0
 */
public final class Lint {

	private static final Log logger = LogFactory.getLog(Lint.class);

	private final List<LintCheck> checks;

	// Told once.
	private final Set<Class<?>> failed = ConcurrentHashMap.newKeySet();

	private final Function<String, @Nullable String> origins;

	/**
	 * Create a lint.
	 * @param checks what is looked for
	 * @param origins tells where a property was written
	 */
	public Lint(List<? extends LintCheck> checks, Function<String, @Nullable String> origins) {
		this.checks = List.copyOf(checks);
		this.origins = Objects.requireNonNull(origins, "'origins' must not be null");
	}

	/**
	 * Look at how things are now. Never call it on an event loop: attributes of files are
	 * read.
	 * @return what was found, the worst first
	 */
	public List<Finding> findings() {
		Findings findings = new Findings(this.origins);
		for (LintCheck check : this.checks) {
			try {
				check.check(findings);
			}
			catch (RuntimeException ex) {
				// To look must not do harm: an application runs without.
				if (this.failed.add(check.getClass())) {
					logger.warn("A check of lint failed, and finds nothing: " + check.getClass().getName(), ex);
				}
			}
		}
		return findings.all().stream().sorted(Comparator.comparing(Lint::severity).reversed()).toList();
	}

	/**
	 * Log what there is, a line for each finding. What was logged when options were read
	 * is left out, and so is that which needs nothing to be done.
	 */
	public void report() {
		for (Finding finding : findings()) {
			if (rule(finding).isQuiet()) {
				continue;
			}
			if (severity(finding) == Severity.INFO) {
				logger.info(finding);
			}
			else {
				logger.warn(finding);
			}
		}
	}

	private static LintRule rule(Finding finding) {
		return Enum.valueOf(LintRule.class, name(finding.code()));
	}

	private static Severity severity(Finding finding) {
		return Severity.valueOf(name(finding.severity()));
	}

	private static String name(String code) {
		return code.toUpperCase(Locale.ROOT).replace('-', '_');
	}

}
