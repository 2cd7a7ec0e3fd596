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

package io.tlsboot.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.SecurePipeline;
import io.tlsboot.connection.ServerContexts;
import io.tlsboot.connection.TlsUpgrade;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContext;
import io.tlsboot.options.Generation;
import io.tlsboot.starttls.ClientStartTls;
import io.tlsboot.starttls.StartTlsClientSettings;
import io.tlsboot.starttls.StartTlsNegotiator;
import io.tlsboot.starttls.StartTlsPhase;
import io.tlsboot.starttls.TlsPolicy;
import io.tlsboot.x509.Certificate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.TcpClient;

/**
 * One connection of a {@link ServerCheck}, and what is known of it so far. Written on the
 * event loop, read on any thread.
 */
final class ServerCheckAttempt implements HandshakeListener {

	private static final Endpoint ENDPOINT = new Endpoint(Endpoint.Side.CLIENT, "check");

	private final ServerCheck check;

	private final TlsContext context;

	private volatile boolean connected;

	private volatile List<Certificate> chain = List.of();

	private volatile @Nullable HandshakeFailure failure;

	/**
	 * Set up a connection. Reads the trusted certificates, so it may block.
	 * @param check what to check
	 * @param clock the time by which the certificate is judged
	 */
	ServerCheckAttempt(ServerCheck check, Clock clock) {
		this.check = check;
		this.context = TlsContext.forClient(check.host(), new Generation("check", 1, check.options()),
				ContextSettings.of(clock), (presented) -> this.chain = presented);
	}

	Mono<ServerReport> connect() {
		int millis = Math.toIntExact(this.check.timeLimit().toMillis());
		return TcpClient.newConnection()
			.host(this.check.host())
			.port(this.check.port())
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
			.doOnChannelInit((observer, channel, remote) -> initialize(channel, millis))
			.connect()
			.map((connection) -> {
				// Not what is told: a server that asks for a certificate lets that wait.
				NegotiatedSession session = TlsUpgrade.session(connection.channel());
				connection.dispose();
				return ServerReport.good(this.chain, session);
			})
			.onErrorResume((ex) -> Mono.just(failed(ex)))
			.timeout(this.check.timeLimit(), Mono.fromSupplier(this::timedOut));
	}

	private void initialize(Channel channel, int millis) {
		StartTlsNegotiator negotiator = this.check.startTls();
		if (negotiator != null) {
			ClientStartTls dialogue = new ClientStartTls(negotiator, StartTlsClientSettings.of(this.check.host()),
					TlsPolicy.REQUIRE, this.check.timeLimit());
			SecurePipeline.beginWith(channel, StartTlsPhase.NAME,
					dialogue.begin(TlsUpgrade
						.client((allocator) -> new ServerContexts.Secured(this.context.newHandler(allocator),
								this.context.generation()), ENDPOINT, this, this.check.timeLimit())));
		}
		else {
			SslHandler handler = this.context.newHandler(channel.alloc());
			handler.setHandshakeTimeoutMillis(millis);
			SecurePipeline.secure(channel, handler, this.context.generation(), ENDPOINT, this);
		}
		channel.pipeline().addFirst(new ChannelInboundHandlerAdapter() {

			@Override
			public void channelActive(ChannelHandlerContext active) throws Exception {
				ServerCheckAttempt.this.connected = true;
				super.channelActive(active);
			}

		});
	}

	@Override
	public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
		// The connection says so.
	}

	@Override
	public void failed(Endpoint endpoint, HandshakeFailure told) {
		this.failure = told;
	}

	private ServerReport failed(Throwable cause) {
		if (!this.connected) {
			return ServerReport.unreachable(message(cause));
		}
		HandshakeFailure told = this.failure;
		return (told != null) ? ServerReport.refused(told.reason(), told.detail(), this.chain)
				: ServerReport.refused(FailureReason.OTHER, message(cause), this.chain);
	}

	private ServerReport timedOut() {
		Duration limit = this.check.timeLimit();
		return this.connected
				? ServerReport.refused(FailureReason.TIMEOUT, "the handshake was not done within " + limit, this.chain)
				: ServerReport.unreachable("no connection within " + limit);
	}

	private static String message(Throwable cause) {
		return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
	}

	void close() {
		this.context.close();
	}

}
