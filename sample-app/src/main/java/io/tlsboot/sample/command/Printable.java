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

package io.tlsboot.sample.command;

import java.util.regex.Pattern;

/**
 * What a peer says, made fit to be printed.
 */
public final class Printable {

	// What a peer says must not steer a terminal.
	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u0080-\\u009f\\u2028\\u2029]");

	private Printable() {
	}

	/**
	 * Return what can be printed.
	 * @param text any text
	 * @return the text with {@code ?} for each character that is not for printing
	 */
	public static String of(String text) {
		return UNPRINTABLE.matcher(text).replaceAll("?");
	}

}
