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

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A real server that listens on loopback; closing it ends it and deletes its folder.
 */
public final class PeerServer implements AutoCloseable {

	private static final Duration START = Duration.ofSeconds(20);

	private static final int STOP_MILLIS = 1500;

	private final PeerFolder folder;

	private final Map<String, Integer> ports;

	private final Process process;

	private PeerServer(PeerFolder folder, Map<String, Integer> ports, Process process) {
		this.folder = folder;
		this.ports = Map.copyOf(ports);
		this.process = process;
	}

	static PeerServer await(PeerFolder folder, Map<String, Integer> ports, Process process, String ready) {
		PeerServer server = new PeerServer(folder, ports, process);
		try {
			Awaitility.await()
				.atMost(START)
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(20))
				.until(() -> !process.isAlive() || server.listens(ready));
		}
		catch (ConditionTimeoutException ex) {
			server.stop();
			throw new IllegalStateException("the server does not listen: " + server.log(), ex);
		}
		if (!process.isAlive()) {
			throw new IllegalStateException("the server ended: " + server.log());
		}
		return server;
	}

	private boolean listens(String ready) {
		return log().contains(ready) && this.ports.values().stream().allMatch(PeerServer::isOpen);
	}

	private static boolean isOpen(int port) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Return the names of what it speaks, as {@code openssl s_client -starttls} has them.
	 */
	public Set<String> protocols() {
		return this.ports.keySet();
	}

	/**
	 * Return the port of a protocol.
	 * @param protocol its name to {@code openssl s_client -starttls}
	 */
	public int port(String protocol) {
		Integer port = this.ports.get(protocol);
		if (port == null) {
			throw new IllegalArgumentException("no '%s' in %s".formatted(protocol, this.ports.keySet()));
		}
		return port;
	}

	/**
	 * Return what the server has logged.
	 */
	public String log() {
		return this.folder.log();
	}

	/**
	 * End the server with all its processes.
	 */
	@Override
	public void close() {
		stop();
		this.folder.delete();
	}

	private void stop() {
		List<ProcessHandle> others = this.process.descendants().toList();
		this.process.destroy();
		others.forEach(ProcessHandle::destroy);
		try {
			if (!this.process.waitFor(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		others.forEach(ProcessHandle::destroyForcibly);
	}

}
