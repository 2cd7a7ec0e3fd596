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

package io.tlsboot.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RawBackend;
import io.tlsboot.testing.RawTlsPeer;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever does not read stops whoever sends. The operating system's buffers on the way
 * hold some megabytes; what would not stop would send hundreds.
 */
class ForwarderBackpressureTests extends AbstractForwarderTests {

	private static final int MEGABYTE = 1024 * 1024;

	private static final long LIMIT = 64L * MEGABYTE;

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void backendThatDoesNotReadStopsTheClient(EngineChoice engine, TlsVersion version) throws Exception {
		try (RawBackend backend = RawBackend.listen()) {
			Listener listener = this.endpoints.listen(server(engine, version), forwarder(backend.port()));
			try (RawTlsPeer client = RawTlsPeer.connect(listener.port(), version.protocolName())) {
				client.tls().startHandshake();
				assertStopped(client.tls(), backend.socket());
			}
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void clientThatDoesNotReadStopsTheBackend(EngineChoice engine, TlsVersion version) throws Exception {
		try (RawBackend backend = RawBackend.listen()) {
			Listener listener = this.endpoints.listen(server(engine, version), forwarder(backend.port()));
			try (RawTlsPeer client = RawTlsPeer.connect(listener.port(), version.protocolName())) {
				client.tls().startHandshake();
				assertStopped(backend.socket(), client.tls());
			}
		}
	}

	private static void assertStopped(Socket from, Socket to) throws Exception {
		long before = memory();
		Producer producer = new Producer(from);
		producer.start();

		long stoppedAt = producer.awaitStandstill();

		assertThat(stoppedAt).isBetween(1L, LIMIT);
		assertThat(memory() - before).isLessThan(8L * MEGABYTE);
		producer.finish = true;
		long received = count(to.getInputStream());
		producer.join(Endpoints.TIMEOUT.toMillis());
		assertThat(received).isEqualTo(producer.sent.get());
	}

	private static long memory() {
		ByteBufAllocatorMetric metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
		return metric.usedDirectMemory() + metric.usedHeapMemory();
	}

	private static long count(InputStream in) throws IOException {
		byte[] buffer = new byte[MEGABYTE];
		long count = 0;
		for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
			count += read;
		}
		return count;
	}

	/**
	 * Sends as fast as it can, and closes when it is told to finish.
	 */
	private static final class Producer extends Thread {

		private final Socket socket;

		private final AtomicLong sent = new AtomicLong();

		private long seen;

		private volatile boolean finish;

		private Producer(Socket socket) {
			super("producer");
			this.socket = socket;
			setDaemon(true);
		}

		@Override
		public void run() {
			byte[] data = new byte[64 * 1024];
			try {
				OutputStream out = this.socket.getOutputStream();
				while (!this.finish && this.sent.get() < 4 * LIMIT) {
					out.write(data);
					this.sent.addAndGet(data.length);
				}
				this.socket.close();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private long awaitStandstill() {
			Awaitility.await().atMost(Endpoints.TIMEOUT).pollInterval(Duration.ofMillis(400)).until(this::standsStill);
			return this.seen;
		}

		private boolean standsStill() {
			long before = this.seen;
			this.seen = this.sent.get();
			return before > 0 && this.seen == before;
		}

	}

}
