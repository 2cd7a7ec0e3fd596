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

import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * The profiles under which nothing that is meant for development is allowed.
 */
final class ProductionProfiles {

	private static final Profiles NAMES = Profiles.of("prod", "production");

	private ProductionProfiles() {
	}

	/**
	 * Tell whether one of them is active.
	 * @param environment whose profiles count
	 * @return whether one is
	 */
	static boolean isActive(Environment environment) {
		return environment.acceptsProfiles(NAMES);
	}

	/**
	 * Refuse a property under such a profile.
	 * @param environment whose profiles count
	 * @param property the property
	 * @param problem what is wrong
	 * @param action what the user can do
	 * @throws TlsConfigurationException under a production profile
	 */
	static void refuse(Environment environment, String property, String problem, String action) {
		if (isActive(environment)) {
			throw new PropertyOrigins(environment).refuse(property, problem, action, null);
		}
	}

}
