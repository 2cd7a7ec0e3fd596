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
 * Binds options to an implementation of TLS.
 * <p>
 * {@link io.tlsboot.engine.Engine} is BoringSSL or the JDK.
 * {@link io.tlsboot.engine.TlsContext} is one generation of options bound to one engine:
 * it is built once and makes the handler of each connection.
 * {@link io.tlsboot.engine.TlsContextSource} follows the generations of an options source
 * and hands out handlers of the current one. What JSSE takes once for the whole JVM is in
 * {@link io.tlsboot.engine.JvmDiffieHellman} and
 * {@link io.tlsboot.engine.JvmRenegotiation}.
 */
@NullMarked
package io.tlsboot.engine;

import org.jspecify.annotations.NullMarked;
