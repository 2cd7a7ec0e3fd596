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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.LogQuota;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Holds each handshake that succeeded against stricter options, and counts who would be
 * refused by them. Nobody is refused. Chains are judged on the event loop, as in the
 * handshake itself.
 *
 * @since 0.1.0
 */
public final class ReportOnly implements HandshakeListener {

	private static final Log logger = LogFactory.getLog(ReportOnly.class);

	private static final String OTHER = "other";

	private final Map<Endpoint, Map<String, Supplier<StricterPolicy>>> byEndpoint;

	private final Map<String, Supplier<StricterPolicy>> byOptions;

	private final Map<Endpoint, Report> reports = new ConcurrentHashMap<>();

	/**
	 * Create a report.
	 * @param byEndpoint what handshakes of a listener are held against, by the name of
	 * the options that it served the client with
	 * @param byOptions what all other handshakes are held against, by the name of their
	 * options
	 */
	public ReportOnly(Map<Endpoint, Map<String, Supplier<StricterPolicy>>> byEndpoint,
			Map<String, Supplier<StricterPolicy>> byOptions) {
		this.byEndpoint = Map.copyOf(byEndpoint);
		this.byOptions = Map.copyOf(byOptions);
	}

	@Override
	public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
		Supplier<StricterPolicy> policy = this.byEndpoint.getOrDefault(endpoint, this.byOptions)
			.get(success.session().options());
		if (policy != null) {
			Set<FailureReason> refusals = policy.get().refusals(endpoint.side(), success);
			this.reports.computeIfAbsent(endpoint, (key) -> new Report()).add(endpoint, success, refusals);
		}
	}

	@Override
	public void failed(Endpoint endpoint, HandshakeFailure failure) {
		// It is refused already.
	}

	/**
	 * Return the counts of an endpoint.
	 * @param endpoint the listener or client
	 * @return the counts, or {@code null} if none of its handshakes was held against
	 * anything yet
	 */
	public @Nullable ReportOnlyCounts of(Endpoint endpoint) {
		Report report = this.reports.get(endpoint);
		return (report != null) ? report.counts() : null;
	}

	/**
	 * The report of one endpoint.
	 */
	private static final class Report {

		private final LongAdder evaluated = new LongAdder();

		private final LongAdder wouldBeRefused = new LongAdder();

		private final Map<FailureReason, LongAdder> reasons = new ConcurrentHashMap<>();

		private final Map<String, Map<FailureReason, LongAdder>> peers = new ConcurrentHashMap<>();

		private final Map<FailureReason, LogQuota> quotas = new ConcurrentHashMap<>();

		void add(Endpoint endpoint, HandshakeSuccess success, Set<FailureReason> refusals) {
			this.evaluated.increment();
			if (refusals.isEmpty()) {
				return;
			}
			this.wouldBeRefused.increment();
			Map<FailureReason, LongAdder> peer = peer(host(success.remoteAddress()));
			for (FailureReason reason : refusals) {
				this.reasons.computeIfAbsent(reason, (key) -> new LongAdder()).increment();
				peer.computeIfAbsent(reason, (key) -> new LongAdder()).increment();
				log(endpoint, success, reason);
			}
		}

		private void log(Endpoint endpoint, HandshakeSuccess success, FailureReason reason) {
			OptionalLong leftOut = this.quotas.computeIfAbsent(reason, (key) -> new LogQuota()).acquire();
			if (leftOut.isPresent()) {
				logger.info("%s: stricter options (report-only) would refuse %s: %s (%s)%s".formatted(endpoint,
						success.remoteAddress(), reason, success.session(), LogQuota.suffix(leftOut.getAsLong())));
			}
		}

		private Map<FailureReason, LongAdder> peer(String host) {
			Map<FailureReason, LongAdder> known = this.peers.get(host);
			if (known != null) {
				return known;
			}
			// Several at a time may find room: a few more do not matter.
			String name = (this.peers.size() < ReportOnlyCounts.MAXIMUM_PEERS) ? host : OTHER;
			return this.peers.computeIfAbsent(name, (key) -> new ConcurrentHashMap<>());
		}

		private static String host(@Nullable SocketAddress address) {
			return (address instanceof InetSocketAddress inet && inet.getAddress() != null)
					? inet.getAddress().getHostAddress() : Objects.toString(address, OTHER);
		}

		ReportOnlyCounts counts() {
			Map<String, Map<String, Long>> byPeer = new TreeMap<>();
			this.peers.forEach((host, counted) -> byPeer.put(host, sums(counted)));
			return new ReportOnlyCounts(this.evaluated.sum(), this.wouldBeRefused.sum(), sums(this.reasons), byPeer);
		}

		private static Map<String, Long> sums(Map<FailureReason, LongAdder> counted) {
			return counted.entrySet()
				.stream()
				.collect(Collectors.toMap((entry) -> entry.getKey().code(), (entry) -> entry.getValue().sum(),
						Long::sum, TreeMap::new));
		}

	}

}
