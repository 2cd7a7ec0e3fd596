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

package io.tlsboot.starttls;

/**
 * Where the dialogue is.
 */
enum PhaseState {

	/** The channel is not active. */
	NEW,

	/** It goes on in clear. */
	CLEAR,

	/** What was said last in clear is being sent. */
	SWITCHING,

	/** The handshake goes on. */
	SWITCHED,

	/** It goes on secured. */
	SECURED,

	/** It is over. */
	OVER

}
