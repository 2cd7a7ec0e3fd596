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

package io.tlsboot.connection;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.tlsboot.options.Generation;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what a server secures a connection with. Called once for each, on its event
 * loop: it must not block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ServerContexts {

	/**
	 * Choose by the name that the client asks for.
	 * @param serverName the name (RFC 6066, section 3), in lower case and otherwise as
	 * the client sent it, or {@code null} if it asks for none
	 * @param allocator the connection's allocator
	 * @return the handler, or {@code null} to refuse the client
	 */
	@Nullable Secured choose(@Nullable String serverName, ByteBufAllocator allocator);

	/**
	 * What one connection is secured with.
	 *
	 * @param handler the engine's handler, new and for this connection alone
	 * @param generation the options that it was made from
	 */
	record Secured(SslHandler handler, Generation generation) {

	}

}
