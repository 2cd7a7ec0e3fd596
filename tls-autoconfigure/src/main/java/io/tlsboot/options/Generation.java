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

/**
 * One state of named options. A connection keeps the generation that it began with.
 *
 * @param name the name of the options
 * @param number counts from 1
 * @param options the options
 * @since 0.1.0
 */
public record Generation(String name, long number, CertificateOptions options) {

	/**
	 * Create a generation.
	 * @param name the name of the options
	 * @param number counts from 1
	 * @param options the options
	 */
	public Generation {
		Objects.requireNonNull(name, "'name' must not be null");
		Objects.requireNonNull(options, "'options' must not be null");
		if (number < 1) {
			throw new IllegalArgumentException("number: %d (expected: >= 1)".formatted(number));
		}
	}

}
