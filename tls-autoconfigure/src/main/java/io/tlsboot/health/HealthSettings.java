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

package io.tlsboot.health;

import java.util.Objects;

/**
 * What is how bad.
 *
 * @param expired a certificate of our own that is not valid, or options whose trust roots
 * are all of them not valid
 * @param expiring a certificate that expires soon, or one of several trust roots that is
 * not valid
 * @param reloadFailed options whose last reload failed: what was in use before still is
 * @since 0.1.0
 */
public record HealthSettings(HealthEffect expired, HealthEffect expiring, HealthEffect reloadFailed) {

	/** What peers refuse is down; what there is time for is a detail. */
	public static final HealthSettings DEFAULTS = new HealthSettings(HealthEffect.DOWN, HealthEffect.UP,
			HealthEffect.UP);

	/**
	 * Create settings.
	 * @param expired a certificate that is not valid
	 * @param expiring a certificate that expires soon
	 * @param reloadFailed options whose last reload failed
	 */
	public HealthSettings {
		Objects.requireNonNull(expired, "'expired' must not be null");
		Objects.requireNonNull(expiring, "'expiring' must not be null");
		Objects.requireNonNull(reloadFailed, "'reloadFailed' must not be null");
	}

}
