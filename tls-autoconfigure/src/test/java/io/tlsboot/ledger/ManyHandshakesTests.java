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

package io.tlsboot.ledger;

import java.time.Clock;
import java.util.Map;

import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.SessionResumption;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many handshakes at the same time, good and bad: none is lost, none is counted twice.
 * The property {@code tlsboot.handshakes} makes them more.
 */
class ManyHandshakesTests {

	private static final int HANDSHAKES = Integer.getInteger("tlsboot.handshakes", 200);

	private static final int AT_ONCE = 50;

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private final Ledger ledger = new Ledger();

	private TlsClient client(int port, String serverName, CertificateOptions options) {
		return TlsClient.of(ClientSettings.of("test", "127.0.0.1", port).withServerName(serverName),
				TlsContextSource.forClient(serverName, OptionsSource.fixed("client", options),
						ContextSettings.of(Clock.systemUTC()).withoutSelfTest()),
				this.ledger);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void noneIsLost(EngineChoice engine) {
		CertificateOptions serving = CertificateOptions.builder()
			.identity(AUTHORITY.issue("server"))
			.engine(engine)
			.build();
		CertificateOptions connecting = CertificateOptions.builder()
			.trustRoot(AUTHORITY.trustRoot())
			.resumption(SessionResumption.DEFAULT.withEnabled(false))
			.engine(engine)
			.build();
		ListenerSettings settings = ListenerSettings.of("test", ListenerSettings.Mode.TLS, 0)
			.withAddress("127.0.0.1")
			.withHandshakeTimeout(Endpoints.TIMEOUT);
		try (Listener listener = Listener.tls(settings, TlsContextSource
			.forServer(OptionsSource.fixed("server", serving), ContextSettings.of(Clock.systemUTC()).withoutSelfTest()),
				Endpoints.ECHO, this.ledger)) {
			listener.start();
			try (TlsClient good = client(listener.port(), "localhost", connecting);
					TlsClient bad = client(listener.port(), "elsewhere.example", connecting)) {
				// Every fourth is refused by the client.
				Flux.range(0, HANDSHAKES)
					.flatMap((index) -> ((index % 4 == 3) ? bad : good).connect()
						.flatMap(TlsConnection::close)
						.onErrorResume((refused) -> Mono.empty()), AT_ONCE)
					.then()
					.block(Endpoints.TIMEOUT.multipliedBy(30));
				Endpoint server = new Endpoint(Side.SERVER, "test");
				Awaitility.await()
					.atMost(Endpoints.TIMEOUT)
					.until(() -> this.ledger.of(server).succeeded() + this.ledger.of(server).failed() == HANDSHAKES);

				assertThat(this.ledger.of(server).failures()).isEqualTo(Map.of("peer-alert", HANDSHAKES / 4L));
				HandshakeCounts client = this.ledger.of(new Endpoint(Side.CLIENT, "test"));
				assertThat(client.succeeded()).isEqualTo(HANDSHAKES - HANDSHAKES / 4);
				assertThat(client.versions()).isEqualTo(Map.of("TLSv1.3", client.succeeded()));
				assertThat(client.failures()).isEqualTo(Map.of("name-mismatch", HANDSHAKES / 4L));
				assertThat(this.ledger.total().inProgress()).isZero();
			}
		}
	}

}
