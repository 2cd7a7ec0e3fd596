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

import java.io.File;
import java.io.PrintStream;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import javax.net.ssl.SSLHandshakeException;

import io.tlsboot.autoconfigure.TlsAutoConfiguration;
import io.tlsboot.sample.alpn.AlpnClient;
import io.tlsboot.sample.amp.AmpClient;
import io.tlsboot.sample.command.ClientCommand;
import io.tlsboot.sample.echo.EchoClient;
import io.tlsboot.sample.echo.MutualEchoClient;
import io.tlsboot.sample.starttls.StartTlsClient;
import io.tlsboot.sample.web.WebClient;
import io.tlsboot.sample.xmlrpc.XmlRpcClient;
import reactor.core.Exceptions;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs the clients: each is an application of its own, with nothing but TLS and its one
 * bean.
 */
final class ClientCommands {

	/** The conversation ended as it should. */
	static final int DONE = 0;

	/** There was no conversation, or it was cut off. */
	static final int FAILED = 1;

	private static final Map<String, Class<? extends ClientCommand>> COMMANDS = Map.of("echo-client", EchoClient.class,
			"mutual-echo-client", MutualEchoClient.class, "alpn-client", AlpnClient.class, "starttls-client",
			StartTlsClient.class, "amp-client", AmpClient.class, "web-client", WebClient.class, "xmlrpc-client",
			XmlRpcClient.class);

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private ClientCommands() {
	}

	static boolean has(String name) {
		return COMMANDS.containsKey(name);
	}

	/**
	 * Run a client.
	 * @param name its name
	 * @param args options of Spring Boot
	 * @param out gets what the client shows
	 * @param err gets why it failed
	 * @return the exit code
	 */
	static int run(String name, String[] args, PrintStream out, PrintStream err) {
		Class<?> command = Objects.requireNonNull(COMMANDS.get(name));
		// What is wrong with the configuration is told by Spring Boot.
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Tls.class, command)
			.web(WebApplicationType.NONE)
			.properties("spring.config.name=clients", "sample.certificates=" + certificates())
			.run(args)) {
			return run(context.getBean(ClientCommand.class), out, err);
		}
	}

	private static int run(ClientCommand client, PrintStream out, PrintStream err) {
		try {
			client.run(out).timeout(TIMEOUT).block();
			return DONE;
		}
		catch (RuntimeException ex) {
			Throwable cause = Exceptions.unwrap(ex);
			boolean connected = !(cause instanceof SSLHandshakeException || cause instanceof ConnectException);
			err.println((connected ? "connection lost: " : "connection failed: ")
					+ Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName()));
			return FAILED;
		}
	}

	// Where the server keeps the ones that it made.
	private static File certificates() {
		File source = new ApplicationHome(SampleApplication.class).getSource();
		return new File((source != null) ? source.getParentFile() : null, "tls-dev");
	}

	/**
	 * What each client needs.
	 */
	@ImportAutoConfiguration({ SslAutoConfiguration.class, TlsAutoConfiguration.class })
	private static final class Tls {

	}

}
