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

package io.tlsboot.client;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeException;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RawBackend;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.testing.TunnelProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Exceptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

class ClientProxyTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	// RFC 2606, section 2: nobody here can look it up.
	private static final String HOST = "server.invalid";

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private Listener listen(EngineChoice engine) {
		return this.endpoints.listen(
				CertificateOptions.builder().identity(AUTHORITY.issue("edge")).engine(engine).build(), Endpoints.ECHO);
	}

	private TlsClient client(ClientSettings settings, CertificateOptions.Builder options) {
		return this.endpoints.client(settings,
				OptionsSource.fixed("client", options.trustRoot(AUTHORITY.trustRoot()).build()));
	}

	private TlsClient client(ClientSettings settings) {
		return client(settings, CertificateOptions.builder());
	}

	private static ClientSettings through(ClientProxy proxy, int port) {
		return ClientSettings.of("partner", HOST, port).withServerName("localhost").withProxy(proxy);
	}

	private static Throwable failure(TlsClient client) {
		return Exceptions
			.unwrap(Objects.requireNonNull(catchThrowable(() -> client.connect().block(Endpoints.TIMEOUT))));
	}

	static Stream<Arguments> matrix() {
		return Stream.of(ClientProxy.Type.values())
			.flatMap((type) -> Stream.of(EngineChoice.OPENSSL, EngineChoice.JDK)
				.flatMap((engine) -> Stream.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)
					.map((version) -> Arguments.of(type, engine, version))));
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void serverIsReachedByTheNameThatTheProxyLooksUp(ClientProxy.Type type, EngineChoice engine, TlsVersion version)
			throws IOException {
		Listener listener = listen(engine);
		try (TunnelProxy proxy = new TunnelProxy(type)) {
			TlsClient client = client(through(proxy.address(), listener.port()),
					CertificateOptions.builder()
						.engine(engine)
						.lowerMaximumSecurityTo(version)
						.raiseMinimumTo(version));

			assertThat(Endpoints.exchange(client, "hello")).isEqualTo("hello");
			assertThat(proxy.target()).isEqualTo("%s:%d".formatted(HOST, listener.port()));
			assertThat(this.endpoints.handshakes().session(Side.CLIENT).version()).isEqualTo(version);
		}
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void certificateMustNameTheServer(ClientProxy.Type type, EngineChoice engine, TlsVersion version)
			throws IOException {
		Listener listener = listen(engine);
		try (TunnelProxy proxy = new TunnelProxy(type)) {
			TlsClient client = client(
					through(proxy.address(), listener.port()).withServerName(HOST).withConnectRetries(2),
					CertificateOptions.builder()
						.engine(engine)
						.lowerMaximumSecurityTo(version)
						.raiseMinimumTo(version));

			assertThat(failure(client)).isInstanceOfSatisfying(HandshakeException.class,
					(failure) -> assertThat(failure.reason()).isEqualTo(FailureReason.NAME_MISMATCH));
			assertThat(proxy.accepted()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@EnumSource(ClientProxy.Type.class)
	void credentialsArePresented(ClientProxy.Type type) throws IOException {
		Listener listener = listen(EngineChoice.AUTO);
		try (TunnelProxy proxy = new TunnelProxy(type)) {
			proxy.demand("us", "s3cret");

			assertThat(Endpoints.exchange(client(through(known(proxy, "us", "s3cret"), listener.port())), "hello"))
				.isEqualTo("hello");
		}
	}

	private static ClientProxy known(TunnelProxy proxy, String username, String password) {
		ClientProxy address = proxy.address();
		return address.withCredentials(username, (address.type() != ClientProxy.Type.SOCKS4) ? password : null);
	}

	@ParameterizedTest
	@EnumSource(ClientProxy.Type.class)
	void wrongCredentialsAreAnErrorThatDoesNotNameThemAndIsNotTriedAgain(ClientProxy.Type type) throws IOException {
		try (TunnelProxy proxy = new TunnelProxy(type)) {
			proxy.demand("us", "s3cret");
			Throwable failure = failure(client(through(known(proxy, "them", "gue55ed"), 443).withConnectRetries(2)));

			assertRefused(failure, proxy);
			for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
				assertThat(cause.toString()).doesNotContain("gue55ed");
			}
			assertThat(proxy.accepted()).isEqualTo(1);
		}
	}

	private static void assertRefused(Throwable failure, TunnelProxy proxy) {
		assertThat(failure).isInstanceOf(ConnectException.class)
			.hasMessageStartingWith("client 'partner': no connection to server.invalid:443 through the proxy %s: "
				.formatted(proxy.address()) + "it opens no connection (");
	}

	@ParameterizedTest
	@EnumSource(ClientProxy.Type.class)
	void refusalOfTheProxyIsAnErrorOfItsOwn(ClientProxy.Type type) throws IOException {
		try (TunnelProxy proxy = new TunnelProxy(type)) {
			proxy.refuse();

			assertRefused(failure(client(through(proxy.address(), 443))), proxy);
			assertThat(this.endpoints.handshakes().isSilent(Side.CLIENT)).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(ClientProxy.Type.class)
	void proxyThatSaysNothingIsWaitedForAsLongAsForTcp(ClientProxy.Type type) throws IOException {
		try (TunnelProxy proxy = new TunnelProxy(type)) {
			proxy.keepSilent();
			Throwable failure = failure(
					client(through(proxy.address(), 443).withConnectTimeout(Duration.ofMillis(200))));

			assertRefused(failure, proxy);
			assertThat(failure).hasMessageContaining("timeout");
		}
	}

	@Test
	void timeOfTheHandshakeBeginsBehindTheProxy() throws IOException {
		try (TunnelProxy proxy = new TunnelProxy(ClientProxy.Type.SOCKS5)) {
			proxy.keepSilent();
			Throwable failure = failure(client(through(proxy.address(), 443).withConnectTimeout(Duration.ofMillis(300))
				.withHandshakeTimeout(Duration.ofMillis(50))));

			assertRefused(failure, proxy);
		}
	}

	@Test
	void proxyThatIsNotThereIsAnErrorThatNamesIt() throws IOException {
		ClientProxy nobody = ClientProxy.of(ClientProxy.Type.SOCKS5, "127.0.0.1", RawBackend.closedPort());

		assertThat(failure(client(through(nobody, 443)))).isInstanceOf(ConnectException.class)
			.hasMessageContaining("through the proxy %s: it cannot be reached (".formatted(nobody));
	}

	@Test
	void proxyThatIsNotFoundIsAnErrorThatNamesIt() {
		ClientProxy nowhere = ClientProxy.of(ClientProxy.Type.HTTP, "proxy.invalid", 8080);

		assertThat(failure(client(through(nowhere, 443)))).isInstanceOf(ConnectException.class)
			.hasMessageContaining("through the proxy http://proxy.invalid:8080: it is not found (");
	}

	@Test
	void proxyMayHaveAName() throws IOException {
		Listener listener = listen(EngineChoice.AUTO);
		try (TunnelProxy proxy = new TunnelProxy(ClientProxy.Type.SOCKS5)) {
			ClientProxy named = ClientProxy.of(ClientProxy.Type.SOCKS5, "localhost", proxy.address().port());

			assertThat(Endpoints.exchange(client(through(named, listener.port())), "hello")).isEqualTo("hello");
		}
	}

	@Test
	void hostThatNeedsNoProxyIsConnectedToDirectly() throws IOException {
		Listener listener = listen(EngineChoice.AUTO);
		try (TunnelProxy proxy = new TunnelProxy(ClientProxy.Type.SOCKS5)) {
			ClientSettings settings = ClientSettings.of("partner", "localhost", listener.port())
				.withProxy(proxy.address().withNonProxyHosts(List.of("LOCAL*")));

			assertThat(Endpoints.exchange(client(settings), "hello")).isEqualTo("hello");
			assertThat(proxy.accepted()).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource({ "*.example.com, a.EXAMPLE.com, false", "*.example.com, example.com, true", "10.*, 10.1.2.3, false",
			"10.*, 110.1.2.3, true", "a.b, aXb, true", "*, any, false" })
	void starsStandForAnything(String pattern, String host, boolean proxied) {
		ClientProxy proxy = ClientProxy.of(ClientProxy.Type.HTTP, "proxy", 8080).withNonProxyHosts(List.of(pattern));

		assertThat(proxy.isFor(host)).isEqualTo(proxied);
	}

	@ParameterizedTest
	@CsvSource({ "SOCKS4, us, s3cret, SOCKS4 knows none", "SOCKS5, us, , it is missing", "HTTP, u:s, s3cret, a colon",
			"SOCKS5, us, s\u00e9cret, SOCKS cannot send it", "HTTP, '', s3cret, it is empty" })
	void credentialsThatCannotBeSentAreRefused(ClientProxy.Type type, String username, String password,
			String problem) {
		ClientProxy proxy = ClientProxy.of(type, "proxy", 8080);

		assertThatIllegalArgumentException().isThrownBy(() -> proxy.withCredentials(username, password))
			.withMessageContaining(problem)
			.withMessageNotContaining("cret");
	}

	@Test
	void textsDoNotSayWhoWeAre() {
		ClientProxy proxy = ClientProxy.of(ClientProxy.Type.SOCKS5, "::1", 1080).withCredentials("us", "s3cret");

		assertThat(proxy).hasToString("socks5://[::1]:1080");
		assertThat(through(proxy, 443).toString()).doesNotContain("s3cret");
	}

	@Test
	void socks4KnowsNoAddressesOfIpv6() {
		ClientSettings settings = ClientSettings.of("partner", "::1", 443);

		assertThatIllegalArgumentException()
			.isThrownBy(() -> settings.withProxy(ClientProxy.of(ClientProxy.Type.SOCKS4, "proxy", 1080)))
			.withMessageContaining("SOCKS4 knows no IPv6 addresses");
	}

}
