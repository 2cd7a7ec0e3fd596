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

import java.time.Duration;

import io.netty.channel.Channel;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.SecurePipeline;
import io.tlsboot.connection.TlsUpgrade;
import io.tlsboot.starttls.ServerStartTls;
import io.tlsboot.starttls.StartTlsPhase;

/**
 * How each connection of a listener begins.
 */
@FunctionalInterface
interface ConnectionStart {

	/** In clear, and it stays so. */
	ConnectionStart PLAIN = (channel, timeout) -> {
	};

	/**
	 * Make a channel ready, which is not active yet.
	 * @param channel the channel
	 * @param timeout how much is left of the time for the handshake, where that begins at
	 * once
	 */
	void prepare(Channel channel, Duration timeout);

	/**
	 * Begin with a handshake.
	 * @param names with what
	 * @param endpoint the listener
	 * @param handshakes hears how it ends
	 * @return the start
	 */
	static ConnectionStart tls(ServerNames names, Endpoint endpoint, HandshakeListener handshakes) {
		return (channel, timeout) -> SecurePipeline.accept(channel, names, endpoint, handshakes, timeout);
	}

	/**
	 * Begin with a dialogue that ends in a handshake.
	 * @param dialogue the dialogue
	 * @param upgrade the handshake
	 * @return the start
	 */
	static ConnectionStart dialogue(ServerStartTls dialogue, TlsUpgrade upgrade) {
		return (channel, timeout) -> channel.pipeline().addFirst(StartTlsPhase.NAME, dialogue.begin(upgrade));
	}

	/**
	 * Begin in clear, and let the handler decide when there is a handshake.
	 * @param upgrade the handshake
	 * @return the start
	 */
	static ConnectionStart upgradable(TlsUpgrade upgrade) {
		return (channel, timeout) -> upgrade.offer(channel);
	}

}
