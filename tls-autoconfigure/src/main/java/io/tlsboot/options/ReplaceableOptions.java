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

import java.util.ArrayList;
import java.util.List;

/**
 * Options that are replaced as a whole, and only by ones that everybody who follows them
 * can use. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class ReplaceableOptions implements OptionsSource {

	private final List<Follower> followers = new ArrayList<>();

	private volatile Generation current;

	/**
	 * Create a source.
	 * @param name the name of the options
	 * @param options the options, generation 1
	 */
	public ReplaceableOptions(String name, CertificateOptions options) {
		this.current = new Generation(name, 1, options);
	}

	@Override
	public Generation current() {
		return this.current;
	}

	@Override
	public synchronized Following follow(Follower follower) {
		follower.prepare(this.current).commit();
		this.followers.add(follower);
		return () -> unfollow(follower);
	}

	private synchronized void unfollow(Follower follower) {
		this.followers.remove(follower);
	}

	/**
	 * Replace the options, if everybody who follows them can use the new ones. Takes as
	 * long as they take to get ready; never call it on an event loop.
	 * @param options the new options
	 * @return whether they are others than before; if not, nothing is done
	 * @throws RuntimeException what a follower throws that cannot use them; nothing has
	 * changed then
	 */
	public synchronized boolean replace(CertificateOptions options) {
		Generation before = this.current;
		if (options.equals(before.options())) {
			return false;
		}
		Generation next = new Generation(before.name(), before.number() + 1, options);
		List<Change> changes = new ArrayList<>();
		try {
			this.followers.forEach((follower) -> changes.add(follower.prepare(next)));
		}
		catch (RuntimeException | Error ex) {
			changes.forEach(Change::cancel);
			throw ex;
		}
		this.current = next;
		changes.forEach(Change::commit);
		return true;
	}

	@Override
	public String toString() {
		return "ReplaceableOptions[%s]".formatted(this.current);
	}

}
