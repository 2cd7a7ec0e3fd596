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

package io.tlsboot.testing;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.Generation;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.ReplaceableOptions;

/**
 * Options that a test changes between two connections.
 */
public final class ChangingOptions implements OptionsSource {

	private final ReplaceableOptions options;

	public ChangingOptions(CertificateOptions options) {
		this.options = new ReplaceableOptions("changing", options);
	}

	public void change(CertificateOptions options) {
		this.options.replace(options);
	}

	@Override
	public Generation current() {
		return this.options.current();
	}

	@Override
	public Following follow(Follower follower) {
		return this.options.follow(follower);
	}

}
