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

/**
 * Hears of each reload of options once, good or bad. Called on the thread that reloads,
 * never on an event loop, when the outcome is in use; reloads of the same options may be
 * told by several threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ReloadListener {

	/**
	 * Options were reloaded, or could not be.
	 * @param reload what came of it
	 */
	void reloaded(ReloadRecord reload);

}
