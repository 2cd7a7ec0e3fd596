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

import java.util.function.UnaryOperator;

/**
 * Hands out the current generation of named options.
 *
 * @since 0.1.0
 */
public interface OptionsSource {

	/**
	 * Return the current generation, on any thread; equal until something changes.
	 * @return the generation
	 */
	Generation current();

	/**
	 * Have somebody take part in each change, beginning with the current generation, on
	 * the thread that calls this.
	 * @param follower who takes part
	 * @return ends that
	 * @throws RuntimeException what the follower throws if it cannot use the current
	 * generation; it then takes no part
	 */
	Following follow(Follower follower);

	/**
	 * Return a source of options that are derived from these, generation by generation.
	 * @param mapping derives them
	 * @return the source
	 */
	default OptionsSource map(UnaryOperator<CertificateOptions> mapping) {
		return new MappedOptions(this, mapping);
	}

	/**
	 * Return a source that never changes.
	 * @param name the name of the options
	 * @param options the options
	 * @return the source
	 */
	static OptionsSource fixed(String name, CertificateOptions options) {
		return new FixedOptions(new Generation(name, 1, options));
	}

	/**
	 * Takes part in the changes of options. Called by one thread at a time, never on an
	 * event loop, so it may take its time.
	 */
	@FunctionalInterface
	interface Follower {

		/**
		 * Get ready for a generation.
		 * @param next the generation
		 * @return what follows when everybody is ready, or somebody is not
		 * @throws RuntimeException if the generation cannot be used; everybody then stays
		 * with the one before
		 */
		Change prepare(Generation next);

	}

	/**
	 * A change that is prepared. One of the two methods is called, once.
	 */
	interface Change {

		/**
		 * Take it into use. Must not throw.
		 */
		void commit();

		/**
		 * Give it up. Must not throw.
		 */
		default void cancel() {
		}

	}

	/**
	 * Ends the part that a follower takes.
	 */
	@FunctionalInterface
	interface Following {

		/**
		 * Take no part any more. Again has no effect.
		 */
		void end();

	}

}
