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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RawBackend;
import io.tlsboot.testing.RawTlsPeer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.tcp.TcpClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * What one side sent arrives whole and is followed by an end in order, or else it does
 * not look like an end; also when the backend is late, or both sides are busy.
 */
class ForwarderEndOfStreamTests extends AbstractForwarderTests {

	private static final int SIZE = 5000;

	private static final int BUSY = 512 * 1024;

	private static final int CHUNK = 32 * 1024;

	private static final int ROUNDS = 3;

	// Enough for the listener to find out that its client is gone.
	private static final Duration LATENESS = Duration.ofMillis(50);

	private final Sinks.Empty<Void> left = Sinks.empty();

	// Connects when the client has left.
	private Forwarder late(int port) {
		Mono<TlsConnection> connections = TcpClient.newConnection()
			.host("127.0.0.1")
			.port(port)
			.connect()
			.map(TlsConnection::of);
		return Forwarder.toClient("test", "late", this.left.asMono().then(Mono.delay(LATENESS)).then(connections));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void whatAClientSentBeforeItClosedIsDeliveredToALateBackend(EngineChoice engine, TlsVersion version)
			throws Exception {
		try (RawBackend backend = RawBackend.listen()) {
			Listener listener = this.endpoints.listen(server(engine, version), late(backend.port()));
			try (RawTlsPeer client = RawTlsPeer.connect(listener.port(), version.protocolName())) {
				client.tls().startHandshake();
				client.tls().getOutputStream().write(new byte[SIZE]);
				client.tls().shutdownOutput();
				client.tcp().shutdownOutput();
				this.left.tryEmitEmpty();

				assertThat(backend.socket().getInputStream().readAllBytes()).hasSize(SIZE);
			}
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void clientThatIsCutOffDoesNotLookLikeAnEndToALateBackend(EngineChoice engine, TlsVersion version)
			throws Exception {
		try (RawBackend backend = RawBackend.listen()) {
			Listener listener = this.endpoints.listen(server(engine, version), late(backend.port()));
			try (RawTlsPeer client = RawTlsPeer.connect(listener.port(), version.protocolName())) {
				client.tls().startHandshake();
				client.tls().getOutputStream().write(new byte[SIZE]);
				client.tcp().shutdownOutput();
				this.left.tryEmitEmpty();
				Socket socket = backend.socket();

				assertThatIOException().isThrownBy(() -> socket.getInputStream().readAllBytes())
					.withMessageContaining("reset");
			}
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void backendThatBreaksOffWhileBothAreBusyDoesNotLookLikeAnEnd(EngineChoice engine, TlsVersion version)
			throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			try (RawBackend backend = RawBackend.listen()) {
				Listener listener = this.endpoints.listen(server(engine, version), forwarder(backend.port()));
				Observed client = observe(listener);
				new Traffic(client.connection(), backend.socket()).begin();

				backend.socket().setSoLinger(true, 0);
				backend.socket().close();

				assertThat(client.endedInOrder()).isFalse();
			}
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void clientThatBreaksOffWhileBothAreBusyDoesNotLookLikeAnEnd(EngineChoice engine, TlsVersion version)
			throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			try (RawBackend backend = RawBackend.listen()) {
				Listener listener = this.endpoints.listen(server(engine, version), forwarder(backend.port()));
				TlsConnection client = connect(listener);
				Traffic traffic = new Traffic(client, backend.socket());
				traffic.begin();
				// Who writes to a connection that was reset may learn it in the place of
				// who reads.
				traffic.letBackendRead();

				Channel channel = channel(client);
				channel.config().setOption(ChannelOption.SO_LINGER, 0);
				channel.eventLoop().execute(() -> channel.unsafe().close(channel.newPromise()));

				assertThat(traffic.end()).contains("reset");
			}
		}
	}

	/**
	 * Both sides write and read all the time.
	 */
	private static final class Traffic {

		private final TlsConnection client;

		private final Socket backend;

		private final CountDownLatch toClient = new CountDownLatch(BUSY);

		private final CountDownLatch toBackend = new CountDownLatch(1);

		private final CompletableFuture<String> end = new CompletableFuture<>();

		private final CountDownLatch silent = new CountDownLatch(1);

		private volatile boolean reading;

		private Traffic(TlsConnection client, Socket backend) {
			this.client = client;
			this.backend = backend;
		}

		// Returns when much has come to both.
		private void begin() throws InterruptedException {
			this.client.inbound().receive().asByteArray().subscribe((data) -> {
				for (int i = 0; i < data.length && this.toClient.getCount() > 0; i++) {
					this.toClient.countDown();
				}
			}, (failure) -> {
			});
			start(this::writeToBackend);
			start(this::writeToClient);
			start(this::readAtBackend);
			await(this.toClient);
			await(this.toBackend);
		}

		private void letBackendRead() throws InterruptedException {
			this.reading = true;
			await(this.silent);
		}

		private static void await(CountDownLatch latch) throws InterruptedException {
			assertThat(latch.await(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}

		// How reading ends at the backend.
		private String end() throws Exception {
			return this.end.get(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		}

		private static void start(Runnable work) {
			Thread thread = new Thread(work, "traffic");
			thread.setDaemon(true);
			thread.start();
		}

		private void writeToBackend() {
			Mono<Void> chunk = this.client.outbound().sendByteArray(Mono.just(new byte[CHUNK])).then();
			// Until the connection is gone.
			while (chunk.thenReturn(true).onErrorReturn(false).blockOptional(Endpoints.TIMEOUT).orElse(false)) {
				Thread.onSpinWait();
			}
		}

		private void writeToClient() {
			try {
				while (!this.reading) {
					this.backend.getOutputStream().write(new byte[CHUNK]);
				}
			}
			catch (IOException ex) {
				// The backend is gone.
			}
			this.silent.countDown();
		}

		private void readAtBackend() {
			try {
				InputStream received = this.backend.getInputStream();
				received.skipNBytes(BUSY);
				this.toBackend.countDown();
				received.transferTo(OutputStream.nullOutputStream());
				this.end.complete("end of stream");
			}
			catch (IOException ex) {
				this.end.complete(String.valueOf(ex.getMessage()));
			}
		}

	}

}
