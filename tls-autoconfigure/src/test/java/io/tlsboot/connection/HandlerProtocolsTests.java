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

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.ReplaceableOptions;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Statement I10: protocols of the handler come first, then those of the options.
 */
class HandlerProtocolsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private static CertificateOptions server(EngineChoice engine, String... protocols) {
		return CertificateOptions.builder()
			.identity(AUTHORITY.issue("edge"))
			.acceptableProtocols(ApplicationProtocols.of(List.of(protocols)))
			.engine(engine)
			.build();
	}

	private Optional<String> negotiate(Listener listener, EngineChoice engine, TlsVersion version,
			String... protocols) {
		CertificateOptions options = CertificateOptions.builder()
			.trustRoot(AUTHORITY.trustRoot())
			.acceptableProtocols(ApplicationProtocols.of(List.of(protocols)))
			.lowerMaximumSecurityTo(version)
			.engine(engine)
			.build();
		assertThat(Endpoints.exchange(this.endpoints.client(listener, "localhost", options), "hello"))
			.isEqualTo("hello");
		assertThat(this.endpoints.handshakes().session(Side.SERVER).version()).isEqualTo(version);
		return this.endpoints.handshakes().session(Side.CLIENT).applicationProtocol();
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void handlersProtocolsComeBeforeThoseOfTheOptions(EngineChoice engine, TlsVersion version) {
		Listener listener = this.endpoints.listen(server(engine, "options", "both"), new Speaking("handler", "both"));

		assertThat(negotiate(listener, engine, version, "options", "both", "handler")).contains("handler");
		assertThat(negotiate(listener, engine, version, "options", "both")).contains("both");
		assertThat(negotiate(listener, engine, version, "options")).contains("options");
		assertThat(listener.context().orElseThrow().generation().options().acceptableProtocols().names())
			.containsExactly("handler", "both", "options");
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void blockingHandlersNameProtocolsToo(EngineChoice engine, TlsVersion version) {
		Listener listener = this.endpoints.listen(server(engine), new BlockingSpeaking().on((task) -> {
			Thread thread = new Thread(task, "blocking");
			thread.setDaemon(true);
			thread.start();
		}));

		assertThat(negotiate(listener, engine, version, "blocking")).contains("blocking");
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void nextGenerationHasThemTooAndTheHandlerIsAskedOnce(EngineChoice engine, TlsVersion version) {
		ReplaceableOptions options = new ReplaceableOptions("server", server(engine, "first"));
		Speaking handler = new Speaking("handler");
		Listener listener = this.endpoints.listen(options, handler);
		options.replace(server(engine, "second"));

		assertThat(negotiate(listener, engine, version, "second", "handler")).contains("handler");
		assertThat(negotiate(listener, engine, version, "second")).contains("second");
		assertThat(handler.asked).hasValue(1);
	}

	@Test
	void nameThatCannotBeUsedIsRefusedBeforeAnythingListens() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.endpoints.listen(server(EngineChoice.AUTO), new Speaking("")))
			.withMessageContaining("application protocol: 0 octets (expected: 1 to 255)");
	}

	/**
	 * An echo with protocols of its own.
	 */
	private static final class Speaking implements TlsHandler {

		private final List<String> protocols;

		private final AtomicInteger asked = new AtomicInteger();

		Speaking(String... protocols) {
			this.protocols = List.of(protocols);
		}

		@Override
		public Publisher<Void> handle(TlsConnection connection) {
			return Endpoints.ECHO.handle(connection);
		}

		@Override
		public List<String> applicationProtocols() {
			this.asked.incrementAndGet();
			return this.protocols;
		}

	}

	/**
	 * The same in the blocking style.
	 */
	private static final class BlockingSpeaking implements BlockingTlsHandler {

		@Override
		public void handle(TlsConnection connection, InputStream input, OutputStream output) throws Exception {
			input.transferTo(output);
		}

		@Override
		public List<String> applicationProtocols() {
			return List.of("blocking");
		}

	}

}
