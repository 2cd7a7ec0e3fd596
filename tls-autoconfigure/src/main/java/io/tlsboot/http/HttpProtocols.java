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

package io.tlsboot.http;

import java.util.ArrayList;
import java.util.List;

import io.tlsboot.options.ApplicationProtocols;
import reactor.netty.http.HttpProtocol;

/**
 * The versions of HTTP among application protocols.
 */
final class HttpProtocols {

	private static final String H2 = "h2";

	private static final String HTTP_1_1 = "http/1.1";

	private HttpProtocols() {
	}

	/**
	 * Return what a client or server has to speak.
	 * @param protocols the application protocols; without any it is HTTP/1.1
	 * @return the versions
	 * @throws IllegalArgumentException if a protocol is no version of HTTP
	 */
	static HttpProtocol[] of(ApplicationProtocols protocols) {
		List<HttpProtocol> versions = new ArrayList<>();
		for (String name : protocols.names()) {
			switch (name) {
				case H2 -> versions.add(HttpProtocol.H2);
				case HTTP_1_1 -> versions.add(HttpProtocol.HTTP11);
				default -> throw new IllegalArgumentException(
						"acceptable-protocols: '%s' (expected: 'h2' and 'http/1.1', or none, for HTTP)"
							.formatted(name));
			}
		}
		return versions.isEmpty() ? new HttpProtocol[] { HttpProtocol.HTTP11 } : versions.toArray(HttpProtocol[]::new);
	}

	/**
	 * Return those application protocols that are versions of HTTP.
	 * @param protocols the application protocols
	 * @param http2 whether HTTP/2 is to be spoken where there is none among them
	 * @return the versions, most wanted first
	 */
	static ApplicationProtocols among(ApplicationProtocols protocols, boolean http2) {
		List<String> versions = protocols.names()
			.stream()
			.filter((name) -> name.equals(H2) || name.equals(HTTP_1_1))
			.toList();
		if (!versions.isEmpty()) {
			return ApplicationProtocols.of(versions);
		}
		return ApplicationProtocols.of(http2 ? List.of(H2, HTTP_1_1) : List.of(HTTP_1_1));
	}

}
