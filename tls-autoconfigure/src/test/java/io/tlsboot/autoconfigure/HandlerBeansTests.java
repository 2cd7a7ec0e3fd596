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

package io.tlsboot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

import io.tlsboot.connection.BlockingTlsHandler;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsHandlerException;
import io.tlsboot.context.TlsListener;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.testing.Endpoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;

import static org.assertj.core.api.Assertions.assertThat;

class HandlerBeansTests extends AbstractAutoConfigurationTests {

	@Test
	void listenerServesByAnAnnotatedClass() {
		edge().withPropertyValues("tls.listeners.echo.port=0", "tls.listeners.echo.options=edge")
			.withUserConfiguration(EchoComponent.class)
			.run((context) -> assertThat(exchange(context.getBean(TlsListeners.class).get("echo").port(), "hello"))
				.isEqualTo("hello"));
	}

	@Test
	void listenerServesByAnAnnotatedMethod() {
		edge().withPropertyValues("tls.listeners.echo.port=0", "tls.listeners.echo.options=edge")
			.withUserConfiguration(EchoMethod.class)
			.run((context) -> assertThat(exchange(context.getBean(TlsListeners.class).get("echo").port(), "hello"))
				.isEqualTo("hello"));
	}

	@ParameterizedTest
	@ValueSource(classes = { BlockingBean.class, BlockingMethod.class })
	void listenerServesByABlockingHandler(Class<?> configuration) {
		edge().withPropertyValues("tls.listeners.echo.port=0", "tls.listeners.echo.options=edge")
			.withUserConfiguration(configuration)
			.run((context) -> assertThat(exchange(context.getBean(TlsListeners.class).get("echo").port(), "hello"))
				.isEqualTo("hello"));
	}

	@Test
	void protocolThatCannotBeUsedStopsTheStart() {
		edge().withPropertyValues("tls.listeners.echo.port=0", "tls.listeners.echo.options=edge")
			.withUserConfiguration(NamelessProtocol.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOf(TlsHandlerException.class)
				.hasMessage("the listener 'echo' cannot speak the application protocols of its handler: "
						+ "application protocol: 0 octets (expected: 1 to 255)"));
	}

	@Test
	void blockingThreadsAreLimited() {
		echo().withPropertyValues("tls.blocking-threads=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("limit: 0 (expected: at least 1)"));
	}

	@Test
	void whenListenerHasTwoHandlersThenStartFails() {
		echo().withUserConfiguration(EchoMethod.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("the listener 'echo' has two handlers"));
	}

	@Test
	void whenAnnotatedMethodCannotServeThenStartFails() {
		echo().withUserConfiguration(BadMethod.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("cannot serve a connection"));
	}

	@Test
	void whenAnnotatedBeanIsNoHandlerThenStartFails() {
		echo().withUserConfiguration(BadBean.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("is neither a TlsHandler nor a BlockingTlsHandler"));
	}

	@TlsListener("echo")
	static class NamelessProtocol implements TlsHandler {

		@Override
		public Publisher<Void> handle(TlsConnection connection) {
			return Endpoints.ECHO.handle(connection);
		}

		@Override
		public List<String> applicationProtocols() {
			return List.of("");
		}

	}

	@TlsListener("echo")
	static class EchoComponent implements TlsHandler {

		@Override
		public Publisher<Void> handle(TlsConnection connection) {
			return Endpoints.ECHO.handle(connection);
		}

	}

	static class EchoMethod {

		@TlsListener("echo")
		Publisher<Void> serve(TlsConnection connection) {
			return Endpoints.ECHO.handle(connection);
		}

	}

	@TlsListener("echo")
	static class BlockingBean implements BlockingTlsHandler {

		@Override
		public void handle(TlsConnection connection, InputStream input, OutputStream output) throws IOException {
			input.transferTo(output);
		}

	}

	static class BlockingMethod {

		@TlsListener("echo")
		void serve(TlsConnection connection, InputStream input, OutputStream output) throws IOException {
			input.transferTo(output);
		}

	}

	static class BadMethod {

		@TlsListener("bad")
		void serve(String connection) {
		}

	}

	@TlsListener("bad")
	static class BadBean {

	}

}
