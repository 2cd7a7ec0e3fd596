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

package io.tlsboot.server;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeException;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.SecurePipeline;
import io.tlsboot.connection.ServerContexts;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.ChainBuilder;
import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.testing.ChangingOptions;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.OpenSsl;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.PrivateCertificate;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Section G of Twisted's behaviours by handshakes, as far as {@link ServerNamesTests}
 * does not have it. Which name a client sends is in {@code ServiceIdentityHandshakeTests}
 * and {@code NegotiationStatementTests}.
 */
class ServerNameStatementTests {

	private static final Issued AUTHORITY = ChainBuilder.authority("Test CA").selfSigned();

	private static final Issued OTHERS = issue(ChainBuilder.dns("localhost"), ChainBuilder.dns("unknown.example"),
			ChainBuilder.ip("127.0.0.1"));

	private static final Issued EXACT = issue(ChainBuilder.dns("one.example.org"));

	private static final Issued PATTERN = issue(ChainBuilder.dns("*.example.org"));

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	static Stream<Arguments> engines() {
		return Stream.of(EngineChoice.OPENSSL, EngineChoice.JDK)
			.flatMap((engine) -> Stream.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)
				.map((version) -> Arguments.of(engine, version)));
	}

	private static Issued issue(GeneralName... names) {
		return ChainBuilder.leaf().names(names).issuedBy(AUTHORITY);
	}

	private static CertificateOptions options(Issued issued, EngineChoice engine) {
		return CertificateOptions.builder()
			.identity(PrivateCertificate.of(List.of(issued.certificate()), issued.keys().getPrivate()))
			.engine(engine)
			.build();
	}

	private static TlsContextSource contexts(Issued issued, EngineChoice engine) {
		return contexts(OptionsSource.fixed("server", options(issued, engine)));
	}

	private static TlsContextSource contexts(OptionsSource options) {
		return TlsContextSource.forServer(options, ContextSettings.of(Clock.systemUTC()).withoutSelfTest());
	}

	private TlsClient client(int port, String name, EngineChoice engine, TlsVersion version) {
		return this.endpoints.client(port, name,
				CertificateOptions.builder()
					.trustRoot(TrustRoot.certificates(AUTHORITY.certificate()))
					.engine(engine)
					.lowerMaximumSecurityTo(version)
					.build());
	}

	private void assertServed(Listener listener, String name, Issued by, EngineChoice engine, TlsVersion version) {
		assertThat(Endpoints.exchange(client(listener.port(), name, engine, version), "hello")).isEqualTo("hello");
		NegotiatedSession session = this.endpoints.handshakes().session(Side.CLIENT);
		assertThat(session.peerCertificate()).as(name).contains(by.certificate());
	}

	// G4, G6, G7, G8: by default
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("engines")
	void exactNameComesBeforeThePatternAndTheListenersOwnOptionsLast(EngineChoice engine, TlsVersion version) {
		Listener listener = this.endpoints.listen(ServerNames.any(contexts(OTHERS, engine))
			.with("*.example.org", contexts(PATTERN, engine))
			.with("one.example.org", contexts(EXACT, engine)));

		assertServed(listener, "one.example.org", EXACT, engine, version);
		assertServed(listener, "two.example.org", PATTERN, engine, version);
		assertServed(listener, "unknown.example", OTHERS, engine, version);
		// For an address no name is sent.
		assertServed(listener, "127.0.0.1", OTHERS, engine, version);
	}

	// G4, G7
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("engines")
	void clientWithoutNameIsAskedForWithNone(EngineChoice engine, TlsVersion version) {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command, version 3");
		Listener listener = this.endpoints
			.listen(ServerNames.any(contexts(OTHERS, engine)).with("one.example.org", contexts(EXACT, engine)));

		assertThat(new OpenSsl(this.directory).talk("Q\n", "s_client", "-connect", "127.0.0.1:" + listener.port(),
				"-noservername", (version == TlsVersion.TLSv1_3) ? "-tls1_3" : "-tls1_2"))
			.contains("New, TLSv1");

		assertThat(this.endpoints.handshakes().session(Side.SERVER).serverName()).isEmpty();
	}

	// G8: strictly
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("engines")
	void strictListenerTellsAClientThatItsNameIsUnknown(EngineChoice engine, TlsVersion version) {
		Listener listener = this.endpoints.listen(ServerNames.any(contexts(OTHERS, engine))
			.with("one.example.org", contexts(EXACT, engine))
			.withStrict(true));
		TlsClient client = client(listener.port(), "unknown.example", engine, version);

		assertThat(catchThrowable(() -> client.connect().block(Endpoints.TIMEOUT)))
			.hasCauseInstanceOf(HandshakeException.class);

		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.UNKNOWN_SERVER_NAME);
		assertThat(this.endpoints.handshakes().failure(Side.CLIENT).detail()).containsIgnoringCase("unrecognized_name");
	}

	// G8: ours does not look at a disk when a client comes.
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("engines")
	void certificateOfANameIsReplacedWhileItIsServed(EngineChoice engine, TlsVersion version) {
		Issued renewed = issue(ChainBuilder.dns("one.example.org"));
		ChangingOptions changing = new ChangingOptions(options(EXACT, engine));
		Listener listener = this.endpoints
			.listen(ServerNames.any(contexts(OTHERS, engine)).with("one.example.org", contexts(changing)));
		assertServed(listener, "one.example.org", EXACT, engine, version);

		changing.change(options(renewed, engine));

		assertServed(listener, "one.example.org", renewed, engine, version);
	}

	// G5: ours has no call of the application there; what chooses may still fail.
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("engines")
	void exceptionInTheChoiceOfANameIsToldOnceAndEndsTheConnection(EngineChoice engine, TlsVersion version) {
		Told told = new Told();
		ServerContexts broken = (name, allocator) -> {
			throw new IllegalStateException("on purpose");
		};
		DisposableServer server = TcpServer.create()
			.host("127.0.0.1")
			.doOnChannelInit((observer, channel, remote) -> SecurePipeline.accept(channel, broken,
					new Endpoint(Side.SERVER, "broken"), told, Endpoints.TIMEOUT))
			.handle((inbound, outbound) -> outbound.neverComplete())
			.bindNow(Endpoints.TIMEOUT);
		try {
			TlsClient client = client(server.port(), "localhost", engine, version);

			assertThat(catchThrowable(() -> client.connect().block(Endpoints.TIMEOUT)))
				.hasCauseInstanceOf(HandshakeException.class);

			assertThat(this.endpoints.handshakes().failure(Side.CLIENT).reason()).isEqualTo(FailureReason.RESET);
		}
		finally {
			server.disposeNow(Endpoints.TIMEOUT);
		}
		assertThat(told.failures).singleElement().satisfies((failure) -> {
			assertThat(failure.reason()).isEqualTo(FailureReason.OTHER);
			assertThat(failure.detail()).isEqualTo("on purpose");
		});
	}

	/**
	 * Keeps each failure.
	 */
	private static final class Told implements HandshakeListener {

		private final List<HandshakeFailure> failures = new CopyOnWriteArrayList<>();

		@Override
		public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
			throw new AssertionError("succeeded");
		}

		@Override
		public void failed(Endpoint endpoint, HandshakeFailure failure) {
			this.failures.add(failure);
		}

	}

}
