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

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong, and how bad all of it together is.
 */
final class Problems {

	private final List<String> all = new ArrayList<>();

	private HealthEffect worst = HealthEffect.UP;

	void add(HealthEffect effect, String problem) {
		this.all.add(problem);
		this.worst = (effect.compareTo(this.worst) > 0) ? effect : this.worst;
	}

	List<String> all() {
		return List.copyOf(this.all);
	}

	HealthEffect worst() {
		return this.worst;
	}

}
