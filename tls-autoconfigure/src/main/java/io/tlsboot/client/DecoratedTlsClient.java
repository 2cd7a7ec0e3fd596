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

import java.util.Optional;
import java.util.function.UnaryOperator;

import io.netty.channel.Channel;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.engine.TlsContext;
import io.tlsboot.starttls.ClientStartTls;
import reactor.core.publisher.Mono;

/**
 * A client with something around its connecting.
 */
final class DecoratedTlsClient implements TlsClient {

	private final TlsClient client;

	private final UnaryOperator<Mono<TlsConnection>> decorator;

	DecoratedTlsClient(TlsClient client, UnaryOperator<Mono<TlsConnection>> decorator) {
		this.client = client;
		this.decorator = decorator;
	}

	@Override
	public ClientSettings settings() {
		return this.client.settings();
	}

	@Override
	public Mono<TlsConnection> connect() {
		return this.decorator.apply(this.client.connect());
	}

	@Override
	public void secure(Channel channel) {
		this.client.secure(channel);
	}

	@Override
	public ClientMode mode() {
		return this.client.mode();
	}

	@Override
	public Optional<ClientStartTls> startTls() {
		return this.client.startTls();
	}

	@Override
	public TlsContext context() {
		return this.client.context();
	}

	@Override
	public void close() {
		this.client.close();
	}

	@Override
	public String toString() {
		return this.client.toString();
	}

}
