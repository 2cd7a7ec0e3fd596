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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RawBackend;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

@ExtendWith(OutputCaptureExtension.class)
class ForwarderTests extends AbstractForwarderTests {

	private static final int MUCH = 3 * 1024 * 1024;

	private static final int CHUNK = 12 * 1024;

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void bytesGoToABackendInClearAndBack(EngineChoice engine, TlsVersion version) {
		Listener backend = this.endpoints.listenPlain(Endpoints.ECHO);
		Listener listener = this.endpoints.listen(server(engine, version), forwarder(backend.port()));

		assertThat(Endpoints.exchange(client(listener), "hello")).isEqualTo("hello");
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void bytesGoToABackendWithTlsAndBack(EngineChoice engine, TlsVersion version) {
		Listener backend = this.endpoints.listen(server(engine, version), Endpoints.ECHO);
		TlsClient toBackend = this.endpoints.client(backend, "localhost",
				CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).engine(engine).build());
		Listener listener = this.endpoints.listen(server(engine, version),
				Forwarder.toClient("test", "partner", Mono.defer(toBackend::connect)));

		assertThat(Endpoints.exchange(client(listener), "hello")).isEqualTo("hello");
	}

	@Test
	void listenerInClearForwardsToo() throws IOException {
		Listener backend = this.endpoints.listen(server(EngineChoice.AUTO).build(), Endpoints.ECHO);
		Listener listener = this.endpoints
			.listenPlain(Forwarder.toClient("test", "partner", Mono.defer(client(backend)::connect)));

		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
			assertThat(socket.getInputStream().readNBytes(5)).asString(StandardCharsets.US_ASCII).isEqualTo("hello");
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void whatABackendSentBeforeItsEndIsDeliveredAndThenCloseNotify(EngineChoice engine, TlsVersion version)
			throws Exception {
		try (RawBackend backend = RawBackend.listen()) {
			Listener listener = this.endpoints.listen(server(engine, version), forwarder(backend.port()));
			Observed client = observe(listener);
			Mono<Integer> received = received(client.connection());

			backend.socket().getOutputStream().write(new byte[MUCH]);
			backend.socket().shutdownOutput();

			assertThat(received.block(Endpoints.TIMEOUT)).isEqualTo(MUCH);
			assertThat(client.endedInOrder()).isTrue();
			await(() -> listener.openConnections() == 0);
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void whatAClientSentBeforeItsEndIsDeliveredAndThenTheEnd(EngineChoice engine, TlsVersion version) throws Exception {
		try (RawBackend backend = RawBackend.listen()) {
			Listener listener = this.endpoints.listen(server(engine, version), forwarder(backend.port()));
			TlsConnection connection = connect(listener);
			Socket socket = backend.socket();
			// So that nothing is unread when the client closes, for which TCP would
			// reset.
			greet(socket, connection);
			CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> readAll(socket), Threads.OWN);
			connection.outbound()
				.sendByteArray(Mono.just(new byte[MUCH]))
				.then()
				.then(Mono.defer(connection::close))
				.block(Endpoints.TIMEOUT);

			// For nobody any more: must not cost the backend what the client sent.
			socket.getOutputStream().write('x');

			assertThat(received.get(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS)).hasSize(MUCH);
		}
	}

	private static void greet(Socket from, TlsConnection to) throws Exception {
		CountDownLatch greeted = new CountDownLatch(1);
		to.inbound().receive().subscribe((data) -> greeted.countDown(), (failure) -> {
		});
		from.getOutputStream().write('x');
		assertThat(greeted.await(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	private static byte[] readAll(Socket socket) {
		try {
			return socket.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void endOfABackendWithTlsIsTheEnd(EngineChoice engine, TlsVersion version) {
		Listener backend = this.endpoints.listen(server(engine, version), Endpoints.GREETING);
		Listener listener = this.endpoints.listen(server(engine, version),
				Forwarder.toClient("test", "partner", Mono.defer(client(backend)::connect)));
		Observed client = observe(listener);

		assertThat(received(client.connection()).block(Endpoints.TIMEOUT)).isEqualTo("hello".length());
		assertThat(client.endedInOrder()).isTrue();
		await(() -> backend.openConnections() == 0);
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void backendThatBreaksOffDoesNotLookLikeAnEnd(EngineChoice engine, TlsVersion version) throws Exception {
		try (RawBackend backend = RawBackend.listen()) {
			Listener listener = this.endpoints.listen(server(engine, version), forwarder(backend.port()));
			Observed client = observe(listener);

			greet(backend.socket(), client.connection());
			backend.socket().setSoLinger(true, 0);
			backend.socket().close();

			assertThat(client.endedInOrder()).isFalse();
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void backendWithTlsThatIsCutOffDoesNotLookLikeAnEnd(EngineChoice engine, TlsVersion version) {
		Listener backend = this.endpoints.listen(server(engine, version),
				(connection) -> connection.outbound()
					.sendString(Mono.just("hello"))
					.then()
					.then(Mono.fromRunnable(() -> cutOff(channel(connection)))));
		Listener listener = this.endpoints.listen(server(engine, version),
				Forwarder.toClient("test", "partner", Mono.defer(client(backend)::connect)));
		Observed client = observe(listener);

		// Whether all of it comes is left to chance; that it has not ended must show.
		assertThat(received(client.connection()).onErrorComplete().block(Endpoints.TIMEOUT)).isIn(null, 0,
				"hello".length());
		assertThat(client.endedInOrder()).isFalse();
	}

	private static void cutOff(Channel channel) {
		channel.unsafe().close(channel.newPromise());
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void everyByteArrivesInItsPlaceOnWhicheverEventLoop(boolean same) {
		Listener backend = this.endpoints.listen(server(EngineChoice.AUTO).build(), Endpoints.ECHO);
		TlsClient toBackend = client(backend);
		Mono<TlsConnection> connections = Mono.defer(toBackend::connect);
		Listener listener = this.endpoints.listen(server(EngineChoice.AUTO).build(), Forwarder.toClient("test",
				"partner", same ? connections : connections.subscribeOn(Schedulers.boundedElastic())));
		byte[] sent = new byte[MUCH];
		new Random(1).nextBytes(sent);
		TlsConnection connection = connect(listener);

		Mono<Void> sending = connection.outbound()
			.sendByteArray(Flux.range(0, MUCH / CHUNK)
				.map((index) -> Arrays.copyOfRange(sent, index * CHUNK, (index + 1) * CHUNK)))
			.then();
		byte[] received = connection.inbound()
			.receive()
			.asByteArray()
			.scan(new ByteArrayOutputStream(), (all, more) -> {
				all.writeBytes(more);
				return all;
			})
			.takeUntil((all) -> all.size() >= MUCH)
			.last()
			.map(ByteArrayOutputStream::toByteArray)
			.doOnSubscribe((subscription) -> sending.subscribe())
			.blockOptional(Endpoints.TIMEOUT)
			.orElseThrow();

		assertThat(Arrays.equals(received, sent)).isTrue();
		connection.close().block(Endpoints.TIMEOUT);
	}

	@Test
	void clientThatBreaksOffDoesNotLookLikeAnEnd() throws Exception {
		try (RawBackend backend = RawBackend.listen()) {
			Listener listener = this.endpoints.listen(server(EngineChoice.AUTO).build(), forwarder(backend.port()));
			Channel channel = channel(connect(listener));
			Socket socket = backend.socket();

			channel.config().setOption(ChannelOption.SO_LINGER, 0);
			channel.eventLoop().execute(() -> channel.unsafe().close(channel.newPromise()));

			assertThatIOException().isThrownBy(() -> socket.getInputStream().read()).withMessageContaining("reset");
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("handshakes")
	void backendThatRefusesIsOneLineAndClosesTheConnectionInOrder(EngineChoice engine, TlsVersion version,
			CapturedOutput output) throws Exception {
		int port = RawBackend.closedPort();
		Listener listener = this.endpoints.listen(server(engine, version), forwarder(port));
		Observed client = observe(listener);

		assertThat(received(client.connection()).block(Endpoints.TIMEOUT)).isZero();
		assertThat(client.endedInOrder()).isTrue();
		assertThat(output.getAll().lines().filter((line) -> line.contains("listener 'test'")).toList()).singleElement()
			.asString()
			.contains("WARN", "the backend 127.0.0.1:" + port + " cannot be reached", "Connection refused");
		assertThat(output).doesNotContain("\tat ");
		assertThat(this.endpoints.handshakes().session(Side.SERVER).version()).isEqualTo(version);
		await(() -> listener.openConnections() == 0);
	}

	@Test
	void backendThatIsNotTrustedIsNotForwardedTo(CapturedOutput output) {
		Listener backend = this.endpoints.listen(server(EngineChoice.AUTO).build(), Endpoints.ECHO);
		TlsClient toBackend = this.endpoints.client(backend, "localhost",
				CertificateOptions.builder().trustRoot(TestAuthority.create("Other CA").trustRoot()).build());
		Listener listener = this.endpoints.listen(server(EngineChoice.AUTO).build(),
				Forwarder.toClient("test", "partner", Mono.defer(toBackend::connect)));

		assertThat(received(connect(listener)).block(Endpoints.TIMEOUT)).isZero();

		assertThat(output).contains("the backend of the client 'partner' cannot be reached")
			.contains(FailureReason.UNTRUSTED_ISSUER.toString());
	}

	@Test
	void backendThatDoesNotAnswerIsGivenUpAfterTheTime(CapturedOutput output) throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			List<SocketChannel> waiting = fill(silent);
			TcpBackend backend = TcpBackend.parse("127.0.0.1:" + silent.getLocalPort())
				.withConnectTimeout(Duration.ofMillis(100));
			Listener listener = this.endpoints.listen(server(EngineChoice.AUTO).build(),
					Forwarder.toTcp("test", backend));

			assertThat(received(connect(listener)).block(Endpoints.TIMEOUT)).isZero();

			assertThat(output).contains("listener 'test'", "connection timed out after 100 ms");
			for (SocketChannel channel : waiting) {
				channel.close();
			}
		}
	}

	// Nobody accepts, and what the system accepts by itself is full.
	private static List<SocketChannel> fill(ServerSocket silent) throws IOException {
		List<SocketChannel> waiting = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			SocketChannel channel = SocketChannel.open();
			channel.configureBlocking(false);
			channel.connect(silent.getLocalSocketAddress());
			waiting.add(channel);
		}
		return waiting;
	}

	private static Mono<Integer> received(TlsConnection connection) {
		return connection.inbound().receive().asByteArray().map((bytes) -> bytes.length).reduce(0, Integer::sum);
	}

}
