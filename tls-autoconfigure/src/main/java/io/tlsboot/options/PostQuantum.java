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

/**
 * Whether the key exchange must be safe from an attacker who records it now and has a
 * quantum computer later.
 *
 * @since 0.1.0
 */
public enum PostQuantum {

	/** Hybrid groups are offered with the others, and taken where both sides know one. */
	PREFER,

	/** Only hybrid groups are offered and taken, so only TLS 1.3 is spoken. */
	REQUIRE,

	/** Hybrid groups are not offered, for peers that fail on a large ClientHello. */
	OFF

}
