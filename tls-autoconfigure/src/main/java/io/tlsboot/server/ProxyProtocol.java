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

/**
 * Which headers of HAProxy's PROXY protocol a listener expects before the first byte of a
 * connection (HAProxy, "The PROXY protocol, versions 1 &amp; 2").
 *
 * @since 0.1.0
 */
public enum ProxyProtocol {

	/** None: a header is no valid beginning. */
	NONE,

	/** Version 1: a line of text. */
	V1,

	/** Version 2: binary. */
	V2,

	/** Version 1 or version 2. */
	ANY;

	boolean accepts(ProxyProtocol version) {
		return this == ANY || this == version;
	}

}
