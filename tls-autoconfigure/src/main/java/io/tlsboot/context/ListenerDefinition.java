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

package io.tlsboot.context;

import io.tlsboot.connection.TlsHandler;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.ServerNames;
import io.tlsboot.starttls.ServerStartTls;
import org.jspecify.annotations.Nullable;

/**
 * A configured listener, before it is matched with the handler beans.
 *
 * @param settings where and how it listens
 * @param names what it secures connections with, or {@code null} for a plain listener
 * @param dialogue leads to TLS before there is a handshake, {@code null} if there is none
 * @param forwarder serves its connections, or {@code null} if a handler bean does
 * @since 0.1.0
 */
public record ListenerDefinition(ListenerSettings settings, @Nullable ServerNames names,
		@Nullable ServerStartTls dialogue, @Nullable TlsHandler forwarder) {

}
