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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.context.TlsUpgrades;
import io.tlsboot.starttls.LineDialogue;
import io.tlsboot.starttls.StartTlsClientSettings;
import io.tlsboot.starttls.StartTlsDialogue;
import io.tlsboot.starttls.StartTlsNegotiator;
import io.tlsboot.starttls.StartTlsServerSettings;
import io.tlsboot.starttls.Step;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners and clients with mode {@code starttls}, as they are configured.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartTlsConfigurationTests extends AbstractAutoConfigurationTests {

	private ApplicationContextRunner listening(String protocol, Class<?> handler) {
		return this.runner
			.withPropertyValues("tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"),
					"tls.listeners.front.port=0", "tls.listeners.front.address=127.0.0.1",
					"tls.listeners.front.options=edge", "tls.listeners.front.mode=starttls")
			.withPropertyValues(
					protocol.isEmpty() ? new String[0] : new String[] { "tls.listeners.front.protocol=" + protocol })
			.withUserConfiguration(handler);
	}

	private ApplicationContextRunner connecting(int port, String protocol) {
		return this.runner
			.withPropertyValues("tls.options.partner.trust-roots=file:" + this.directory.resolve("ca.pem"),
					"tls.clients.back.host=localhost", "tls.clients.back.port=" + port,
					"tls.clients.back.options=partner", "tls.clients.back.mode=starttls")
			.withPropertyValues(
					protocol.isEmpty() ? new String[0] : new String[] { "tls.clients.back.protocol=" + protocol });
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getBean(TlsListeners.class).get("front").port();
	}

	private static TlsConnection connect(ConfigurableApplicationContext context) {
		return context.getBean(TlsClients.class).get("back").connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();
	}

	private static String exchange(TlsConnection connection) {
		return Endpoints.exchange(connection, "hello").blockOptional(Endpoints.TIMEOUT).orElseThrow();
	}

	@Test
	void listenerAndClientSpeakAProtocolOfThisLibrary() {
		listening("line", Echo.class).run((server) -> connecting(port(server), "line").run((client) -> {
			TlsConnection connection = connect(client);

			assertThat(connection.session()).isPresent();
			assertThat(exchange(connection)).isEqualTo("hello");
			connection.close().block(Endpoints.TIMEOUT);
		}));
	}

	@Test
	void listenerAndClientSpeakTheProtocolOfABean() {
		listening("shout", Echo.class).withUserConfiguration(Shout.class)
			.run((server) -> connecting(port(server), "shout").withUserConfiguration(Shout.class).run((client) -> {
				TlsConnection connection = connect(client);

				assertThat(connection.session()).isPresent();
				assertThat(exchange(connection)).isEqualTo("hello");
				connection.close().block(Endpoints.TIMEOUT);
			}));
	}

	@Test
	void withoutAProtocolHandlerAndUserGoOverThemselves() {
		listening("", Upgrading.class).run((server) -> connecting(port(server), "").run((client) -> {
			TlsConnection connection = connect(client);
			assertThat(connection.session()).isEmpty();

			assertThat(connection.startTls().block(Endpoints.TIMEOUT)).isNotNull();
			assertThat(exchange(connection)).isEqualTo("hello");
			connection.close().block(Endpoints.TIMEOUT);
		}));
	}

	@Test
	void handlerGoesOverWithOptionsByName() {
		this.runner
			.withPropertyValues("tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"),
					"tls.listeners.front.port=0", "tls.listeners.front.mode=plain")
			.withUserConfiguration(UpgradingByName.class)
			.run((server) -> connecting(port(server), "").run((client) -> {
				TlsConnection connection = connect(client);
				TlsUpgrades upgrades = client.getBean(TlsUpgrades.class);

				assertThat(connection.startTls(upgrades.client("partner", "localhost")).block(Endpoints.TIMEOUT))
					.isNotNull();
				assertThat(exchange(connection)).isEqualTo("hello");
				assertThat(upgrades.client("partner", "localhost")).isSameAs(upgrades.client("partner", "localhost"));
				connection.close().block(Endpoints.TIMEOUT);
			}));
	}

	@Test
	void listenerForwardsToABackendInClearWhoseGreetingIsSwallowed() throws Exception {
		try (ServerSocket backend = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
				try (Socket socket = backend.accept()) {
					socket.getOutputStream().write("220 back".getBytes(StandardCharsets.US_ASCII));
					socket.getOutputStream().write("end\r\n250 first\r\n".getBytes(StandardCharsets.US_ASCII));
					byte[] said = socket.getInputStream().readNBytes(16);
					socket.getOutputStream().write(said);
				}
				catch (Exception ex) {
					throw new AssertionError(ex);
				}
			}, Threads.OWN);
			listening("smtp", Nothing.class)
				.withPropertyValues("tls.listeners.front.forward-to=127.0.0.1:" + backend.getLocalPort())
				.run((server) -> connecting(port(server), "smtp").run((client) -> {
					TlsConnection connection = connect(client);

					assertThat(connection.greeting()).asString(StandardCharsets.US_ASCII).isEqualTo("250 first\r\n");
					assertThat(connection.lines(100).next().block(Endpoints.TIMEOUT)).isEqualTo("EHLO localhost");
					connection.close().block(Endpoints.TIMEOUT);
				}));
			assertThat(served).succeedsWithin(Endpoints.TIMEOUT);
		}
	}

	@Test
	void clientIsRefusedWhereTheBackendDoesNotGreet() throws Exception {
		try (ServerSocket backend = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
				try (Socket socket = backend.accept()) {
					socket.getOutputStream().write("554 go away\r\n".getBytes(StandardCharsets.US_ASCII));
				}
				catch (Exception ex) {
					throw new AssertionError(ex);
				}
			}, Threads.OWN);
			listening("smtp", Nothing.class)
				.withPropertyValues("tls.listeners.front.forward-to=127.0.0.1:" + backend.getLocalPort())
				.run((server) -> connecting(port(server), "smtp").run((client) -> assertThat(
						client.getBean(TlsClients.class).get("back").connect().materialize().block(Endpoints.TIMEOUT))
					.matches((signal) -> signal != null && signal.isOnError())));
			assertThat(served).succeedsWithin(Endpoints.TIMEOUT);
		}
	}

	@Test
	void whatLetsConnectionsGoOnInClearIsTold(CapturedOutput output) {
		listening("smtp", Echo.class).withPropertyValues("tls.listeners.front.require-tls=false")
			.run((server) -> assertThat(output).contains("The listener 'front' serves clients in clear",
					"tls.listeners.front.require-tls"));
		connecting(25, "smtp").withPropertyValues("tls.clients.back.tls-policy=opportunistic")
			.run((client) -> assertThat(output).contains(
					"The client 'back' goes on in clear where a server does not offer TLS",
					"tls.clients.back.tls-policy"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

	@Configuration(proxyBeanMethods = false)
	static class Echo {

		@Bean
		@TlsListener("front")
		TlsHandler front() {
			return Endpoints.ECHO;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Upgrading {

		@Bean
		@TlsListener("front")
		TlsHandler front() {
			return (connection) -> connection.startTls().thenMany(Endpoints.ECHO.handle(connection));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UpgradingByName {

		@Bean
		@TlsListener("front")
		TlsHandler front(TlsUpgrades upgrades) {
			return (connection) -> connection.startTls(upgrades.server("edge"))
				.thenMany(Endpoints.ECHO.handle(connection));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Shout implements StartTlsNegotiator {

		@Override
		public String protocol() {
			return "shout";
		}

		@Override
		public StartTlsDialogue server(StartTlsServerSettings settings) {
			return new LineDialogue(settings.maxLineLength()) {

				@Override
				protected Step line(String line) {
					return Step.upgrade("OK\n");
				}

			};
		}

		@Override
		public StartTlsDialogue client(StartTlsClientSettings settings) {
			return new LineDialogue(settings.maxLineLength()) {

				@Override
				public Step begin() {
					return Step.send("SECURE!\n");
				}

				@Override
				protected Step line(String line) {
					return line.equals("OK") ? Step.upgrade() : Step.refused(line);
				}

			};
		}

	}

}
