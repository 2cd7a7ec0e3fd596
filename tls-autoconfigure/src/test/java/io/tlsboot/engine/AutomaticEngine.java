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

import io.tlsboot.client.TlsClient;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;

/**
 * Connects to listeners of its own by the engine that is there, in a JVM whose class path
 * a test chose.
 */
public final class AutomaticEngine {

	private AutomaticEngine() {
	}

	public static void main(String[] arguments) {
		TestAuthority authority = TestAuthority.create("Test CA");
		CertificateOptions trusting = CertificateOptions.builder().trustRoot(authority.trustRoot()).build();
		try (Endpoints endpoints = new Endpoints()) {
			for (int time = 0; time < 2; time++) {
				Listener listener = endpoints.listen(CertificateOptions.of(authority.issue("server")), Endpoints.ECHO);
				TlsClient client = endpoints.client(listener, "localhost", trusting);
				System.out.println("received " + Endpoints.exchange(client, "hello") + " by "
						+ listener.context().orElseThrow().engine());
			}
		}
		try {
			System.out.println("asked for " + Engine.of(EngineChoice.OPENSSL));
		}
		catch (EngineException ex) {
			System.out.println("refused " + ex.getMessage() + " | " + ex.action());
		}
	}

}
