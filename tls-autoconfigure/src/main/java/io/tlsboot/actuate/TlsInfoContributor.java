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
import java.util.Map;
import java.util.Objects;

import io.tlsboot.ledger.EndpointDescriptor;
import io.tlsboot.ledger.Inventory;
import io.tlsboot.ledger.Overview;
import io.tlsboot.ledger.PolicyDescriptor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Adds to the endpoint {@code info} which TLS this is, and what listens where.
 *
 * @since 0.1.0
 */
public final class TlsInfoContributor implements InfoContributor {

	private final Inventory inventory;

	/**
	 * Create a contributor.
	 * @param inventory what there is
	 */
	public TlsInfoContributor(Inventory inventory) {
		this.inventory = inventory;
	}

	@Override
	public void contribute(Info.Builder builder) {
		Overview.EngineDescriptor engine = this.inventory.engine();
		Map<String, ListenerInfo> listeners = new LinkedHashMap<>();
		this.inventory.listeners().forEach((name, listener) -> listeners.put(name, describe(listener)));
		builder.withDetail("tls", new TlsInfo(version(), new EngineInfo(engine.name(), engine.version()), listeners));
	}

	// In the manifest of the jar.
	private static String version() {
		return Objects.requireNonNullElse(TlsInfoContributor.class.getPackage().getImplementationVersion(), "unknown");
	}

	private static ListenerInfo describe(EndpointDescriptor listener) {
		PolicyDescriptor policy = listener.tls();
		return new ListenerInfo(listener.address(), listener.port(), listener.mode(),
				(policy != null) ? policy.versions().stream().sorted().findFirst().orElse(null) : null);
	}

	/**
	 * TLS in this application.
	 *
	 * @param version the version of this library
	 * @param engine what {@code engine: auto} takes here
	 * @param listeners the listeners by name
	 */
	private record TlsInfo(String version, EngineInfo engine, Map<String, ListenerInfo> listeners) {

	}

	/**
	 * An implementation of TLS.
	 *
	 * @param name its name
	 * @param version its version
	 */
	private record EngineInfo(String name, String version) {

	}

	/**
	 * A listener.
	 *
	 * @param address where it listens, {@code *} for every address
	 * @param port the port
	 * @param mode how connections begin
	 * @param minimumVersion the oldest version that can be negotiated; {@code null} for a
	 * plain listener
	 */
	private record ListenerInfo(String address, int port, String mode, @Nullable String minimumVersion) {

	}

}
