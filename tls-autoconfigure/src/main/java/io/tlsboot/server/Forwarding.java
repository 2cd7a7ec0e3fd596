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

import java.net.SocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.tlsboot.connection.Addresses;
import io.tlsboot.connection.Channels;
import io.tlsboot.connection.EventLoops;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.starttls.StartTlsDialogue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.ByteBufFlux;

/**
 * One connection that is forwarded. What it knows of the client is asked at the
 * beginning: Reactor Netty forgets it when the client goes away.
 */
final class Forwarding {

	private static final Log logger = LogFactory.getLog(Forwarder.class);

	// Of a mail server that looks its clients up before it greets.
	private static final Duration GREETING_TIMEOUT = Duration.ofSeconds(30);

	private final Channel client;

	private final ByteBufFlux received;

	private final @Nullable SocketAddress remoteAddress;

	private final @Nullable SocketAddress localAddress;

	private final @Nullable NegotiatedSession session;

	private final ProxyHeader proxyHeader;

	private final Supplier<StartTlsDialogue> dialogues;

	private final Sinks.Empty<Void> done = Sinks.empty();

	// The two sides may have different event loops.
	private volatile @Nullable Throwable brokenClient;

	private volatile @Nullable Throwable brokenBackend;

	Forwarding(TlsConnection client, ProxyHeader proxyHeader, Supplier<StartTlsDialogue> dialogues) {
		this.client = Channels.of(client);
		this.received = client.inbound().receive();
		this.remoteAddress = client.remoteAddress();
		this.localAddress = Addresses.local(this.client);
		this.session = client.session().orElse(null);
		this.proxyHeader = proxyHeader;
		this.dialogues = dialogues;
	}

	@Nullable SocketAddress remoteAddress() {
		return this.remoteAddress;
	}

	/**
	 * Return when the client is gone.
	 * @return completes then, and never fails
	 */
	Mono<Void> done() {
		return this.done.asMono();
	}

	/**
	 * Begin to forward.
	 * @param backend what the client is connected with from now on
	 * @param onFailure hears that the backend does not say what it should
	 */
	void start(TlsConnection backend, Consumer<Throwable> onFailure) {
		Channel channel = Channels.of(backend);
		EventLoops.execute(channel.eventLoop(), () -> {
			try {
				start(backend, channel, onFailure);
			}
			catch (RuntimeException | LinkageError ex) {
				logger.warn("the connection with %s cannot be forwarded and is closed".formatted(this.remoteAddress),
						ex);
				ChannelEnd.abort(channel);
				ChannelEnd.abort(this.client);
				this.done.tryEmitEmpty();
			}
		});
	}

	private void start(TlsConnection connection, Channel backend, Consumer<Throwable> onFailure) {
		if (this.proxyHeader != ProxyHeader.NONE) {
			if (this.remoteAddress == null || this.localAddress == null) {
				ChannelEnd.abort(backend);
				refuse();
				return;
			}
			ProxyHeaders.write(backend, this.proxyHeader, this.remoteAddress, this.localAddress, this.session);
		}
		StartTlsDialogue dialogue = this.dialogues.get();
		if (dialogue == StartTlsDialogue.SILENT) {
			pump(backend, connection.inbound().receive());
			return;
		}
		BackendDialogue.speak(connection, dialogue, GREETING_TIMEOUT)
			.subscribe((answers) -> pump(backend, answers), (failure) -> {
				onFailure.accept(failure);
				ChannelEnd.abort(backend);
				refuse();
			});
	}

	private void pump(Channel backend, Flux<ByteBuf> answers) {
		answers.subscribe(new Pump(this.client, (cause) -> this.brokenClient = cause,
				(failure) -> ended("the backend", this.client, (failure != null) ? failure : this.brokenBackend)));
		this.received.subscribe(new Pump(backend, (cause) -> this.brokenBackend = cause, (failure) -> {
			ended("the client", backend, (failure != null) ? failure : this.brokenClient);
			this.done.tryEmitEmpty();
		}));
	}

	private void ended(String who, Channel other, @Nullable Throwable failure) {
		if (failure == null) {
			ChannelEnd.inOrder(other);
		}
		else {
			logger.debug("%s of the connection with %s broke off".formatted(who, this.remoteAddress), failure);
			ChannelEnd.abort(other);
		}
	}

	/**
	 * Close the client's connection in order, since there is no backend.
	 */
	void refuse() {
		ChannelEnd.inOrder(this.client);
		// What it sends is read and dropped: closed with unread data, TCP would reset the
		// connection, and the client might not see the end.
		this.received.then().subscribe(null, (failure) -> this.done.tryEmitEmpty(), this.done::tryEmitEmpty);
	}

}
