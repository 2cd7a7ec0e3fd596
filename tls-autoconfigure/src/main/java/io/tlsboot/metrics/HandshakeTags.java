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

package io.tlsboot.metrics;

import io.micrometer.core.instrument.Tags;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.options.NamedGroup;

/**
 * What handshakes are timed by. There are only so many: a peer chooses among what we
 * offer or accept, and nothing else.
 *
 * @param endpoint the listener or client
 * @param version the version
 * @param cipher the cipher suite
 * @param group the group of the key exchange
 * @param protocol the application protocol
 * @param reason why it failed
 */
record HandshakeTags(Endpoint endpoint, String version, String cipher, String group, String protocol, String reason) {

	/** What stands for a part that there is not. */
	static final String NONE = "none";

	static HandshakeTags of(Endpoint endpoint, NegotiatedSession session) {
		return new HandshakeTags(endpoint, session.version().protocolName(), session.cipherSuite(),
				session.group().map(NamedGroup::groupName).orElse(NONE), session.applicationProtocol().orElse(NONE),
				NONE);
	}

	static HandshakeTags of(Endpoint endpoint, FailureReason reason) {
		return new HandshakeTags(endpoint, NONE, NONE, NONE, NONE, reason.code());
	}

	Tags tags() {
		return EndpointTags.of(this.endpoint)
			.and("version", this.version, "cipher", this.cipher, "group", this.group, "protocol", this.protocol,
					"result", this.reason.equals(NONE) ? "success" : "failure", "reason", this.reason);
	}

}
