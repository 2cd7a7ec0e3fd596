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
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.tlsboot.client.ClientSettings;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.trust.ServiceIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint string of a client says: where to connect to, whom to expect there,
 * and the options. Immutable. The server is always verified, also by an {@code ssl:}
 * string. The counterpart of what Twisted's {@code clientFromString} does with
 * {@code tls:} and {@code ssl:} strings.
 *
 * @param host the host name or address to connect to
 * @param port the port
 * @param timeout how long TCP may take to connect
 * @param serverName whom the server's certificate must name
 * @param bindAddress the local address to connect from, {@code null} for any
 * @param options the identity and the trust root, if the string has them; else every
 * default
 * @since 0.1.0
 */
public record ClientEndpoint(String host, int port, Duration timeout, String serverName, @Nullable String bindAddress,
		CertificateOptions options) {

	/** As in Twisted. */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

	private static final int MAX_PORT = 65535;

	private static final int MAX_SECONDS = Integer.MAX_VALUE / 1000;

	private static final int MAX_ASCII = 0x80;

	private static final String FORM = "tls:HOST:PORT";

	private static final List<String> KEYWORDS = List.of("host", "port", "timeout", "bindAddress", "certificate",
			"certKey", "privateKey", "trustRoots", "caCertsDir", "hostname");

	private static final Map<String, Vocabulary.Refusal> REFUSED = refused();

	private static final Map<String, Vocabulary> VOCABULARIES = Map.of(
			"tls", new Vocabulary(List.of("host", "port", "timeout", "bindAddress", "certificate", "privateKey",
					"trustRoots", "endpoint"), KEYWORDS, REFUSED),
			"ssl", new Vocabulary(List.of("host", "port"), KEYWORDS, REFUSED));

	/**
	 * Create a value.
	 * @param host the host name or address to connect to
	 * @param port the port
	 * @param timeout how long TCP may take to connect
	 * @param serverName whom the server's certificate must name
	 * @param bindAddress the local address to connect from, {@code null} for any
	 * @param options the options
	 * @throws IllegalArgumentException if one of them is out of range
	 */
	public ClientEndpoint {
		Objects.requireNonNull(options, "'options' must not be null");
		ClientSettings.of("endpoint", host, port)
			.withServerName(serverName)
			.withConnectTimeout(timeout)
			.withBindAddress(bindAddress);
	}

	/**
	 * Read a string: {@code tls:} or {@code ssl:}, host, port, and these keywords, all
	 * optional: {@code timeout} in seconds (30), {@code bindAddress}, {@code certificate}
	 * or {@code certKey}, {@code privateKey} (the file of the certificate),
	 * {@code trustRoots} or {@code caCertsDir} (a directory; the platform's roots) and
	 * {@code hostname} (whom the certificate must name; the host). Reads the files that
	 * it names; a relative path begins in the working directory. Never call it on an
	 * event loop.
	 * @param text the string
	 * @return what it says
	 * @throws EndpointStringException if it cannot be used
	 */
	public static ClientEndpoint parse(String text) {
		return parse(text, Path.of(""));
	}

	static ClientEndpoint parse(String text, Path directory) {
		Arguments arguments = parsed(text);
		Arguments.Setting host = arguments.require("host", FORM).map(ClientEndpoint::withoutBrackets);
		int port = arguments.require("port", FORM).number(1, MAX_PORT);
		Duration timeout = arguments.find("timeout")
			.map((setting) -> Duration.ofSeconds(setting.number(1, MAX_SECONDS)))
			.orElse(DEFAULT_TIMEOUT);
		String serverName = arguments.find("hostname").orElse(host).checked(ServiceIdentity::of).host();
		String target = host.checked(ClientEndpoint::toAscii);
		Optional<Arguments.Setting> bindAddress = arguments.find("bindAddress");
		bindAddress.ifPresent((setting) -> setting
			.checked((address) -> ClientSettings.of("endpoint", target, port).withBindAddress(address)));
		return new ClientEndpoint(target, port, timeout, serverName, arguments.value("bindAddress"),
				options(arguments, new EndpointFiles(directory)));
	}

	/**
	 * Return the arguments of a string, as far as they are given. Reads no file.
	 * @param text the string
	 * @return the values by keyword, also of those whose place says what they are
	 * @throws EndpointStringException if it is no such string
	 */
	public static Map<String, String> arguments(String text) {
		return parsed(text).values();
	}

	private static Arguments parsed(String text) {
		EndpointString string = EndpointString.parse(text);
		Vocabulary vocabulary = VOCABULARIES.get(string.prefix().toLowerCase(Locale.ROOT));
		if (vocabulary == null) {
			throw new EndpointStringException("prefix",
					"found: %s (expected: 'tls' or 'ssl')".formatted(EndpointString.shown(string.prefix())),
					"Write %s. A client always speaks TLS.".formatted(FORM));
		}
		return Arguments.of(string, vocabulary);
	}

	// As an IPv6 address is written everywhere else.
	private static String withoutBrackets(String host) {
		return (host.startsWith("[") && host.endsWith("]")) ? host.substring(1, host.length() - 1) : host;
	}

	// Resolvers know A-labels alone, and names such as my_host that no certificate has.
	private static String toAscii(String host) {
		return host.chars().allMatch((character) -> character < MAX_ASCII) ? host : ServiceIdentity.of(host).host();
	}

	private static CertificateOptions options(Arguments arguments, EndpointFiles files) {
		CertificateOptions.Builder builder = CertificateOptions.builder();
		Optional<Arguments.Setting> certificate = arguments.find("certificate", "certKey");
		Optional<Arguments.Setting> privateKey = arguments.find("privateKey");
		if (certificate.isEmpty() && privateKey.isPresent()) {
			throw privateKey.get()
				.refuse("a private key is given and its certificate is not (expected: both)",
						"Write 'certificate=FILE' too, even if the certificate is in the same file.", null);
		}
		certificate.ifPresent((setting) -> builder.identity(files.identity(setting, privateKey.orElse(setting))));
		arguments.find("trustRoots", "caCertsDir").map(files::trustRoot).ifPresent(builder::trustRoot);
		return builder.build();
	}

	private static Map<String, Vocabulary.Refusal> refused() {
		String ofServers = "it is a keyword of servers";
		return Map.of("endpoint",
				new Vocabulary.Refusal("TLS inside of another endpoint is not offered",
						"Name where to connect to as host and port, and whom the certificate must name as 'hostname'."),
				"sslmethod", Vocabulary.METHOD, "method", Vocabulary.METHOD, "interface",
				new Vocabulary.Refusal(ofServers, "Write 'bindAddress'."), "backlog",
				new Vocabulary.Refusal(ofServers, "Remove it."), "extraCertChain",
				new Vocabulary.Refusal(ofServers, "Put the certificates into the file of 'certificate'."),
				"dhParameters", new Vocabulary.Refusal(ofServers, "Remove it: a client takes the server's."));
	}

	/**
	 * Return the settings of a client.
	 * @param name the name of the client
	 * @return the settings, every other default
	 */
	public ClientSettings settings(String name) {
		return ClientSettings.of(name, this.host, this.port)
			.withServerName(this.serverName)
			.withConnectTimeout(this.timeout)
			.withBindAddress(this.bindAddress);
	}

}
