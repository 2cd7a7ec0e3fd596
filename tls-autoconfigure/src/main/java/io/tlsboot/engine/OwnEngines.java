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

package io.tlsboot.engine;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * Tells the JDK's engines that are made here from all others of the JVM, by a peer that
 * no other engine has. BoringSSL's engines are none of the JDK.
 *
 * @since 0.1.0
 */
public final class OwnEngines {

	// No name of a host has a space. A ticket keeps it, so it is still there
	// in a session that is resumed.
	private static final String SERVER_HOST = "tls-spring-boot server";

	// A server's session with this port is kept by its number alone.
	private static final int SERVER_PORT = -1;

	// JSSE keeps no client's session with the port -1.
	private static final int CLIENT_PORT = -2;

	private OwnEngines() {
	}

	static SslHandler server(SslContext context, ByteBufAllocator allocator) {
		return (context instanceof JdkSslContext) ? context.newHandler(allocator, SERVER_HOST, SERVER_PORT)
				: context.newHandler(allocator);
	}

	static SslHandler client(SslContext context, ByteBufAllocator allocator, String host) {
		return context.newHandler(allocator, host, (context instanceof JdkSslContext) ? CLIENT_PORT : 0);
	}

	/**
	 * Tell whether the peer that a session has is the one of an engine that was made
	 * here.
	 * @param host the host of the peer, or {@code null}
	 * @param port its port
	 * @return whether it is
	 */
	public static boolean havePeer(@Nullable String host, int port) {
		return port == CLIENT_PORT || SERVER_HOST.equals(host);
	}

}
