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

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.ServerNames;
import io.tlsboot.starttls.ClientStartTls;
import io.tlsboot.starttls.ServerStartTls;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Listeners and clients on loopback for one test, closed together.
 */
public final class Endpoints implements AutoCloseable {

	/** Nothing on loopback takes this long. */
	public static final Duration TIMEOUT = Duration.ofSeconds(10);

	/** Sends back what it gets. */
	public static final TlsHandler ECHO = (connection) -> connection.outbound()
		.send(connection.inbound().receive().retain());

	/**
	 * Says something and closes. BoringSSL sends the tickets of TLS 1.3 together with the
	 * first data.
	 */
	public static final TlsHandler GREETING = (connection) -> connection.outbound()
		.sendString(Mono.just("hello"), StandardCharsets.UTF_8);

	private final ContextSettings servers;

	private final ContextSettings clients;

	private final RecordingHandshakes handshakes;

	private final Deque<Runnable> opened = new ArrayDeque<>();

	public Endpoints() {
		this(Clock.systemUTC());
	}

	/**
	 * Have listeners go by a clock.
	 */
	public Endpoints(Clock clock) {
		this(ContextSettings.of(clock), ContextSettings.of(Clock.systemUTC()));
	}

	private Endpoints(ContextSettings servers, ContextSettings clients) {
		this(servers, clients, new RecordingHandshakes());
	}

	private Endpoints(ContextSettings servers, ContextSettings clients, RecordingHandshakes handshakes) {
		this.servers = servers;
		this.clients = clients;
		this.handshakes = handshakes;
	}

	/**
	 * Make endpoints whose handshakes somebody else hears of, too.
	 */
	public static Endpoints toldTo(HandshakeListener next) {
		ContextSettings settings = ContextSettings.of(Clock.systemUTC());
		return new Endpoints(settings, settings, new RecordingHandshakes(next));
	}

	/**
	 * Make endpoints for a test that opens hundreds of them.
	 */
	public static Endpoints withoutSelfTest() {
		ContextSettings settings = ContextSettings.of(Clock.systemUTC()).withoutSelfTest();
		return new Endpoints(settings, settings);
	}

	public RecordingHandshakes handshakes() {
		return this.handshakes;
	}

	public Listener listen(CertificateOptions options, TlsHandler handler) {
		return listen(OptionsSource.fixed("server", options), handler);
	}

	public Listener listen(OptionsSource options, TlsHandler handler) {
		return start(Listener.tls(settings(ListenerSettings.Mode.TLS),
				TlsContextSource.forServer(options, this.servers), handler, this.handshakes));
	}

	public Listener listen(ListenerSettings settings, CertificateOptions options, TlsHandler handler) {
		return listen(settings, options, handler, this.handshakes);
	}

	public Listener listen(ListenerSettings settings, CertificateOptions options, TlsHandler handler,
			HandshakeListener heard) {
		return start(Listener.tls(settings,
				TlsContextSource.forServer(OptionsSource.fixed("server", options), this.servers), handler, heard));
	}

	/**
	 * Listen for several names.
	 */
	public Listener listen(ServerNames names) {
		return start(Listener.tls(settings(ListenerSettings.Mode.TLS), names, ECHO, this.handshakes));
	}

	public Listener listenPlain(TlsHandler handler) {
		return start(Listener.plain(settings(ListenerSettings.Mode.PLAIN), handler, this.handshakes));
	}

	/**
	 * Listen in clear and go over to TLS, by a dialogue or, without one, by the handler.
	 */
	public Listener listenStartTls(CertificateOptions options, @Nullable ServerStartTls dialogue, TlsHandler handler) {
		return start(Listener.startTls(settings(ListenerSettings.Mode.STARTTLS),
				ServerNames.any(TlsContextSource.forServer(OptionsSource.fixed("server", options), this.servers)),
				dialogue, handler, this.handshakes));
	}

	/**
	 * Connect in clear and go over to TLS, by a dialogue or, without one, by the test.
	 */
	public TlsClient clientStartTls(int port, String serverName, CertificateOptions options,
			@Nullable ClientStartTls dialogue) {
		ClientSettings settings = ClientSettings.of("test", "127.0.0.1", port).withServerName(serverName);
		TlsClient client = TlsClient.startTls(settings,
				TlsContextSource.forClient(serverName, OptionsSource.fixed("client", options), this.clients), dialogue,
				this.handshakes);
		this.opened.push(client::close);
		return client;
	}

	/**
	 * Start a listener that is closed with the others.
	 */
	public Listener start(Listener listener) {
		this.opened.push(listener::close);
		listener.start();
		return listener;
	}

	private static ListenerSettings settings(ListenerSettings.Mode mode) {
		return ListenerSettings.of("test", mode, 0).withAddress("127.0.0.1").withHandshakeTimeout(TIMEOUT);
	}

	public TlsClient client(Listener listener, String serverName, CertificateOptions options) {
		return client(listener.port(), serverName, options);
	}

	public TlsClient client(int port, String serverName, CertificateOptions options) {
		return client(port, serverName, OptionsSource.fixed("client", options));
	}

	public TlsClient client(int port, String serverName, OptionsSource options) {
		return client(ClientSettings.of("test", "127.0.0.1", port).withServerName(serverName), options);
	}

	public TlsClient client(ClientSettings settings, OptionsSource options) {
		TlsClient client = TlsClient.of(settings,
				TlsContextSource.forClient(settings.serverName(), options, this.clients), this.handshakes);
		this.opened.push(client::close);
		return client;
	}

	/**
	 * Send a text over a new connection and return as much of the answer.
	 */
	public static String exchange(TlsClient client, String text) {
		return Mono.usingWhen(client.connect(), (connection) -> exchange(connection, text), TlsConnection::close)
			.blockOptional(TIMEOUT)
			.orElseThrow();
	}

	public static Mono<String> exchange(TlsConnection connection, String text) {
		return connection.outbound()
			.sendString(Mono.just(text), StandardCharsets.UTF_8)
			.then()
			.thenMany(connection.inbound().receive().asString(StandardCharsets.UTF_8))
			.scan("", String::concat)
			.filter((received) -> received.length() >= text.length())
			.next();
	}

	@Override
	public void close() {
		while (!this.opened.isEmpty()) {
			this.opened.pop().run();
		}
	}

}
