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

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

import io.netty.buffer.ByteBufAllocator;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeException;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.ChainBuilder;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.OpenSsl;
import io.tlsboot.testing.RawTlsPeer;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * One listener serves several names, each with options of its own.
 */
class ServerNamesTests {

	private static final ChainBuilder.Issued AUTHORITY = ChainBuilder.authority("Test CA").selfSigned();

	private static final TrustRoot TRUST = TrustRoot.certificates(AUTHORITY.certificate());

	private static final PrivateCertificate OTHERS = issue("localhost");

	private static final PrivateCertificate API = issue("api.example.com");

	private static final PrivateCertificate STAR = issue("*.example.org");

	private static final PrivateCertificate UMLAUT = issue("xn--bcher-kva.example");

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private static PrivateCertificate issue(String name) {
		ChainBuilder.Issued issued = ChainBuilder.leaf()
			.subject("CN=server")
			.names(ChainBuilder.dns(name))
			.issuedBy(AUTHORITY);
		return PrivateCertificate.of(List.of(issued.certificate()), issued.keys().getPrivate());
	}

	private static TlsContextSource contexts(CertificateOptions options) {
		return TlsContextSource.forServer(OptionsSource.fixed("server", options),
				ContextSettings.of(Clock.systemUTC()).withoutSelfTest());
	}

	private static CertificateOptions.Builder options(PrivateCertificate identity, EngineChoice engine) {
		return CertificateOptions.builder().identity(identity).engine(engine);
	}

	private static ServerNames names(EngineChoice engine) {
		return ServerNames.any(contexts(options(OTHERS, engine).build()))
			.with("API.example.com", contexts(options(API, engine).build()))
			.with("*.example.org", contexts(options(STAR, engine).build()))
			.with("bücher.example", contexts(options(UMLAUT, engine).build()));
	}

	private NegotiatedSession connect(Listener listener, String name, EngineChoice engine, TlsVersion version) {
		CertificateOptions trusting = CertificateOptions.builder()
			.trustRoot(TRUST)
			.engine(engine)
			.lowerMaximumSecurityTo(version)
			.build();
		assertThat(Endpoints.exchange(this.endpoints.client(listener, name, trusting), "hello")).isEqualTo("hello");
		return this.endpoints.handshakes().session(Side.SERVER);
	}

	// G4: the client verifies the name, so each of these also shows the right
	// certificate.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void eachNameHasItsCertificate(EngineChoice engine, TlsVersion version) {
		Listener listener = this.endpoints.listen(names(engine));

		for (String name : List.of("api.example.com", "one.example.org", "bücher.example", "localhost")) {
			assertThat(connect(listener, name, engine, version).serverName()).isPresent();
		}
	}

	@Test
	void namesMayHaveDifferentEngines() {
		Listener listener = this.endpoints
			.listen(ServerNames.any(contexts(options(OTHERS, EngineChoice.OPENSSL).build()))
				.with("api.example.com", contexts(options(API, EngineChoice.JDK).build())));

		connect(listener, "localhost", EngineChoice.OPENSSL, TlsVersion.TLSv1_3);
		connect(listener, "api.example.com", EngineChoice.OPENSSL, TlsVersion.TLSv1_3);
	}

	// G6
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void starStandsForOneLabelAlone(EngineChoice engine) {
		Listener listener = this.endpoints.listen(names(engine));

		for (String name : List.of("example.org", "a.b.example.org")) {
			assertThatException().isThrownBy(() -> connect(listener, name, engine, TlsVersion.TLSv1_3))
				.withCauseInstanceOf(HandshakeException.class)
				.withMessageContaining("name-mismatch");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void eachNameHasItsClientAuthentication(EngineChoice engine) {
		Listener listener = this.endpoints.listen(ServerNames.any(contexts(options(OTHERS, engine).build()))
			.with("api.example.com", contexts(options(API, engine).trustRoot(TRUST).build())));

		connect(listener, "localhost", engine, TlsVersion.TLSv1_2);
		assertThatException().isThrownBy(() -> connect(listener, "api.example.com", engine, TlsVersion.TLSv1_2));
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.CLIENT_CERTIFICATE_MISSING);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void eachNameHasItsApplicationProtocols(EngineChoice engine) {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command, version 3");
		Listener listener = this.endpoints.listen(ServerNames.any(contexts(options(OTHERS, engine).build()))
			.with("api.example.com", contexts(
					options(API, engine).acceptableProtocols(ApplicationProtocols.of(List.of("h2"))).build())));

		assertThat(talk(listener, "-servername", "localhost", "-alpn", "h2")).contains("No ALPN negotiated");
		assertThat(talk(listener, "-servername", "API.example.com", "-alpn", "h2")).contains("ALPN protocol: h2");
		assertThat(talk(listener, "-servername", "api.example.com", "-alpn", "h3")).contains("SSL alert number 120");
	}

	private String talk(Listener listener, String... arguments) {
		String[] all = Stream
			.concat(Stream.of("s_client", "-connect", "127.0.0.1:" + listener.port()), Stream.of(arguments))
			.toArray(String[]::new);
		return new OpenSsl(this.directory).talk("Q\n", all);
	}

	// G8
	@ParameterizedTest
	@CsvSource({ "OPENSSL, -tls1_2", "OPENSSL, -tls1_3", "JDK, -tls1_2", "JDK, -tls1_3" })
	void strictListenerRefusesOtherNamesAndNone(EngineChoice engine, String version) {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command, version 3");
		Listener listener = this.endpoints.listen(names(engine).withStrict(true));

		assertThat(talk(listener, version, "-servername", "localhost")).contains("SSL alert number 112");
		assertThat(this.endpoints.handshakes().failure(Side.SERVER)).satisfies((failure) -> {
			assertThat(failure.reason()).isEqualTo(FailureReason.UNKNOWN_SERVER_NAME);
			assertThat(failure.detail()).contains("'localhost'");
		});
		assertThat(talk(listener, version, "-noservername")).contains("SSL alert number 109");
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.UNKNOWN_SERVER_NAME);
		assertThat(talk(listener, version, "-servername", "a.example.org")).contains("New, TLSv1");
	}

	static Stream<Arguments> namesThatAreNone() {
		return withHandshakes("\uff41pi.example.com", "api\u3002example.com", "b\u00fccher.example", "a b",
				"x\n2026 forged", "\u007f");
	}

	static Stream<Arguments> unusualNames() {
		return withHandshakes("my_host", "a.example.", "a..example", ".", "-a.example", "127.0.0.1", "*.example.org",
				"a".repeat(64) + ".example", "a.b.".repeat(60) + "example", "a".repeat(300));
	}

	private static Stream<Arguments> withHandshakes(String... names) {
		return Stream.of(EngineChoice.OPENSSL, EngineChoice.JDK)
			.flatMap((engine) -> Stream.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)
				.flatMap((version) -> Stream.of(names).map((name) -> Arguments.of(engine, version, name))));
	}

	// An engine would find another name in it than what decides about the options.
	@ParameterizedTest
	@MethodSource("namesThatAreNone")
	void nameOfOtherThanVisibleAsciiIsRefused(EngineChoice engine, TlsVersion version, String name) throws Exception {
		Listener listener = this.endpoints.listen(names(engine));
		try (RawTlsPeer peer = peer(listener, version, name)) {
			assertThatIOException().isThrownBy(peer::handshake).withMessageContaining("unrecognized_name");
		}
		HandshakeFailure failure = this.endpoints.handshakes().failure(Side.SERVER);
		assertThat(failure.reason()).isEqualTo(FailureReason.UNKNOWN_SERVER_NAME);
		assertThat(failure.detail()).contains("which is no name").doesNotContain("\n");
		assertToldOnce(listener);
	}

	@ParameterizedTest
	@MethodSource("unusualNames")
	void howAHandshakeWithAnUnusualNameEndsIsToldOnce(EngineChoice engine, TlsVersion version, String name)
			throws Exception {
		Listener listener = this.endpoints.listen(names(engine));
		boolean completed;
		try (RawTlsPeer peer = peer(listener, version, name)) {
			completed = completes(peer);
		}
		if (completed) {
			assertThat(this.endpoints.handshakes().session(Side.SERVER).serverName()).contains(name);
		}
		else {
			assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isNotEqualTo(FailureReason.TIMEOUT);
		}
		assertToldOnce(listener);
	}

	private static boolean completes(RawTlsPeer peer) throws IOException {
		try {
			peer.handshake();
			return true;
		}
		catch (SSLException | SocketException ex) {
			return false;
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void sessionSaysTheNameByWhichTheOptionsWereChosen(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = this.endpoints.listen(names(engine));
		try (RawTlsPeer peer = peer(listener, version, "Api.EXAMPLE.com")) {
			peer.handshake();

			assertThat(peer.tls().getSession().getPeerCertificates()).startsWith(API.certificate().toX509());
		}
		assertThat(this.endpoints.handshakes().session(Side.SERVER).serverName()).contains("api.example.com");
	}

	private static RawTlsPeer peer(Listener listener, TlsVersion version, String name) throws Exception {
		RawTlsPeer peer = RawTlsPeer.connect(listener.port(), version.protocolName());
		SSLParameters parameters = peer.tls().getSSLParameters();
		// No SNIHostName, which would refuse most of them.
		parameters.setServerNames(List.of(new SNIServerName(0, name.getBytes(StandardCharsets.UTF_8)) {
		}));
		peer.tls().setSSLParameters(parameters);
		return peer;
	}

	private void assertToldOnce(Listener listener) {
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> listener.openConnections() == 0);
		assertThat(this.endpoints.handshakes().toldOfServers()).isEqualTo(1);
	}

	@Test
	void whenAListenerIsStrictThenAGarbledNameIsNotServed() {
		try (ServerNames names = names(EngineChoice.OPENSSL).withStrict(true)) {
			for (String name : List.of("", ".", "*", "*.example.org", ".example.org", "api.example.com.", "\0")) {
				assertThat(names.choose(name, ByteBufAllocator.DEFAULT)).describedAs(name).isNull();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*", "*.", "127.0.0.1", "::1", "a b.example.com", "*.*.example.com", "a.*.example.com",
			"example.com:443" })
	void whenItIsNoNameThenItIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> ServerNames.normalize(name));
	}

	@Test
	void whenANameIsGivenTwiceThenItIsRefused() {
		try (ServerNames names = names(EngineChoice.OPENSSL)) {
			TlsContextSource more = contexts(options(API, EngineChoice.OPENSSL).build());
			assertThatIllegalArgumentException().isThrownBy(() -> names.with("api.EXAMPLE.com", more))
				.withMessage("server name: 'api.EXAMPLE.com' is given twice");
			more.close();
		}
	}

}
