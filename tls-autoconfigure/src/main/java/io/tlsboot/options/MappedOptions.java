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

package io.tlsboot.options;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Options that are derived from those of another source.
 *
 * @param source the other source
 * @param mapping derives them
 */
record MappedOptions(OptionsSource source, UnaryOperator<CertificateOptions> mapping) implements OptionsSource {

	MappedOptions {
		Objects.requireNonNull(mapping, "'mapping' must not be null");
	}

	@Override
	public Generation current() {
		return derived(this.source.current());
	}

	@Override
	public Following follow(Follower follower) {
		return this.source.follow((next) -> follower.prepare(derived(next)));
	}

	private Generation derived(Generation generation) {
		return new Generation(generation.name(), generation.number(), this.mapping.apply(generation.options()));
	}

}
