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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.AcceptableGroups;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.AddressRange;
import io.tlsboot.server.ConnectionLimits;
import io.tlsboot.server.InboundProxies;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.ListenerSettings.Mode;
import io.tlsboot.server.ProxyProtocol;
import io.tlsboot.server.ServerNames;
import io.tlsboot.starttls.ClientStartTls;
import io.tlsboot.starttls.ServerStartTls;
import io.tlsboot.starttls.StartTlsClientSettings;
import io.tlsboot.starttls.StartTlsProtocols;
import io.tlsboot.starttls.StartTlsServerSettings;
import io.tlsboot.starttls.TlsPolicy;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.OpenSsl;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.testing.Threads;
import io.tlsboot.x509.PrivateCertificate;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * Makes one handshake fail for each reason, with a peer that is not ours where one can:
 * {@code openssl s_client}, or a socket.
 */
final class Provocations implements AutoCloseable {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TestAuthority OTHER_AUTHORITY = TestAuthority.create("Other CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final AtomicInteger COUNT = new AtomicInteger();

	// By a name of its own: what others have left to say may be logged late.
	private final Endpoint listener = new Endpoint(Side.SERVER, "listener-" + COUNT.incrementAndGet());

	private final Endpoint client = new Endpoint(Side.CLIENT, "client-" + COUNT.incrementAndGet());

	private final Ledger ledger;

	private final EngineChoice engine;

	private final Path directory;

	private final List<AutoCloseable> opened = new ArrayList<>();

	Provocations(Ledger ledger, EngineChoice engine, Path directory) {
		this.ledger = ledger;
		this.engine = engine;
		this.directory = directory;
	}

	/**
	 * Make one handshake fail.
	 * @return whose it is
	 */
	Endpoint provoke(FailureReason reason) {
		try {
			return switch (reason) {
				case NO_SHARED_VERSION -> openssl(server().raiseMinimumTo(TlsVersion.TLSv1_3), "-tls1_2");
				case NO_SHARED_CIPHER -> openssl(server(), "-tls1_2", "-cipher", "ECDHE-RSA-AES128-SHA");
				case NO_SHARED_GROUP -> noSharedGroup();
				case NO_SHARED_SIGNATURE -> openssl(server(), "-tls1_3", "-sigalgs", "RSA-PSS+SHA256");
				case NO_PROTOCOL_OVERLAP ->
					openssl(server().acceptableProtocols(ApplicationProtocols.of(List.of("h2"))), "-alpn", "foo");
				case UNKNOWN_SERVER_NAME -> strict();
				case CLIENT_CERTIFICATE_MISSING -> openssl(asking());
				case UNTRUSTED_ISSUER -> presenting(OTHER_AUTHORITY.issue("client"));
				case EXPIRED -> presenting(AUTHORITY.issueExpired("client"));
				case NOT_YET_VALID -> presenting(AUTHORITY.issue((certificate) -> certificate.subject("CN=client")
					.notBefore(Instant.now().plus(Duration.ofHours(1)))
					.notAfter(Instant.now().plus(Duration.ofHours(2)))));
				case NOT_ACCEPTABLE -> presenting(AUTHORITY
					.issue((certificate) -> certificate.subject("CN=client").addExtendedKeyUsageServerAuth()));
				case NAME_MISMATCH -> wrongName();
				case PLAINTEXT_ON_TLS_PORT -> bytes(tls(), "EHLO localhost\r\n");
				case MALFORMED -> bytes(tls(), "\u0017\u0003\u0003\0\1\0");
				case PEER_ALERT -> openssl(server(), "-verify_return_error");
				case TIMEOUT -> silent(settings(Mode.TLS).withHandshakeTimeout(Duration.ofMillis(200)));
				case RESET -> goneAtOnce();
				case TOO_MANY_CONNECTIONS -> oneMore(ConnectionLimits.DEFAULT.withMaxConnections(1));
				case TOO_MANY_HANDSHAKES -> oneMore(ConnectionLimits.DEFAULT.withMaxConcurrentHandshakes(1));
				case UNTRUSTED_PROXY -> bytes(tls(settings(Mode.TLS).withProxies(proxies("10.0.0.0/8"))), "PROXY");
				case PROXY_HEADER -> bytes(tls(settings(Mode.TLS).withProxies(proxies("127.0.0.1"))), "NO PROXY\r\n");
				case PLAINTEXT_AFTER_STARTTLS -> bytes(smtp(), "EHLO x\r\nSTARTTLS\r\nEVIL\r\n");
				case STARTTLS_MALFORMED -> bytes(smtp(), "x".repeat(100_000));
				case STARTTLS_STRIPPED -> refusing("220 x\r\n", "250 x\r\n");
				case STARTTLS_REFUSED -> refusing("220 x\r\n", "250-x\r\n250 STARTTLS\r\n", "454 no\r\n");
				case OTHER -> broken();
			};
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private CertificateOptions.Builder server() {
		return CertificateOptions.builder().identity(SERVER).engine(this.engine);
	}

	private CertificateOptions.Builder asking() {
		return server().trustRoot(AUTHORITY.trustRoot()).clientAuthentication(ClientAuthentication.NEED);
	}

	private ListenerSettings settings(Mode mode) {
		return ListenerSettings.of(this.listener.name(), mode, 0)
			.withAddress("127.0.0.1")
			.withHandshakeTimeout(Endpoints.TIMEOUT);
	}

	private static InboundProxies proxies(String from) {
		return new InboundProxies(ProxyProtocol.ANY, List.of(AddressRange.parse(from)));
	}

	private TlsContextSource source(CertificateOptions.Builder options) {
		return TlsContextSource.forServer(OptionsSource.fixed("options", options.build()),
				ContextSettings.of(Clock.systemUTC()).withoutSelfTest());
	}

	private Listener start(Listener listener) {
		this.opened.add(listener);
		listener.start();
		return listener;
	}

	private Listener tls() {
		return tls(settings(Mode.TLS));
	}

	private Listener tls(ListenerSettings settings) {
		return start(Listener.tls(settings, source(server()), Endpoints.ECHO, this.ledger));
	}

	private Listener smtp() {
		ServerStartTls smtp = new ServerStartTls(StartTlsProtocols.with(List.of()).get("smtp"),
				StartTlsServerSettings.DEFAULTS, Endpoints.TIMEOUT);
		return start(Listener.startTls(settings(Mode.STARTTLS), ServerNames.any(source(server())), smtp, Endpoints.ECHO,
				this.ledger));
	}

	private Endpoint openssl(CertificateOptions.Builder options, String... arguments) {
		Listener listener = start(Listener.tls(settings(Mode.TLS), source(options), Endpoints.ECHO, this.ledger));
		return openssl(listener, arguments);
	}

	private Endpoint openssl(Listener listener, String... arguments) {
		String[] command = Stream
			.concat(Stream.of("s_client", "-connect", "127.0.0.1:" + listener.port()), Stream.of(arguments))
			.toArray(String[]::new);
		new OpenSsl(this.directory).talkOn("", command);
		return this.listener;
	}

	private Endpoint presenting(PrivateCertificate identity) throws IOException {
		Files.writeString(this.directory.resolve("client.pem"), identity.dumpPem());
		return openssl(asking(), "-cert", "client.pem", "-key", "client.pem");
	}

	// The JDK's engine shares a group with everything that the command can be told.
	private Endpoint noSharedGroup() {
		if (this.engine == EngineChoice.OPENSSL) {
			return openssl(server(), "-tls1_3", "-groups", "P-521");
		}
		try (TlsClient client = client(tls().port(), "localhost",
				CertificateOptions.builder()
					.trustRoot(AUTHORITY.trustRoot())
					.groups(AcceptableGroups.of(List.of("X25519MLKEM768")))
					.build(),
				new Ledger())) {
			fail(client);
		}
		return this.listener;
	}

	private Endpoint strict() {
		ServerNames names = ServerNames.any(source(server())).with("known.example", source(server())).withStrict(true);
		return openssl(start(Listener.tls(settings(Mode.TLS), names, Endpoints.ECHO, this.ledger)), "-servername",
				"unknown.example");
	}

	private TlsClient client(int port, String name, CertificateOptions options, Ledger told) {
		return TlsClient.of(ClientSettings.of(this.client.name(), "127.0.0.1", port).withServerName(name),
				TlsContextSource.forClient(name, OptionsSource.fixed("options", options),
						ContextSettings.of(Clock.systemUTC()).withoutSelfTest()),
				told);
	}

	private static void fail(TlsClient client) {
		Assertions.assertThat(Assertions.catchThrowable(() -> client.connect().block(Endpoints.TIMEOUT))).isNotNull();
	}

	private Endpoint wrongName() {
		Listener listener = start(Listener.tls(settings(Mode.TLS), source(server()), Endpoints.ECHO, new Ledger()));
		try (TlsClient client = client(listener.port(), "elsewhere.example",
				CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).engine(this.engine).build(),
				this.ledger)) {
			fail(client);
		}
		return this.client;
	}

	private Endpoint bytes(Listener listener, String text) throws IOException {
		try (Socket socket = connect(listener)) {
			talk(socket, text);
		}
		return this.listener;
	}

	private Socket connect(Listener listener) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
		socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
		return socket;
	}

	private static void talk(Socket socket, String text) {
		try {
			socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
			socket.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			// Reset: that is an end, too.
		}
	}

	private Endpoint silent(ListenerSettings settings) throws IOException {
		return bytes(tls(settings), "");
	}

	private Endpoint goneAtOnce() throws IOException {
		connect(tls()).close();
		return this.listener;
	}

	private Endpoint oneMore(ConnectionLimits limits) throws IOException {
		Listener listener = tls(settings(Mode.TLS).withLimits(limits));
		this.opened.add(connect(listener));
		return bytes(listener, "");
	}

	private Endpoint refusing(String... answers) throws IOException {
		ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
		this.opened.add(listening);
		Threads.OWN.execute(() -> answer(listening, answers));
		ClientStartTls smtp = new ClientStartTls(StartTlsProtocols.with(List.of()).get("smtp"),
				StartTlsClientSettings.of("localhost"), TlsPolicy.REQUIRE, Endpoints.TIMEOUT);
		try (TlsClient client = startTls(listening.getLocalPort(), smtp)) {
			fail(client);
		}
		return this.client;
	}

	private TlsClient startTls(int port, @Nullable ClientStartTls dialogue) {
		return TlsClient.startTls(ClientSettings.of(this.client.name(), "127.0.0.1", port).withServerName("localhost"),
				TlsContextSource.forClient("localhost", OptionsSource.fixed("options",
						CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).engine(this.engine).build()),
						ContextSettings.of(Clock.systemUTC()).withoutSelfTest()),
				dialogue, this.ledger);
	}

	private static void answer(ServerSocket listening, String... answers) {
		try (Socket socket = listening.accept()) {
			socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
			for (String answer : answers) {
				socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
				readLine(socket);
			}
		}
		catch (IOException ex) {
			// The client is gone.
		}
	}

	private static void readLine(Socket socket) throws IOException {
		for (int octet = socket.getInputStream().read(); octet >= 0 && octet != '\n';) {
			octet = socket.getInputStream().read();
		}
	}

	private Endpoint broken() throws IOException {
		ServerNames names = ServerNames.any(source(server()));
		Listener listener = start(Listener.tls(settings(Mode.TLS), names, Endpoints.ECHO, this.ledger));
		// Nothing that a peer does is left for this reason; a context that is gone is.
		names.close();
		return openssl(listener);
	}

	@Override
	public void close() throws Exception {
		for (AutoCloseable closeable : this.opened) {
			closeable.close();
		}
	}

}
