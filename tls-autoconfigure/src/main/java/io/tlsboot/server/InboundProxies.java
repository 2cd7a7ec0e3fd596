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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The proxies in front of a listener, which tell by a header of the PROXY protocol whose
 * connections they bring. Who can send the header can claim any address, so there is no
 * protocol without the addresses of the proxies, and nobody else may connect.
 *
 * @param protocol which header each connection begins with
 * @param from the addresses of the proxies
 * @since 0.1.0
 */
public record InboundProxies(ProxyProtocol protocol, List<AddressRange> from) {

	/** No proxy: everybody may connect, and nobody sends a header. */
	public static final InboundProxies NONE = new InboundProxies(ProxyProtocol.NONE, List.of());

	/**
	 * Create proxies.
	 * @param protocol which header each connection begins with
	 * @param from the addresses of the proxies, none with {@link ProxyProtocol#NONE} and
	 * at least one with every other
	 * @throws IllegalArgumentException if the two do not fit together
	 */
	public InboundProxies {
		Objects.requireNonNull(protocol, "'protocol' must not be null");
		from = List.copyOf(from);
		if (from.isEmpty() != (protocol == ProxyProtocol.NONE)) {
			throw new IllegalArgumentException("from: %s (expected: %s)".formatted(from,
					(protocol == ProxyProtocol.NONE) ? "none without a protocol" : "the addresses of the proxies"));
		}
	}

	boolean isExpected() {
		return this.protocol != ProxyProtocol.NONE;
	}

	boolean admits(@Nullable SocketAddress peer) {
		if (!isExpected()) {
			return true;
		}
		return peer instanceof InetSocketAddress known && known.getAddress() != null
				&& this.from.stream().anyMatch((range) -> range.contains(known.getAddress()));
	}

}
