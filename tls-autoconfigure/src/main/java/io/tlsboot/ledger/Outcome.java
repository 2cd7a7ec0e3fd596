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

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.options.NamedGroup;

/**
 * How a handshake ended: what counters are kept by. There are only so many: no part is
 * chosen freely by a peer.
 */
sealed interface Outcome {

	/** What stands for a part that was not negotiated. */
	String NONE = "none";

	Endpoint endpoint();

	/**
	 * A good end.
	 *
	 * @param endpoint the listener or client
	 * @param version the version
	 * @param cipherSuite the cipher suite
	 * @param group the group of the key exchange
	 * @param postQuantum whether the group is hybrid
	 * @param applicationProtocol the application protocol
	 * @param resumed whether an earlier session went on
	 */
	record Success(Endpoint endpoint, String version, String cipherSuite, String group, boolean postQuantum,
			String applicationProtocol, boolean resumed) implements Outcome {

		static Success of(Endpoint endpoint, NegotiatedSession session) {
			return new Success(endpoint, session.version().protocolName(), session.cipherSuite(),
					session.group().map(NamedGroup::groupName).orElse(NONE),
					session.group().filter(NamedGroup::isPostQuantum).isPresent(),
					session.applicationProtocol().orElse(NONE), session.isResumed());
		}

	}

	/**
	 * A bad end.
	 *
	 * @param endpoint the listener or client
	 * @param reason why
	 */
	record Failure(Endpoint endpoint, FailureReason reason) implements Outcome {

	}

}
