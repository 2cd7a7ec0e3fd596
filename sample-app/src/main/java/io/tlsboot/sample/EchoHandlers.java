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

package io.tlsboot.sample;

import io.tlsboot.connection.TlsConnection;
import io.tlsboot.context.TlsListener;
import org.reactivestreams.Publisher;

import org.springframework.stereotype.Component;

/**
 * Sends back what it gets. The handler knows nothing of certificates: that the second
 * listener asks its clients for one is decided in the configuration.
 */
@Component
class EchoHandlers {

	@TlsListener("echo")
	Publisher<Void> echo(TlsConnection connection) {
		return connection.outbound().send(connection.inbound().receive().retain());
	}

	@TlsListener("mutual-echo")
	Publisher<Void> mutualEcho(TlsConnection connection) {
		return echo(connection);
	}

}
