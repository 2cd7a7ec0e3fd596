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

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.tlsboot.ledger.EndpointDescriptor;
import io.tlsboot.ledger.OptionsDescriptor;
import io.tlsboot.ledger.Overview;
import io.tlsboot.ledger.PolicyDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The page about everything. Links are relative to the endpoint's own address.
 */
final class OverviewPage {

	private final Overview overview;

	private final String base;

	/**
	 * Create a page.
	 * @param overview what it is about
	 * @param segment the last segment of the endpoint's path
	 */
	OverviewPage(Overview overview, String segment) {
		this.base = segment + "/";
		this.overview = overview;
	}

	/**
	 * Write the page.
	 * @return the page
	 */
	String render() {
		return Layout.page("TLS", this::write);
	}

	private void write(Html html) {
		Overview.EngineDescriptor engine = this.overview.engine();
		html.element("h1", "TLS").open("p", "class", "dim").text("Engine: %s".formatted(engine.version()));
		if (engine.openSslUnavailable() != null) {
			html.text(", since BoringSSL cannot be used: %s".formatted(engine.openSslUnavailable()));
		}
		html.close("p");
		Tables.cards(html, this.overview.handshakes());
		attention().write(html);
		listeners(html, this.overview.listeners().values());
		clients(html, this.overview.clients().values());
		options(html, this.overview.options().values());
		Tables.others(html, this.overview.others(), this.base);
		Tables.negotiated(html, this.overview.handshakes());
		Reports.stricter(html,
				Stream.concat(this.overview.listeners().values().stream(), this.overview.clients().values().stream())
					.toList());
		Reports.jvm(html, this.overview.jvm());
		Tables.failures(html, Objects.requireNonNullElse(this.overview.failures(), List.of()));
		Tables.sessions(html, Objects.requireNonNullElse(this.overview.sessions(), List.of()));
	}

	private Attention attention() {
		Attention attention = new Attention();
		attention.findings(this.overview.lint());
		this.overview.listeners().values().forEach(attention::look);
		this.overview.clients().values().forEach(attention::look);
		this.overview.options().values().forEach(attention::look);
		attention.failures(this.overview.handshakes().failures(), this.overview.reasons());
		return attention;
	}

	private void listeners(Html html, Collection<EndpointDescriptor> listeners) {
		if (listeners.isEmpty()) {
			return;
		}
		Layout.section(html, "Listeners", () -> Layout.table(html, List.of("Name", "Address", "Mode", "State", "#Open",
				"Options", "Versions", "#Days left", "#Succeeded", "#Failed"), () -> listeners.forEach((listener) -> {
					boolean running = Boolean.TRUE.equals(listener.running());
					html.open("tr").open("td").link(this.base, listener.name()).close("td");
					Layout.cell(html, "%s:%d".formatted(listener.address(), listener.port()));
					Layout.cell(html, listener.mode());
					html.element("td", running ? "running" : "not running", "class", running ? "good" : "bad");
					Layout.cell(html, listener.openConnections());
					policy(html, listener.tls());
					counts(html, listener);
					html.close("tr");
				})));
	}

	private void clients(Html html, Collection<EndpointDescriptor> clients) {
		if (clients.isEmpty()) {
			return;
		}
		Layout.section(html, "Clients", () -> Layout.table(html, List.of("Name", "Address", "Mode", "Expects",
				"Options", "Versions", "#Days left", "#Succeeded", "#Failed"), () -> clients.forEach((client) -> {
					html.open("tr").open("td").link(this.base, client.name()).close("td");
					Layout.cell(html, "%s:%d".formatted(client.address(), client.port()));
					Layout.cell(html, client.mode());
					Layout.cell(html, client.serverName());
					policy(html, client.tls());
					counts(html, client);
					html.close("tr");
				})));
	}

	private void options(Html html, Collection<OptionsDescriptor> options) {
		if (options.isEmpty()) {
			return;
		}
		Layout.section(html, "Options",
				() -> Layout.table(html, List.of("Name", "Versions", "#Days left", "Engine", "#Generation", "Used by"),
						() -> options.forEach((one) -> {
							html.open("tr");
							PolicyDescriptor tls = one.tls();
							if (tls != null) {
								policy(html, tls);
								Layout.cell(html, tls.engine());
								Layout.cell(html, tls.generation());
							}
							else {
								html.open("td").link(this.base, one.name()).close("td");
								html.element("td", "Nobody has asked for them yet.", "colspan", "4");
							}
							Layout.cell(html, one.usedBy().isEmpty() ? "nobody" : String.join(", ", one.usedBy()));
							html.close("tr");
						})));
	}

	private void policy(Html html, @Nullable PolicyDescriptor policy) {
		if (policy == null) {
			html.element("td", null, "colspan", "3");
			return;
		}
		html.open("td").link(this.base, policy.options()).close("td");
		Layout.cell(html, String.join(", ", policy.versions()));
		Layout.cell(html, (policy.certificate() != null) ? policy.certificate().daysLeft() : null);
	}

	private static void counts(Html html, EndpointDescriptor endpoint) {
		Layout.cell(html, endpoint.handshakes().succeeded());
		html.element("td", endpoint.handshakes().failed(), "class",
				(endpoint.handshakes().failed() > 0) ? "number bad" : "number");
	}

}
