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

package io.tlsboot.endpoint;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the arguments of a kind of endpoint string are called.
 *
 * @param positional the keywords of arguments that are written without, in their order
 * @param keywords the keywords that can be used
 * @param refused the keywords that Twisted knows and that cannot be used here
 */
record Vocabulary(List<String> positional, Collection<String> keywords, Map<String, Refusal> refused) {

	/** What every kind refuses: Twisted's ways to choose versions by names of OpenSSL. */
	static final Refusal METHOD = new Refusal(
			"versions are not chosen by a method of OpenSSL: TLS 1.2 and 1.3 are spoken",
			"Remove it, or configure options with 'raise-minimum-to' or 'lower-maximum-security-to' instead of an endpoint"
					+ " string.");

	/**
	 * Return why a keyword cannot be used.
	 * @param keyword the keyword
	 * @return the reason, or empty if there is nothing to say about it
	 */
	Optional<Refusal> refusal(String keyword) {
		return Optional.ofNullable(this.refused.get(keyword));
	}

	/**
	 * Why a keyword cannot be used.
	 *
	 * @param problem the reason
	 * @param action what the user can do instead
	 */
	record Refusal(String problem, String action) {

	}

}
