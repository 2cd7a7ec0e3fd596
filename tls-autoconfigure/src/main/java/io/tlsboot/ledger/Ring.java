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

package io.tlsboot.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * The last elements that were added, as many as there is room for. Safe for use by
 * several threads, without a lock.
 *
 * @param <T> what it holds
 */
final class Ring<T> {

	private final AtomicReferenceArray<@Nullable Entry<T>> entries;

	private final AtomicLong next = new AtomicLong();

	Ring(int capacity) {
		this.entries = new AtomicReferenceArray<>(capacity);
	}

	boolean hasRoom() {
		return this.entries.length() > 0;
	}

	void add(T element) {
		if (hasRoom()) {
			long number = this.next.getAndIncrement();
			int slot = (int) (number % this.entries.length());
			// A thread that was overtaken by a whole round does not put an old one back.
			this.entries.accumulateAndGet(slot, new Entry<>(number, element), (before,
					added) -> (before != null && added != null && before.number > added.number) ? before : added);
		}
	}

	/**
	 * Return what is there.
	 * @return the elements, the newest first
	 */
	List<T> newestFirst() {
		List<Entry<T>> found = new ArrayList<>();
		for (int slot = 0; slot < this.entries.length(); slot++) {
			Entry<T> entry = this.entries.get(slot);
			if (entry != null) {
				found.add(entry);
			}
		}
		found.sort((one, other) -> Long.compare(other.number, one.number));
		return found.stream().map(Entry::element).toList();
	}

	/**
	 * An element and its place.
	 *
	 * @param <T> what it holds
	 * @param number counts from 0
	 * @param element the element
	 */
	private record Entry<T>(long number, T element) {

	}

}
