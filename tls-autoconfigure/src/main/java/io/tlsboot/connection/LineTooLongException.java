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

package io.tlsboot.connection;

import java.io.IOException;

/**
 * A peer sent more bytes without the end of a line than a line may have. What it sent is
 * not read any further.
 *
 * @since 0.1.0
 */
public class LineTooLongException extends IOException {

	private static final long serialVersionUID = 1L;

	private final int maxLength;

	LineTooLongException(int maxLength) {
		super("the peer sent a line of more than %d bytes".formatted(maxLength));
		this.maxLength = maxLength;
	}

	/**
	 * Return how long a line may be.
	 * @return the number of bytes, the end of the line not counted
	 */
	public int maxLength() {
		return this.maxLength;
	}

}
