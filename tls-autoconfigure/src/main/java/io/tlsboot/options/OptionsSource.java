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

/**
 * Hands out the current generation of named options.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface OptionsSource {

	/**
	 * Return the current generation: one volatile read at most, on any thread. The same
	 * object until something changes.
	 * @return the generation
	 */
	Generation current();

	/**
	 * Return a source that never changes.
	 * @param name the name of the options
	 * @param options the options
	 * @return the source
	 */
	static OptionsSource fixed(String name, CertificateOptions options) {
		Generation only = new Generation(name, 1, options);
		return () -> only;
	}

}
