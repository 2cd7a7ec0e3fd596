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

/**
 * Running listeners.
 * <p>
 * A {@link io.tlsboot.server.Listener} is a {@link io.tlsboot.server.ListenerSettings} at
 * work: it binds, secures each accepted connection with the current context of the
 * options that {@link io.tlsboot.server.ServerNames} has for the name that the client
 * asks for, and gives it to its handler. Who is above its
 * {@link io.tlsboot.server.ConnectionLimits}, or is none of its
 * {@link io.tlsboot.server.InboundProxies}, is refused before anything is built. A
 * {@link io.tlsboot.server.Forwarder} is a handler that needs no code. Nothing here knows
 * Spring, or where the options come from.
 */
@NullMarked
package io.tlsboot.server;

import org.jspecify.annotations.NullMarked;
