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

import java.util.Objects;

import io.tlsboot.trust.PeerText;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it should be. Each text is one line of limited length, without
 * a secret.
 *
 * @param code the rule, see {@link LintRule}
 * @param severity {@code info}, {@code warning} or {@code error}
 * @param where for example {@code options 'edge'}
 * @param property the property that it comes from; {@code null} if it comes from none
 * @param origin where the property was written; {@code null} if it is not set or not
 * known
 * @param problem what was found
 * @param remedy what to do
 * @since 0.1.0
 */
public record Finding(String code, String severity, String where, @Nullable String property, @Nullable String origin,
		String problem, String remedy) {

	private static final int MAX_TEXT = 500;

	/**
	 * Create a finding.
	 * @param code the rule
	 * @param severity how bad it is
	 * @param where for example {@code options 'edge'}
	 * @param property the property that it comes from, or {@code null}
	 * @param origin where the property was written, or {@code null}
	 * @param problem what was found
	 * @param remedy what to do
	 */
	public Finding {
		Objects.requireNonNull(code, "'code' must not be null");
		Objects.requireNonNull(severity, "'severity' must not be null");
		Objects.requireNonNull(remedy, "'remedy' must not be null");
		where = PeerText.line(where, MAX_TEXT);
		problem = PeerText.line(problem, MAX_TEXT);
		origin = (origin != null) ? PeerText.line(origin, MAX_TEXT) : null;
	}

	/**
	 * Return the finding in one line.
	 * @return for example
	 * {@code name-not-covered: options 'edge' ('tls.options.edge.certificate'): ...}
	 */
	@Override
	public String toString() {
		String source = (this.property == null) ? "" : (this.origin != null)
				? " ('%s', %s)".formatted(this.property, this.origin) : " ('%s')".formatted(this.property);
		return "%s: %s%s: %s. %s".formatted(this.code, this.where, source, this.problem, this.remedy);
	}

}
