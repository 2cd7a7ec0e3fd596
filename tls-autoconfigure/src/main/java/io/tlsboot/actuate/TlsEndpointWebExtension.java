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

import io.tlsboot.ledger.Overview;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Pages for people, beside the JSON of the endpoint, with the last handshakes in any
 * case. Whoever accepts anything gets the JSON.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = TlsEndpoint.class)
public class TlsEndpointWebExtension {

	private static final String HTML = "text/html;charset=UTF-8";

	private static final MimeType TYPE = MimeTypeUtils.parseMimeType(HTML);

	private final TlsEndpoint endpoint;

	private final String segment;

	/**
	 * Create the extension.
	 * @param endpoint what it answers from
	 * @param path where it is below the base path of the actuator, {@code tls} unless it
	 * was mapped
	 */
	public TlsEndpointWebExtension(TlsEndpoint endpoint, String path) {
		this.segment = path.substring(path.lastIndexOf('/') + 1);
		this.endpoint = endpoint;
	}

	/**
	 * Show everything.
	 * @return the page
	 */
	@ReadOperation(produces = HTML)
	public WebEndpointResponse<String> overviewPage() {
		return page(new OverviewPage(this.endpoint.overview(true, true), this.segment).render());
	}

	/**
	 * Show what goes by a name.
	 * @param name the name of a listener, a client or options
	 * @return the page, or {@code null}, which is answered as 404
	 */
	@ReadOperation(produces = HTML)
	public @Nullable WebEndpointResponse<String> namedPage(@Selector String name) {
		Overview.Named named = this.endpoint.named(name, true, true);
		return (named != null) ? page(new NamedPage(named, this.segment).render()) : null;
	}

	private static WebEndpointResponse<String> page(String text) {
		return new WebEndpointResponse<>(text, WebEndpointResponse.STATUS_OK, TYPE);
	}

}
