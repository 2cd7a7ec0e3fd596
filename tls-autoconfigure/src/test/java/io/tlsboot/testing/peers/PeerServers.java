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

package io.tlsboot.testing.peers;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

import io.tlsboot.x509.PrivateCertificate;

/**
 * The servers of one test class, each of which is started when the first test needs it.
 */
public final class PeerServers implements AutoCloseable {

	private final Function<Peer, PeerServer> starting;

	private final Map<Peer, PeerServer> servers = new EnumMap<>(Peer.class);

	private PeerServers(Function<Peer, PeerServer> starting) {
		this.starting = starting;
	}

	/**
	 * Have servers with TLS.
	 */
	public static PeerServers secured(PrivateCertificate certificate) {
		return new PeerServers((peer) -> peer.start(certificate));
	}

	/**
	 * Have servers without TLS.
	 */
	public static PeerServers plain() {
		return new PeerServers(Peer::startPlain);
	}

	/**
	 * Return a server, or skip the test if it cannot be started.
	 */
	public PeerServer get(Peer peer) {
		peer.require();
		return this.servers.computeIfAbsent(peer, this.starting);
	}

	@Override
	public void close() {
		this.servers.values().forEach(PeerServer::close);
		this.servers.clear();
	}

}
