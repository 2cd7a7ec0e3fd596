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

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.tlsboot.connection.HandshakeException;
import io.tlsboot.connection.LogQuota;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.TlsConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is being opened. Ends once.
 */
final class ConnectObservation {

	private static final Log logger = LogFactory.getLog(ConnectObservation.class);

	private static final LogQuota QUOTA = new LogQuota();

	private final Observation observation;

	private final AtomicBoolean over = new AtomicBoolean();

	private ConnectObservation(Observation observation) {
		this.observation = observation;
	}

	/**
	 * Begin to observe.
	 * @param client the name of the client
	 * @param registry hears of it
	 * @param parent the observation around it, or {@code null} for that of the thread
	 * @return what was begun, or {@code null} if whoever hears of it threw
	 */
	static @Nullable ConnectObservation start(String client, ObservationRegistry registry,
			@Nullable Observation parent) {
		try {
			return begin(client, registry, parent);
		}
		catch (RuntimeException ex) {
			log(ex);
			return null;
		}
	}

	private static ConnectObservation begin(String client, ObservationRegistry registry, @Nullable Observation parent) {
		Observation observation = Observation.createNotStarted(TlsConnectObservations.NAME, registry)
			.contextualName("tls connect " + client)
			.lowCardinalityKeyValue("endpoint", client);
		if (parent != null) {
			observation.parentObservation(parent);
		}
		ConnectObservation made = new ConnectObservation(observation);
		made.tell(HandshakeTags.NONE, HandshakeTags.NONE, HandshakeTags.NONE, HandshakeTags.NONE);
		observation.start();
		return made;
	}

	Observation observation() {
		return this.observation;
	}

	void succeeded(@Nullable TlsConnection connection) {
		NegotiatedSession session = (connection != null) ? connection.session().orElse(null) : null;
		end("success", HandshakeTags.NONE, (session != null) ? session.version().protocolName() : HandshakeTags.NONE,
				(session != null) ? session.applicationProtocol().orElse(HandshakeTags.NONE) : HandshakeTags.NONE);
	}

	void failed(Throwable cause) {
		guarded(() -> this.observation.error(cause));
		end("failure", (cause instanceof HandshakeException refused) ? refused.reason().code() : "not-connected",
				HandshakeTags.NONE, HandshakeTags.NONE);
	}

	void cancelled() {
		end("failure", "cancelled", HandshakeTags.NONE, HandshakeTags.NONE);
	}

	private void end(String result, String reason, String version, String protocol) {
		if (this.over.compareAndSet(false, true)) {
			guarded(() -> tell(result, reason, version, protocol));
			guarded(this.observation::stop);
		}
	}

	// A connection is not lost because somebody who hears of it throws.
	private static void guarded(Runnable what) {
		try {
			what.run();
		}
		catch (RuntimeException ex) {
			log(ex);
		}
	}

	private static void log(RuntimeException failure) {
		OptionalLong leftOut = QUOTA.acquire();
		if (leftOut.isPresent()) {
			logger.error("The observation '%s' was told to somebody who threw%s".formatted(TlsConnectObservations.NAME,
					LogQuota.suffix(leftOut.getAsLong())), failure);
		}
	}

	private void tell(String result, String reason, String version, String protocol) {
		this.observation.lowCardinalityKeyValue("result", result)
			.lowCardinalityKeyValue("reason", reason)
			.lowCardinalityKeyValue("version", version)
			.lowCardinalityKeyValue("protocol", protocol);
	}

}
