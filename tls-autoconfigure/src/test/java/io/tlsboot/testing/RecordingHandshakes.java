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

package io.tlsboot.testing;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what happened, for the test to wait for.
 */
public final class RecordingHandshakes implements HandshakeListener {

	private final BlockingQueue<NegotiatedSession> serverSessions = new LinkedBlockingQueue<>();

	private final BlockingQueue<NegotiatedSession> clientSessions = new LinkedBlockingQueue<>();

	private final BlockingQueue<HandshakeFailure> serverFailures = new LinkedBlockingQueue<>();

	private final BlockingQueue<HandshakeFailure> clientFailures = new LinkedBlockingQueue<>();

	private final AtomicInteger toldOfServers = new AtomicInteger();

	private final HandshakeListener next;

	public RecordingHandshakes() {
		this(new Nobody());
	}

	/**
	 * Pass everything on, too.
	 */
	public RecordingHandshakes(HandshakeListener next) {
		this.next = next;
	}

	@Override
	public void began(Endpoint endpoint) {
		this.next.began(endpoint);
	}

	@Override
	public void ended(Endpoint endpoint) {
		this.next.ended(endpoint);
	}

	@Override
	public void closed(Endpoint endpoint) {
		this.next.closed(endpoint);
	}

	@Override
	public @Nullable Traffic traffic(Endpoint endpoint) {
		return this.next.traffic(endpoint);
	}

	@Override
	public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
		this.next.succeeded(endpoint, success);
		count(endpoint);
		((endpoint.side() == Side.SERVER) ? this.serverSessions : this.clientSessions).add(success.session());
	}

	@Override
	public void failed(Endpoint endpoint, HandshakeFailure failure) {
		this.next.failed(endpoint, failure);
		count(endpoint);
		((endpoint.side() == Side.SERVER) ? this.serverFailures : this.clientFailures).add(failure);
	}

	private void count(Endpoint endpoint) {
		if (endpoint.side() == Side.SERVER) {
			this.toldOfServers.incrementAndGet();
		}
	}

	/**
	 * Return how often anything was told of a listener, good or bad.
	 */
	public int toldOfServers() {
		return this.toldOfServers.get();
	}

	public NegotiatedSession session(Side side) {
		return take((side == Side.SERVER) ? this.serverSessions : this.clientSessions);
	}

	public HandshakeFailure failure(Side side) {
		return take((side == Side.SERVER) ? this.serverFailures : this.clientFailures);
	}

	/**
	 * Tell whether no handshake has failed, yet.
	 */
	public boolean isSilent(Side side) {
		return ((side == Side.SERVER) ? this.serverFailures : this.clientFailures).isEmpty();
	}

	/**
	 * Forget what no test has asked for, so that one that failed does not fail the next.
	 */
	public void forget() {
		this.serverSessions.clear();
		this.clientSessions.clear();
		this.serverFailures.clear();
		this.clientFailures.clear();
	}

	private static <T> T take(BlockingQueue<T> queue) {
		try {
			T taken = queue.poll(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
			if (taken == null) {
				throw new AssertionError("no such handshake within " + Endpoints.TIMEOUT);
			}
			return taken;
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private static final class Nobody implements HandshakeListener {

		@Override
		public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
		}

		@Override
		public void failed(Endpoint endpoint, HandshakeFailure failure) {
		}

	}

}
