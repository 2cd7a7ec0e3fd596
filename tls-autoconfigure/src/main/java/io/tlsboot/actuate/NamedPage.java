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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.tlsboot.ledger.EndpointDescriptor;
import io.tlsboot.ledger.OptionsDescriptor;
import io.tlsboot.ledger.Overview;
import io.tlsboot.ledger.PolicyDescriptor;
import io.tlsboot.ledger.ReloadHistory;
import io.tlsboot.ledger.SettingsDescriptor;
import io.tlsboot.ledger.TrustPolicyDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The page about what goes by one name. Links are relative to its own address.
 */
final class NamedPage {

	private final Overview.Named named;

	private final String segment;

	/**
	 * Create a page.
	 * @param named what it is about
	 * @param segment the last segment of the endpoint's path
	 */
	NamedPage(Overview.Named named, String segment) {
		this.segment = segment;
		this.named = named;
	}

	/**
	 * Write the page.
	 * @return the page
	 */
	String render() {
		return Layout.page("TLS: " + this.named.name(), this::write);
	}

	private void write(Html html) {
		html.open("p")
			.element("a", "All of TLS", "href", "../" + this.segment)
			.close("p")
			.element("h1", this.named.name());
		attention().write(html);
		this.named.endpoints().forEach((endpoint) -> endpoint(html, endpoint));
		OptionsDescriptor options = this.named.options();
		if (options != null) {
			options(html, options);
		}
		Tables.others(html, this.named.others(), "");
		this.named.others().forEach((other) -> Tables.negotiated(html, other.handshakes()));
		Reports.stricter(html, this.named.endpoints());
		Tables.failures(html, Objects.requireNonNullElse(this.named.failures(), List.of()));
		Tables.sessions(html, Objects.requireNonNullElse(this.named.sessions(), List.of()));
	}

	private Attention attention() {
		Attention attention = new Attention();
		attention.findings(this.named.lint());
		this.named.endpoints().forEach((endpoint) -> {
			attention.look(endpoint);
			attention.failures(endpoint.handshakes().failures(), this.named.reasons());
		});
		this.named.others().forEach((other) -> attention.look(other, this.named.reasons()));
		OptionsDescriptor options = this.named.options();
		if (options != null) {
			attention.look(options);
		}
		return attention;
	}

	private void endpoint(Html html, EndpointDescriptor endpoint) {
		boolean listener = endpoint.side().equals("server");
		String kind = listener ? "Listener" : "Client";
		Tables.cards(html, endpoint.handshakes());
		Layout.section(html, kind, () -> values(html, settings(endpoint), endpoint.origins()));
		PolicyDescriptor tls = endpoint.tls();
		if (tls != null) {
			policy(html, kind + ": what its connections are secured with", tls);
		}
		Map<String, PolicyDescriptor> names = endpoint.serverNames();
		if (names != null) {
			names.forEach((name, policy) -> policy(html, "Clients that ask for " + name, policy));
		}
		Tables.negotiated(html, endpoint.handshakes());
	}

	private static Map<String, @Nullable Object> settings(EndpointDescriptor endpoint) {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		values.put("mode", endpoint.mode());
		values.put("address", endpoint.address());
		values.put("port", endpoint.port());
		values.put("running", endpoint.running());
		values.put("openConnections", endpoint.openConnections());
		values.put("transport", endpoint.transport());
		values.put("serverName", endpoint.serverName());
		values.put("strictServerName", endpoint.strictServerName());
		SettingsDescriptor settings = endpoint.settings();
		values.put("handshakeTimeout", settings.handshakeTimeout());
		values.put("idleTimeout", settings.idleTimeout());
		values.put("backlog", settings.backlog());
		values.put("maxConnections", settings.maxConnections());
		values.put("maxConcurrentHandshakes", settings.maxConcurrentHandshakes());
		values.put("reusePort", settings.reusePort());
		values.put("proxyProtocol", settings.proxyProtocol());
		values.put("proxyProtocolFrom", settings.proxyProtocolFrom());
		values.put("forwardTo", settings.forwardTo());
		values.put("forwardConnectTimeout", settings.forwardConnectTimeout());
		values.put("forwardProxyProtocol", settings.forwardProxyProtocol());
		values.put("connectTimeout", settings.connectTimeout());
		values.put("connectRetries", settings.connectRetries());
		values.put("bindAddress", settings.bindAddress());
		values.put("proxy", describe(settings.proxy()));
		values.put("startTls", describe(settings.startTls()));
		values.values().removeIf(Objects::isNull);
		return values;
	}

	private static @Nullable String describe(SettingsDescriptor.@Nullable ProxyDescriptor proxy) {
		return (proxy != null) ? "%s, %s:%d%s, not for %s".formatted(proxy.type(), proxy.host(), proxy.port(),
				proxy.authenticated() ? " with credentials" : "", proxy.nonProxyHosts()) : null;
	}

	private static @Nullable String describe(SettingsDescriptor.@Nullable StartTlsDescriptor dialogue) {
		if (dialogue == null) {
			return null;
		}
		String policy = (dialogue.tlsPolicy() != null) ? dialogue.tlsPolicy()
				: Boolean.TRUE.equals(dialogue.requireTls()) ? "TLS required" : "TLS not required";
		return "%s, %s, as %s, within %s".formatted(dialogue.protocol(), policy, dialogue.hostName(),
				dialogue.timeout());
	}

	private void options(Html html, OptionsDescriptor options) {
		Layout.section(html, "Options",
				() -> html
					.element("p",
							options.usedBy().isEmpty() ? "Used by nobody."
									: "Used by %s.".formatted(String.join(", ", options.usedBy())))
					.element("p", reloads(options)));
		PolicyDescriptor tls = options.tls();
		if (tls != null) {
			policy(html, "Options: what is left of them with the engine", tls);
		}
	}

	private static String reloads(OptionsDescriptor options) {
		ReloadHistory reloads = options.reloads();
		return (reloads != null) ? "Reloaded %d times, and failed to %d times; the last time, at %s, it %s.".formatted(
				reloads.succeeded(), reloads.failed(), Tables.time(reloads.last().time()), reloads.last().result())
				: "Never reloaded.";
	}

	private static void policy(Html html, String heading, PolicyDescriptor policy) {
		Layout.section(html, heading, () -> {
			html.open("p").text("Options ").link("", policy.options());
			html.text(", generation %d".formatted(policy.generation())).close("p");
			values(html, values(policy), policy.origins());
			if (!policy.chain().isEmpty()) {
				html.element("h3", "Certificates that are sent");
				origin(html, policy.origins().get("chain"));
				Tables.chain(html, policy.chain());
			}
			if (policy.trustSources() != null) {
				html.element("h3", "Whom it trusts");
				origin(html, policy.origins().get("trust"));
				Tables.trust(html, policy.trustSources());
			}
		});
	}

	private static void origin(Html html, @Nullable String origin) {
		if (origin != null) {
			html.element("p", origin, "class", "dim");
		}
	}

	private static Map<String, @Nullable Object> values(PolicyDescriptor policy) {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		values.put("engine", policy.engine());
		values.put("versions", String.join(", ", policy.versions()));
		values.put("cipherSuites", String.join(", ", policy.cipherSuites()));
		values.put("groups", policy.groups().isEmpty() ? "as the JVM decides" : String.join(", ", policy.groups()));
		values.put("postQuantum", policy.postQuantum());
		values.put("dhParameters", policy.dhParameters());
		values.put("applicationProtocols", String.join(", ", policy.applicationProtocols()));
		values.put("protocolNegotiation", String.join(", ", policy.protocolNegotiation()));
		values.put("resumption", policy.resumption());
		values.put("resumptionLifetime", policy.resumptionLifetime());
		values.put("resumptionCacheSize", policy.resumptionCacheSize());
		values.put("clientAuthentication", policy.clientAuthentication());
		values.put("insecurelySkipsVerification", policy.insecurelySkipsVerification());
		values.put("trustPolicy", describe(policy.trustPolicy()));
		values.values().removeIf(Objects::isNull);
		return values;
	}

	private static String describe(TrustPolicyDescriptor policy) {
		return "at most %d intermediates, RSA keys from %d bits%s%s%s".formatted(policy.maximumIntermediates(),
				policy.minimumRsaBits(), policy.allowPartialChain() ? ", partial chains" : "",
				policy.insecurelyAllowSha1() ? ", SHA-1 signatures" : "",
				policy.strictTrustProfile() ? ", strict profile" : "");
	}

	private static void values(Html html, Map<String, @Nullable Object> values, Map<String, String> origins) {
		Layout.table(html, List.of("Setting", "Value", "From"), () -> values.forEach((name, value) -> {
			html.open("tr").element("th", name).element("td", value);
			html.element("td", origins.getOrDefault(name, ""), "class", "dim").close("tr");
		}));
	}

}
