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

package io.tlsboot.benchmarks;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.server.ConnectionLimits;
import io.tlsboot.server.Forwarder;
import io.tlsboot.server.TcpBackend;

/**
 * What a JVM of its own can serve.
 */
enum ServerKind {

	/** Echoes with bare Netty. */
	BARE("bare Netty") {

		@Override
		Server start(CertificateOptions options, int number) {
			return new BareServer(options, Service.ECHO);
		}

	},

	/** Echoes with Reactor Netty. */
	REACTOR("Reactor Netty") {

		@Override
		Server start(CertificateOptions options, int number) {
			return new ReactorServer(options, Service.ECHO);
		}

	},

	/** Echoes with our listener; the number is how many connections it may have. */
	LISTENER("our listener") {

		@Override
		Server start(CertificateOptions options, int number) {
			return Server.listener(options, Service.ECHO.forListener(),
					ConnectionLimits.DEFAULT.withMaxConnections(number));
		}

	},

	/** Forwards with our listener; the number is the port of the backend. */
	FORWARDER("our listener") {

		@Override
		Server start(CertificateOptions options, int number) {
			return Server.listener(options,
					Forwarder.toTcp("benchmark", TcpBackend.parse("%s:%d".formatted(Server.LOOPBACK, number))),
					ConnectionLimits.DEFAULT);
		}

	};

	private final String title;

	ServerKind(String title) {
		this.title = title;
	}

	abstract Server start(CertificateOptions options, int number);

	@Override
	public String toString() {
		return this.title;
	}

}
