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

package io.tlsboot.http;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.tlsboot.client.ClientProxy;
import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeException;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.AcceptableGroups;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.ReplaceableOptions;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.ServerNames;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RecordingHandshakes;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.testing.TunnelProxy;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.transport.ProxyProvider;
import reactor.test.StepVerifier;

import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TlsHttpClientsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final PrivateCertificate PARTNER = AUTHORITY
		.issue((builder) -> builder.subject("CN=partner").addSanDnsName("partner.example"));

	private final RecordingHandshakes handshakes = new RecordingHandshakes();

	private final RecordingHandshakes accepted = new RecordingHandshakes();

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	private final List<Runnable> opened = new ArrayList<>();

	@AfterEach
	void close() {
		this.opened.forEach(Runnable::run);
		this.endpoints.close();
	}

	private static ApplicationProtocols protocols(String... names) {
		return ApplicationProtocols.of(List.of(names));
	}

	private static CertificateOptions.Builder server(PrivateCertificate identity, String... protocols) {
		return CertificateOptions.builder().identity(identity).acceptableProtocols(protocols(protocols));
	}

	private static CertificateOptions.Builder client(String... protocols) {
		return CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).acceptableProtocols(protocols(protocols));
	}

	private int serve(CertificateOptions.Builder builder) {
		CertificateOptions options = builder.build();
		ServerNames names = ServerNames.any(TlsContextSource.forServer(OptionsSource.fixed("server", options),
				ContextSettings.of(Clock.systemUTC()).withoutSelfTest()));
		DisposableServer server = HttpServers.secure(
				HttpServer.create()
					.host("127.0.0.1")
					.port(0)
					.handle((request,
							response) -> response.sendString(Mono.just("%s %s".formatted(request.version().text(),
									request.requestHeaders().get("host", "none"))))),
				names, HttpServers.protocols(options.acceptableProtocols(), false), "server", this.accepted,
				Endpoints.TIMEOUT)
			.bindNow(Endpoints.TIMEOUT);
		this.opened.add(() -> {
			server.disposeNow(Endpoints.TIMEOUT);
			names.close();
		});
		return server.port();
	}

	private TlsHttpClients clients(Function<String, OptionsSource> options, TlsClients clients) {
		TlsHttpClients http = new TlsHttpClients(clients, (name) -> TlsContextSource.forAnyServer(options.apply(name),
				ContextSettings.of(Clock.systemUTC()).withoutSelfTest()), this.handshakes);
		this.opened.add(http::close);
		return http;
	}

	private HttpClient overOptions(CertificateOptions.Builder options) {
		return clients((name) -> OptionsSource.fixed(name, options.build()), new TlsClients(List.of()))
			.forOptions("partner");
	}

	private HttpClient overClient(int port, String serverName, CertificateOptions.Builder options) {
		return overClient(ClientSettings.of("partner", "127.0.0.1", port).withServerName(serverName), options);
	}

	private HttpClient overClient(ClientSettings settings, CertificateOptions.Builder options) {
		return clients((name) -> {
			throw new AssertionError(name);
		}, new TlsClients(List.of(this.endpoints.client(settings, OptionsSource.fixed("partner", options.build())))))
			.forClient("partner");
	}

	private static String get(HttpClient client, String uri) {
		return client.get()
			.uri(uri)
			.responseContent()
			.aggregate()
			.asString()
			.blockOptional(Endpoints.TIMEOUT)
			.orElseThrow();
	}

	private static String localhost(int port) {
		return "https://localhost:%d/".formatted(port);
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, OPENSSL, TLSv1_3", "OPENSSL, JDK, TLSv1_2", "JDK, OPENSSL, TLSv1_3", "JDK, JDK, TLSv1_2" })
	void http2IsNegotiatedWhereBothSpeakIt(EngineChoice client, EngineChoice server, TlsVersion version) {
		int port = serve(server(SERVER, "h2", "http/1.1").engine(server)
			.raiseMinimumTo(version)
			.lowerMaximumSecurityTo(version));
		assertThat(get(overOptions(client("h2", "http/1.1").engine(client)), localhost(port))).startsWith("HTTP/2.0 ");
		NegotiatedSession session = this.handshakes.session(Side.CLIENT);
		assertThat(session.applicationProtocol()).contains("h2");
		assertThat(session.version()).isEqualTo(version);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void http1IsSpokenWithAServerOfHttp1Alone(EngineChoice engine) {
		int port = serve(server(SERVER, "http/1.1").engine(engine));
		assertThat(get(overOptions(client("h2", "http/1.1").engine(engine)), localhost(port))).startsWith("HTTP/1.1 ");
		assertThat(this.handshakes.session(Side.CLIENT).applicationProtocol()).contains("http/1.1");
	}

	@Test
	void http2AloneIsSpokenByPriorChoice() {
		int port = serve(server(SERVER, "h2", "http/1.1"));
		assertThat(get(overOptions(client("h2")), localhost(port))).startsWith("HTTP/2.0 ");
	}

	@Test
	void nothingIsNegotiatedWithoutProtocols() {
		int port = serve(server(SERVER, "h2", "http/1.1"));
		assertThat(get(overOptions(client()), localhost(port))).startsWith("HTTP/1.1 ");
		assertThat(this.handshakes.session(Side.CLIENT).applicationProtocol()).isEmpty();
	}

	@Test
	void groupsAreThoseOfTheOptions() {
		int port = serve(server(SERVER, "h2", "http/1.1"));
		get(overOptions(client("h2").groups(AcceptableGroups.of(List.of("P-384")))), localhost(port));
		assertThat(this.handshakes.session(Side.CLIENT).group()).contains(NamedGroup.SECP384R1);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void serverMustBeTheOneThatTheUriNames(EngineChoice engine) {
		int port = serve(server(PARTNER));
		HttpClient client = overOptions(client().engine(engine));
		assertThatThrownBy(() -> get(client, localhost(port))).hasCauseInstanceOf(HandshakeException.class);
		assertThat(this.handshakes.failure(Side.CLIENT).reason()).isEqualTo(FailureReason.NAME_MISMATCH);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void serverOfAnotherAuthorityIsRefused(EngineChoice engine) {
		int port = serve(server(TestAuthority.create("Other CA").issue("server"), "h2"));
		HttpClient client = overOptions(client("h2").engine(engine));
		assertThatThrownBy(() -> get(client, localhost(port))).hasCauseInstanceOf(HandshakeException.class);
		assertThat(this.handshakes.failure(Side.CLIENT).reason()).isEqualTo(FailureReason.UNTRUSTED_ISSUER);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void serverNameOfAClientIsExpectedAndAskedFor(EngineChoice engine) {
		int port = serve(server(PARTNER, "h2", "http/1.1").engine(engine));
		HttpClient client = overClient(port, "partner.example", client("h2").engine(engine));
		assertThat(get(client, "/path")).isEqualTo("HTTP/2.0 partner.example:%d".formatted(port));
		assertThat(this.accepted.session(Side.SERVER).serverName()).contains("partner.example");
		assertThat(this.endpoints.handshakes().session(Side.CLIENT).applicationProtocol()).contains("h2");
	}

	@Test
	void clientOfOneServerTalksToNoOther() {
		int port = serve(server(SERVER));
		HttpClient client = overClient(port, "partner.example", client());
		assertThatThrownBy(() -> get(client, localhost(port))).hasCauseInstanceOf(HandshakeException.class);
	}

	@Test
	void clientCertificateIsPresented() {
		int port = serve(server(SERVER, "h2").trustRoot(AUTHORITY.trustRoot()));
		get(overOptions(client("h2").identity(PARTNER)), localhost(port));
		assertThat(this.accepted.session(Side.SERVER).peerCertificates()).first().isEqualTo(PARTNER.certificate());
	}

	@Test
	void nothingIsSaidInClear() {
		HttpClient client = overOptions(client());
		assertThatThrownBy(() -> get(client, "http://localhost:%d/".formatted(serve(server(SERVER)))))
			.hasStackTraceContaining("does not speak in clear");
	}

	@Test
	void securityMayNotBeReplaced() {
		HttpClient client = overOptions(client()).secure();
		assertThatThrownBy(() -> get(client, localhost(serve(server(SERVER)))))
			.hasStackTraceContaining("may not be secured by anything else");
	}

	@Test
	void otherProtocolsThanHttpAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> overOptions(client("echo/1")))
			.withMessage("acceptable-protocols: 'echo/1' (expected: 'h2' and 'http/1.1', or none, for HTTP)");
	}

	@Test
	void clientIsTheSameEachTime() {
		TlsHttpClients http = clients((name) -> OptionsSource.fixed(name, client().build()), new TlsClients(List.of()));
		assertThat(http.forOptions("partner")).isSameAs(http.forOptions("partner"));
	}

	@Test
	void clientOfOptionsIsNotMadeOnAnEventLoop() {
		TlsHttpClients http = clients((name) -> OptionsSource.fixed(name, client().build()), new TlsClients(List.of()));

		StepVerifier.create(Mono.fromCallable(() -> http.forOptions("partner")).subscribeOn(Schedulers.parallel()))
			.expectErrorMatches((failure) -> failure instanceof IllegalStateException
					&& String.valueOf(failure.getMessage()).contains("not on an event loop"))
			.verify(Endpoints.TIMEOUT);
		http.forOptions("partner");
		StepVerifier.create(Mono.fromCallable(() -> http.forOptions("partner")).subscribeOn(Schedulers.parallel()))
			.expectNextCount(1)
			.expectComplete()
			.verify(Endpoints.TIMEOUT);
	}

	@Test
	void nothingIsMadeAfterTheEnd() {
		TlsHttpClients http = clients((name) -> OptionsSource.fixed(name, client().build()), new TlsClients(List.of()));
		http.close();

		assertThatIllegalStateException().isThrownBy(() -> http.forOptions("partner"))
			.withMessage("the HTTP clients are closed");
	}

	@Test
	void newConnectionsFollowTheOptions() {
		int port = serve(server(SERVER));
		ReplaceableOptions options = new ReplaceableOptions("partner", client().build());
		HttpClient client = clients((name) -> options, new TlsClients(List.of())).forOptions("partner")
			.keepAlive(false);
		assertThat(get(client, localhost(port))).startsWith("HTTP/1.1 ");
		options.replace(client().trustRoot(TestAuthority.create("Other CA").trustRoot()).build());
		assertThatThrownBy(() -> get(client, localhost(port))).hasCauseInstanceOf(HandshakeException.class);
	}

	@Test
	void tunnelOfAProxyIsSecuredFromEndToEnd() throws IOException {
		int port = serve(server(SERVER, "h2", "http/1.1"));
		try (ConnectProxy proxy = new ConnectProxy()) {
			HttpClient client = overOptions(client("h2", "http/1.1"))
				.proxy((spec) -> spec.type(ProxyProvider.Proxy.HTTP).host("127.0.0.1").port(proxy.port()));
			assertThat(get(client, localhost(port))).startsWith("HTTP/2.0 ");
			assertThat(proxy.request()).startsWith("CONNECT localhost:%d ".formatted(port));
		}
	}

	@Test
	void clientsProxyIsTaken() throws IOException {
		int port = serve(server(SERVER, "h2", "http/1.1"));
		try (TunnelProxy proxy = new TunnelProxy(ClientProxy.Type.SOCKS5)) {
			ClientSettings settings = ClientSettings.of("partner", "server.invalid", port)
				.withServerName("localhost")
				.withProxy(proxy.address());
			assertThat(get(overClient(settings, client("h2", "http/1.1")), "/")).startsWith("HTTP/2.0 ");
			assertThat(proxy.target()).isEqualTo("server.invalid:" + port);
		}
	}

	@Test
	void clientsOfSpringTakeIt() {
		int port = serve(server(SERVER, "h2", "http/1.1"));
		HttpClient client = overOptions(client("h2", "http/1.1"));
		assertThat(RestClient.builder()
			.requestFactory(new ReactorClientHttpRequestFactory(client))
			.build()
			.get()
			.uri(localhost(port))
			.retrieve()
			.body(String.class)).startsWith("HTTP/2.0 ");
		assertThat(WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(client))
			.build()
			.get()
			.uri(localhost(port))
			.retrieve()
			.bodyToMono(String.class)
			.block(Endpoints.TIMEOUT)).startsWith("HTTP/2.0 ");
	}

}
