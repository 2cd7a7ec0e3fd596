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

package io.tlsboot.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class TlsConnectObservationsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

	private final TlsConnectObservations observations = new TlsConnectObservations(this.registry);

	private final Endpoints endpoints = new Endpoints();

	TlsConnectObservationsTests() {
		this.registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onStop(Observation.Context context) {
				TlsConnectObservationsTests.this.stopped.add(context);
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
	}

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	private TlsClient client(int port, String serverName, EngineChoice engine) {
		TlsClient client = this.endpoints.client(
				ClientSettings.of("partner", "127.0.0.1", port).withServerName(serverName),
				OptionsSource.fixed("client",
						CertificateOptions.builder()
							.trustRoot(AUTHORITY.trustRoot())
							.engine(engine)
							.acceptableProtocols(ApplicationProtocols.of(List.of("echo/1")))
							.build()));
		return TlsClient.connectingThrough(client, (connecting) -> this.observations.observe("partner", connecting));
	}

	private Listener listener(EngineChoice engine) {
		return this.endpoints.listen(CertificateOptions.builder()
			.identity(AUTHORITY.issue("server"))
			.engine(engine)
			.acceptableProtocols(ApplicationProtocols.of(List.of("echo/1")))
			.build(), Endpoints.ECHO);
	}

	private Map<String, String> keys() {
		assertThat(this.stopped).hasSize(1);
		assertThat(this.stopped.get(0).getName()).isEqualTo("tls.connect");
		return this.stopped.get(0)
			.getLowCardinalityKeyValues()
			.stream()
			.collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aConnectionIsObservedWithWhatWasNegotiated(EngineChoice engine) {
		assertThat(Endpoints.exchange(client(listener(engine).port(), "localhost", engine), "hello"))
			.isEqualTo("hello");

		assertThat(keys()).isEqualTo(Map.of("endpoint", "partner", "result", "success", "reason", "none", "version",
				"TLSv1.3", "protocol", "echo/1"));
		assertThat(this.stopped.get(0).getContextualName()).isEqualTo("tls connect partner");
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aHandshakeThatFailsIsObservedWithItsReason(EngineChoice engine) {
		TlsClient client = client(listener(engine).port(), "elsewhere.example.com", engine);

		assertThat(catchThrowable(() -> client.connect().block(Endpoints.TIMEOUT))).isNotNull();

		assertThat(keys()).isEqualTo(Map.of("endpoint", "partner", "result", "failure", "reason", "name-mismatch",
				"version", "none", "protocol", "none"));
		assertThat(this.stopped.get(0).getError()).isNotNull();
	}

	@Test
	void whenNobodyListensThenTheReasonIsThatThereIsNoConnection() {
		Listener gone = listener(EngineChoice.AUTO);
		int port = gone.port();
		gone.stop(Duration.ZERO);

		assertThat(
				catchThrowable(() -> client(port, "localhost", EngineChoice.AUTO).connect().block(Endpoints.TIMEOUT)))
			.isNotNull();

		assertThat(keys()).containsEntry("result", "failure").containsEntry("reason", "not-connected");
	}

	@Test
	void whoGivesUpIsObservedOnce() {
		this.observations.observe("partner", Mono.never()).subscribe().dispose();

		assertThat(keys()).containsEntry("result", "failure").containsEntry("reason", "cancelled");
	}

	@Test
	void theParentIsTheOneOfTheContext() {
		Observation parent = Observation.start("parent", this.registry);
		TlsClient client = client(listener(EngineChoice.AUTO).port(), "localhost", EngineChoice.AUTO);

		Mono.usingWhen(client.connect(), (connection) -> Mono.just("open"), TlsConnection::close)
			.contextWrite((context) -> context.put("micrometer.observation", parent))
			.block(Endpoints.TIMEOUT);

		assertThat(keys()).containsEntry("result", "success");
		assertThat(this.stopped.get(0).getParentObservation()).isSameAs(parent);
	}

	@Test
	void theParentIsTheCurrentOneOfTheThreadWhereTheContextHasNone() {
		TlsClient client = client(listener(EngineChoice.AUTO).port(), "localhost", EngineChoice.AUTO);
		Observation parent = Observation.start("parent", this.registry);

		try (Observation.Scope scope = parent.openScope()) {
			assertThat(scope.getCurrentObservation()).isSameAs(parent);
			Endpoints.exchange(client, "hello");
		}

		assertThat(this.stopped.get(0).getParentObservation()).isSameAs(parent);
	}

	@ParameterizedTest
	@EnumSource
	void whoHearsOfItAndThrowsDoesNotHarmTheConnection(Moment moment) {
		this.registry.observationConfig().observationHandler(new Throwing(moment));

		assertThat(
				Endpoints.exchange(client(listener(EngineChoice.AUTO).port(), "localhost", EngineChoice.AUTO), "hello"))
			.isEqualTo("hello");
	}

	@ParameterizedTest
	@EnumSource
	void whoHearsOfAFailureAndThrowsDoesNotHideIt(Moment moment) {
		this.registry.observationConfig().observationHandler(new Throwing(moment));

		assertThat(catchThrowable(
				() -> this.observations.observe("partner", Mono.error(new IllegalArgumentException("the failure")))
					.block(Endpoints.TIMEOUT)))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessage("the failure");
	}

	@Test
	void whereNobodyObservesThereIsNothingAroundTheConnection() {
		TlsConnectObservations off = new TlsConnectObservations(ObservationRegistry.NOOP);
		TlsClient client = TlsClient.connectingThrough(
				client(listener(EngineChoice.AUTO).port(), "localhost", EngineChoice.AUTO),
				(connecting) -> off.observe("off", connecting));

		assertThat(Endpoints.exchange(client, "hello")).isEqualTo("hello");

		assertThat(keys()).containsEntry("endpoint", "partner");
	}

	private enum Moment {

		START, ERROR, STOP

	}

	private record Throwing(Moment moment) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			at(Moment.START);
		}

		@Override
		public void onError(Observation.Context context) {
			at(Moment.ERROR);
		}

		@Override
		public void onStop(Observation.Context context) {
			at(Moment.STOP);
		}

		private void at(Moment now) {
			if (now == this.moment) {
				throw new IllegalStateException("from the handler");
			}
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
