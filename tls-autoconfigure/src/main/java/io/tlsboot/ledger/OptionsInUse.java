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

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.tlsboot.options.Generation;
import io.tlsboot.options.OptionsSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The options that somebody has asked for, as they are now. Safe for use by several
 * threads.
 *
 * @since 0.1.0
 */
public final class OptionsInUse {

	private static final Log logger = LogFactory.getLog(OptionsInUse.class);

	private final Map<String, Generation> generations = new ConcurrentSkipListMap<>();

	private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

	/**
	 * Add options, and follow them.
	 * @param source where they come from
	 */
	public void add(OptionsSource source) {
		source.follow((next) -> () -> changed(next));
	}

	private void changed(Generation next) {
		this.generations.put(next.name(), next);
		this.watchers.forEach((watcher) -> tell(watcher, next));
	}

	// A change in progress must not be held up by whoever looks on.
	private static void tell(Runnable watcher, Generation next) {
		try {
			watcher.run();
		}
		catch (RuntimeException ex) {
			logger.error("Generation %d of the options '%s' was told to %s, which threw".formatted(next.number(),
					next.name(), watcher.getClass().getName()), ex);
		}
	}

	/**
	 * Return the current generations.
	 * @return the generations in the order of their names
	 */
	public List<Generation> current() {
		return List.copyOf(this.generations.values());
	}

	/**
	 * Have somebody told of each change from now on, after it, on the thread that makes
	 * it, which is no event loop.
	 * @param watcher who is told
	 */
	public void onChange(Runnable watcher) {
		this.watchers.add(watcher);
	}

}
