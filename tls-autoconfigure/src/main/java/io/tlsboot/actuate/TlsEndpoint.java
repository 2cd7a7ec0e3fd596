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

package io.tlsboot.actuate;

import io.tlsboot.ledger.Inventory;
import io.tlsboot.ledger.Overview;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * The actuator endpoint {@code tls}: which engine is in use, what listens and connects
 * with which certificate, where each value was written, and what was negotiated.
 * Read-only; holds no secret.
 *
 * @since 0.1.0
 */
@Endpoint(id = "tls")
public class TlsEndpoint {

	private final Inventory inventory;

	/**
	 * Create the endpoint.
	 * @param inventory the read model
	 */
	public TlsEndpoint(Inventory inventory) {
		this.inventory = inventory;
	}

	/**
	 * Describe everything.
	 * @param failures whether to add the last failures, not so if {@code null}
	 * @param sessions whether to add the last handshakes that succeeded, not so if
	 * {@code null}
	 * @return the overview
	 */
	@ReadOperation
	public Overview overview(@Nullable Boolean failures, @Nullable Boolean sessions) {
		return this.inventory.overview(Boolean.TRUE.equals(failures), Boolean.TRUE.equals(sessions));
	}

	/**
	 * Describe what goes by a name.
	 * @param name the name of a listener, a client or options
	 * @param failures whether to add its last failures, not so if {@code null}
	 * @param sessions whether to add its last handshakes that succeeded, not so if
	 * {@code null}
	 * @return what goes by it, or {@code null}, which is answered as 404
	 */
	@ReadOperation
	public Overview.@Nullable Named named(@Selector String name, @Nullable Boolean failures,
			@Nullable Boolean sessions) {
		return this.inventory.named(name, Boolean.TRUE.equals(failures), Boolean.TRUE.equals(sessions)).orElse(null);
	}

}
