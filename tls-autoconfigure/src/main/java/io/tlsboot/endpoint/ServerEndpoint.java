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

package io.tlsboot.endpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.InapplicableOptionException;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.x509.PrivateCertificate;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint string of a server says: where to listen, and the options. Immutable.
 * The counterpart of what Twisted's {@code serverFromString} does with {@code ssl:}
 * strings.
 *
 * @param address the local address or host name to bind to, {@code null} for every
 * address
 * @param port the local port, 0 for any free one
 * @param backlog how many connections may wait to be accepted
 * @param options the identity, and Diffie-Hellman parameters if the string has some; else
 * every default
 * @since 0.1.0
 */
public record ServerEndpoint(@Nullable String address, int port, int backlog, CertificateOptions options) {

	/** As in Twisted. */
	public static final int DEFAULT_BACKLOG = 50;

	/** The file of the private key, as in Twisted. */
	public static final String DEFAULT_PRIVATE_KEY = "server.pem";

	private static final int MAX_PORT = 65535;

	private static final String FORM = "ssl:PORT:privateKey=FILE";

	private static final String PREFIX = "ssl";

	private static final Arguments.Setting DEFAULT_KEY = new Arguments.Setting("privateKey", DEFAULT_PRIVATE_KEY,
			false);

	private static final Vocabulary VOCABULARY = vocabulary();

	/**
	 * Create a value.
	 * @param address the local address or host name to bind to, {@code null} for every
	 * address
	 * @param port the local port, 0 for any free one
	 * @param backlog how many connections may wait to be accepted
	 * @param options the options
	 * @throws IllegalArgumentException if a number is out of range
	 */
	public ServerEndpoint {
		Objects.requireNonNull(options, "'options' must not be null");
		settings("endpoint", address, port, backlog);
	}

	/**
	 * Read a string: {@code ssl:}, the port, and these keywords, all but the port
	 * optional: {@code interface}, {@code backlog} ({@value #DEFAULT_BACKLOG}),
	 * {@code privateKey} ({@value #DEFAULT_PRIVATE_KEY}), {@code certKey} (the file of
	 * the key), {@code extraCertChain} and {@code dhParameters}. Reads the files that it
	 * names; a relative path begins in the working directory. Never call it on an event
	 * loop.
	 * @param text the string
	 * @return what it says
	 * @throws EndpointStringException if it cannot be used
	 */
	public static ServerEndpoint parse(String text) {
		return parse(text, Path.of(""));
	}

	static ServerEndpoint parse(String text, Path directory) {
		EndpointString string = EndpointString.parse(text);
		requirePrefix(string.prefix());
		Arguments arguments = Arguments.of(string, VOCABULARY);
		int port = arguments.require("port", FORM).number(0, MAX_PORT);
		int backlog = arguments.find("backlog")
			.map((setting) -> setting.number(1, Integer.MAX_VALUE))
			.orElse(DEFAULT_BACKLOG);
		String address = arguments.value("interface");
		return new ServerEndpoint((address != null && !address.isEmpty()) ? address : null, port, backlog,
				options(arguments, new EndpointFiles(directory)));
	}

	/**
	 * Return the arguments of a string, as far as they are given. Reads no file.
	 * @param text the string
	 * @return the values by keyword, also of those whose place says what they are
	 * @throws EndpointStringException if it is no such string
	 */
	public static Map<String, String> arguments(String text) {
		EndpointString string = EndpointString.parse(text);
		requirePrefix(string.prefix());
		return Arguments.of(string, VOCABULARY).values();
	}

	private static void requirePrefix(String prefix) {
		if (prefix.equals(PREFIX)) {
			return;
		}
		if (prefix.equalsIgnoreCase("tls")) {
			throw new EndpointStringException("prefix",
					"found: %s, which takes a directory with a certificate for each server name (expected: 'ssl')"
						.formatted(EndpointString.shown(prefix)),
					"Write %s for one certificate; several are for 'server-names' of a listener, without an endpoint string."
						.formatted(FORM));
		}
		throw new EndpointStringException("prefix",
				"found: %s (expected: 'ssl'%s)".formatted(EndpointString.shown(prefix),
						prefix.toLowerCase(Locale.ROOT).equals(PREFIX) ? " in small letters" : ""),
				"Write %s. A listener in clear has an address and a port instead of an endpoint string."
					.formatted(FORM));
	}

	private static CertificateOptions options(Arguments arguments, EndpointFiles files) {
		Arguments.Setting privateKey = arguments.find("privateKey").orElse(DEFAULT_KEY);
		PrivateCertificate leaf = files.identity(arguments.find("certKey").orElse(privateKey), privateKey);
		PrivateCertificate identity = arguments.find("extraCertChain")
			.map((setting) -> leaf.withExtraChain(files.certificates(setting)))
			.orElse(leaf);
		CertificateOptions.Builder builder = CertificateOptions.builder().identity(identity);
		arguments.find("dhParameters").map(files::dhParameters).ifPresent(builder::dhParameters);
		try {
			return builder.build();
		}
		catch (InapplicableOptionException ex) {
			// Nothing else of a string can be without effect.
			throw new EndpointStringException("dhParameters",
					String.valueOf(ex.getMessage()).replace("'%s'".formatted(ex.option()), "it"), ex.action(), ex);
		}
	}

	private static Vocabulary vocabulary() {
		Vocabulary.Refusal ofClients = new Vocabulary.Refusal(
				"it is a keyword of clients, and an endpoint string of a server asks no client for a certificate",
				"Remove it, or configure options with 'trust-roots' instead of an endpoint string.");
		return new Vocabulary(
				List.of("port", "privateKey", "certKey", "sslmethod", "interface", "backlog", "extraCertChain",
						"dhParameters"),
				List.of("port", "privateKey", "certKey", "interface", "backlog", "extraCertChain", "dhParameters"),
				Map.of("sslmethod", Vocabulary.METHOD, "method", Vocabulary.METHOD, "trustRoots", ofClients,
						"caCertsDir", ofClients, "certificate",
						new Vocabulary.Refusal("it is a keyword of clients", "Write 'certKey'."), "bindAddress",
						new Vocabulary.Refusal("it is a keyword of clients", "Write 'interface'.")));
	}

	private static ListenerSettings settings(String name, @Nullable String address, int port, int backlog) {
		return ListenerSettings.of(name, ListenerSettings.Mode.TLS, port).withAddress(address).withBacklog(backlog);
	}

	/**
	 * Return the settings of a listener.
	 * @param name the name of the listener
	 * @return the settings, every other default
	 */
	public ListenerSettings settings(String name) {
		return settings(name, this.address, this.port, this.backlog);
	}

}
