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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.context.TlsListenerStarted;
import io.tlsboot.context.TlsListenerStopped;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.testing.Endpoints;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application hears of its listeners.
 */
class ListenerEventsTests {

	private final Recorded recorded = new Recorded();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, SslAutoConfiguration.class))
		.withBean(Recorded.class, () -> this.recorded)
		.withUserConfiguration(Handlers.class)
		.withPropertyValues("tls.listeners.first.port=0", "tls.listeners.first.address=127.0.0.1",
				"tls.listeners.first.mode=plain", "tls.listeners.second.port=0", "tls.listeners.second.mode=plain");

	@Test
	void startsAndStopsAreToldOnceInTheOrderOfTheConfiguration() {
		this.runner.run((context) -> {
			TlsListeners listeners = context.getBean(TlsListeners.class);
			int first = listeners.get("first").port();
			int second = listeners.get("second").port();
			assertThat(this.recorded.events).containsExactly(new TlsListenerStarted("first", "127.0.0.1", first),
					new TlsListenerStarted("second", "*", second));

			context.close();

			assertThat(this.recorded.events.subList(2, this.recorded.events.size())).containsExactly(
					new TlsListenerStopped("first", "127.0.0.1", first), new TlsListenerStopped("second", "*", second));
		});
	}

	@Test
	void portIsBoundBeforeTheStartIsToldAndFreeBeforeTheStopIs() {
		this.runner.run((context) -> context.close());

		assertThat(this.recorded.reachable).containsExactly(true, true, false, false);
	}

	@Test
	void listenersThatAreStartedAgainAreToldAgain() {
		this.runner.run((context) -> {
			TlsListeners listeners = context.getBean(TlsListeners.class);
			listeners.stop();
			listeners.stop();
			listeners.start();
			listeners.start();

			assertThat(this.recorded.events).hasSize(6);
			assertThat(this.recorded.events.get(4))
				.isEqualTo(new TlsListenerStarted("first", "127.0.0.1", listeners.get("first").port()));
			assertThat(context.getEnvironment().getProperty("local.tls.first.port", Integer.class))
				.isEqualTo(listeners.get("first").port());
		});
	}

	@Test
	void whenALaterListenerFailsThenTheEarlierIsToldToHaveStopped() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.runner
				.withPropertyValues("tls.listeners.second.address=127.0.0.1",
						"tls.listeners.second.port=" + taken.getLocalPort())
				.run((context) -> assertThat(context).hasFailed());
		}

		assertThat(this.recorded.events).hasSize(2);
		assertThat(this.recorded.events.get(0)).isInstanceOfSatisfying(TlsListenerStarted.class,
				(started) -> assertThat(this.recorded.events.get(1))
					.isEqualTo(new TlsListenerStopped("first", "127.0.0.1", started.port())));
	}

	@Test
	void whoThrowsOutOfTheEventFailsTheStart() {
		this.recorded.failure = new IllegalStateException("on purpose");
		this.runner.run((context) -> assertThat(context).getFailure().rootCause().hasMessage("on purpose"));

		assertThat(this.recorded.events).hasSize(2);
		assertThat(this.recorded.events.get(1)).isInstanceOf(TlsListenerStopped.class);
	}

	@Test
	void portsAreProperties() {
		this.runner.run((context) -> {
			Environment environment = context.getEnvironment();
			assertThat(environment.getProperty("local.tls.first.port", Integer.class))
				.isEqualTo(context.getBean(TlsListeners.class).get("first").port());
			assertThat(environment.getProperty("local.tls.second.port", Integer.class))
				.isEqualTo(context.getBean(TlsListeners.class).get("second").port());
			assertThat(this.recorded.ports).containsExactly("true", "true");
		});
	}

	@Test
	void parentContextsHaveThePropertiesToo() {
		try (GenericApplicationContext parent = new GenericApplicationContext()) {
			parent.refresh();
			this.runner.withParent(parent)
				.run((context) -> assertThat(parent.getEnvironment().getProperty("local.tls.first.port", Integer.class))
					.isEqualTo(context.getBean(TlsListeners.class).get("first").port()));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@Bean
		@TlsListener("first")
		TlsHandler first() {
			return Endpoints.ECHO;
		}

		@Bean
		@TlsListener("second")
		TlsHandler second() {
			return Endpoints.ECHO;
		}

		@Bean
		Looking looking(Recorded recorded, Environment environment) {
			return new Looking(recorded, environment);
		}

	}

	/**
	 * Looks whether the property is there when the event comes.
	 */
	static class Looking {

		private final Recorded recorded;

		private final Environment environment;

		Looking(Recorded recorded, Environment environment) {
			this.recorded = recorded;
			this.environment = environment;
		}

		@EventListener
		void started(TlsListenerStarted event) {
			String port = this.environment.getProperty("local.tls.%s.port".formatted(event.listener()));
			this.recorded.ports.add(String.valueOf(String.valueOf(event.port()).equals(port)));
		}

	}

	/**
	 * Keeps what was told.
	 */
	static class Recorded {

		private final List<Object> events = new CopyOnWriteArrayList<>();

		private final List<Boolean> reachable = new CopyOnWriteArrayList<>();

		private final List<String> ports = new CopyOnWriteArrayList<>();

		private volatile RuntimeException failure;

		@EventListener
		void started(TlsListenerStarted event) {
			this.events.add(event);
			this.reachable.add(isReachable(event.port()));
			if (this.failure != null) {
				throw this.failure;
			}
		}

		@EventListener
		void stopped(TlsListenerStopped event) {
			this.events.add(event);
			this.reachable.add(isReachable(event.port()));
		}

		private static boolean isReachable(int port) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
				return socket.isConnected();
			}
			catch (IOException ex) {
				return false;
			}
		}

	}

}
