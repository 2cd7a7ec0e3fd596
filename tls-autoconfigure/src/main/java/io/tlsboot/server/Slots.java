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

package io.tlsboot.server;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A limited number of something, without locks.
 */
final class Slots {

	private final int limit;

	private final AtomicInteger taken = new AtomicInteger();

	/**
	 * Create slots.
	 * @param limit how many there are, {@code null} for any number
	 */
	Slots(@Nullable Integer limit) {
		this.limit = (limit != null) ? limit : Integer.MAX_VALUE;
	}

	boolean isLimited() {
		return this.limit != Integer.MAX_VALUE;
	}

	int limit() {
		return this.limit;
	}

	/**
	 * Take one.
	 * @return whether there was one
	 */
	boolean take() {
		if (!isLimited()) {
			return true;
		}
		if (this.taken.incrementAndGet() > this.limit) {
			this.taken.decrementAndGet();
			return false;
		}
		return true;
	}

	void giveBack() {
		if (isLimited()) {
			this.taken.decrementAndGet();
		}
	}

}
