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

package io.tlsboot.autoconfigure;

import java.util.Map;
import java.util.function.Function;

import io.tlsboot.endpoint.ClientEndpoint;
import io.tlsboot.endpoint.EndpointStringException;
import io.tlsboot.endpoint.ServerEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoint strings of listeners and clients say, by keyword.
 */
final class EndpointArguments {

	private EndpointArguments() {
	}

	static Map<String, String> of(TlsProperties.Listener listener) {
		return of(listener.getEndpoint(), ServerEndpoint::arguments);
	}

	static Map<String, String> of(TlsProperties.Client client) {
		return of(client.getEndpoint(), ClientEndpoint::arguments);
	}

	private static Map<String, String> of(@Nullable String endpoint, Function<String, Map<String, String>> parser) {
		try {
			return (endpoint != null) ? parser.apply(endpoint) : Map.of();
		}
		catch (EndpointStringException ex) {
			// It is told when it is used.
			return Map.of();
		}
	}

}
