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
 * Two options that exclude each other and were both given, whatever their values.
 *
 * @since 0.1.0
 */
public class MutuallyExclusiveException extends IllegalArgumentException {

	private final String first;

	private final String second;

	/**
	 * Create the exception.
	 * @param first the configuration key of one option
	 * @param second the configuration key of the other
	 */
	public MutuallyExclusiveException(String first, String second) {
		super("'%s' and '%s' are mutually exclusive".formatted(first, second));
		this.first = first;
		this.second = second;
	}

	/**
	 * Return the one option.
	 * @return its configuration key
	 */
	public String first() {
		return this.first;
	}

	/**
	 * Return the other option.
	 * @return its configuration key
	 */
	public String second() {
		return this.second;
	}

}
