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

import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.LogQuota;
import io.tlsboot.connection.TlsAlert;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One line for a failed handshake or a refused connection, and at most one each second
 * for the same endpoint and reason: peers must not be able to fill a disk.
 */
final class FailureLog {

	private static final Log logger = LogFactory.getLog(Ledger.class);

	// There was no handshake, and on a listener in clear there would be none.
	private static final Set<FailureReason> REFUSALS = EnumSet.of(FailureReason.TOO_MANY_CONNECTIONS,
			FailureReason.TOO_MANY_HANDSHAKES, FailureReason.UNTRUSTED_PROXY, FailureReason.PROXY_HEADER);

	private final Map<Key, LogQuota> quotas = new ConcurrentHashMap<>();

	void log(Endpoint endpoint, HandshakeFailure failure) {
		if (!logger.isWarnEnabled()) {
			return;
		}
		LogQuota quota = this.quotas.computeIfAbsent(new Key(endpoint, failure.reason()), (key) -> new LogQuota());
		OptionalLong leftOut = quota.acquire();
		if (leftOut.isPresent()) {
			String what = REFUSALS.contains(failure.reason()) ? "connection of %s refused" : "handshake with %s failed";
			logger.warn("%s: %s: %s (%s%s)%s. %s".formatted(endpoint, what.formatted(failure.remoteAddress()),
					failure.reason(), failure.detail(), alert(failure.alert()), LogQuota.suffix(leftOut.getAsLong()),
					failure.reason().remedy()));
		}
	}

	private static String alert(@Nullable TlsAlert alert) {
		return (alert != null) ? "; alert %s".formatted(alert) : "";
	}

	/**
	 * What shares a quota.
	 *
	 * @param endpoint the listener or client
	 * @param reason why the handshake failed
	 */
	private record Key(Endpoint endpoint, FailureReason reason) {

	}

}
