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

package io.tlsboot.ledger;

import java.util.List;
import java.util.Map;

import io.tlsboot.lint.Finding;
import org.jspecify.annotations.Nullable;

/**
 * All of TLS in this application at a glance.
 *
 * @param engine the engine that {@code engine: auto} takes here
 * @param listeners the listeners by name
 * @param clients the clients by name
 * @param options the options by name
 * @param others what else had handshakes
 * @param handshakes all handshakes
 * @param reasons what the reasons of the failures mean, and what to do
 * @param failures the last failures, the newest first; {@code null} unless asked for
 * @param sessions the last handshakes that succeeded, the newest first; {@code null}
 * unless asked for
 * @param lint what is not as it should be, the worst first
 * @param jvm the handshakes of others in this JVM; {@code null} if they are not counted
 * @since 0.1.0
 */
public record Overview(EngineDescriptor engine, Map<String, EndpointDescriptor> listeners,
		Map<String, EndpointDescriptor> clients, Map<String, OptionsDescriptor> options, List<OtherDescriptor> others,
		HandshakeCounts handshakes, Map<String, ReasonDescriptor> reasons, @Nullable List<FailureRecord> failures,
		@Nullable List<SessionRecord> sessions, List<Finding> lint, @Nullable JvmHandshakeCounts jvm) {

	/**
	 * What goes by one name.
	 *
	 * @param name the name
	 * @param endpoints a listener, a client, or one of each
	 * @param options the options of this name; {@code null} if there are none
	 * @param others what else had handshakes
	 * @param reasons what the reasons of the failures mean, and what to do
	 * @param failures the last failures, the newest first; {@code null} unless asked for
	 * @param sessions the last handshakes that succeeded, the newest first; {@code null}
	 * unless asked for
	 * @param lint what is not as it should be with it, and with the options that it uses
	 */
	public record Named(String name, List<EndpointDescriptor> endpoints, @Nullable OptionsDescriptor options,
			List<OtherDescriptor> others, Map<String, ReasonDescriptor> reasons, @Nullable List<FailureRecord> failures,
			@Nullable List<SessionRecord> sessions, List<Finding> lint) {

	}

	/**
	 * An implementation of TLS.
	 *
	 * @param name its name
	 * @param version its version
	 * @param openSslUnavailable why BoringSSL cannot be used; {@code null} if it can
	 */
	public record EngineDescriptor(String name, String version, @Nullable String openSslUnavailable) {

	}

}
