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
 * Endpoint strings as Twisted writes them: what to listen on or to connect to, and the
 * options for that, in one line.
 * <p>
 * A string is a prefix and arguments, with colons between them:
 * {@code ssl:8443:privateKey=server.pem}. A backslash takes the meaning from the
 * character behind it, see {@link io.tlsboot.endpoint.EndpointStrings#quote(String)}.
 * Servers are read by {@link io.tlsboot.endpoint.ServerEndpoint}, clients by
 * {@link io.tlsboot.endpoint.ClientEndpoint}. Every keyword of Twisted's is honoured, or
 * refused with the reason and what to do instead.
 */
@NullMarked
package io.tlsboot.endpoint;

import org.jspecify.annotations.NullMarked;
