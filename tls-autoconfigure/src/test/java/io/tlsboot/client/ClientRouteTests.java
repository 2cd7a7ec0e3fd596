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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeException;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Exceptions;
import reactor.netty.tcp.TcpClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Hosts with several addresses, and retries. Nobody listens on 127.0.0.2, unless a test
 * does.
 */
class ClientRouteTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	private final Resolver resolver = new Resolver();

	@AfterEach
	void close() {
		this.endpoints.close();
		this.resolver.close();
	}

	private Listener listen(TestAuthority authority, String address, int port, EngineChoice engine) {
		return this.endpoints.listen(ListenerSettings.of("test", ListenerSettings.Mode.TLS, port).withAddress(address),
				CertificateOptions.builder().identity(authority.issue("edge")).engine(engine).build(), Endpoints.ECHO);
	}

	private TlsClient client(int port, int retries, EngineChoice engine) {
		ClientSettings settings = ClientSettings.of("test", "server.invalid", port)
			.withServerName("localhost")
			.withConnectRetries(retries);
		CertificateOptions options = CertificateOptions.builder()
			.trustRoot(AUTHORITY.trustRoot())
			.engine(engine)
			.build();
		return new ReactorTlsClient(settings,
				TlsContextSource.forClient("localhost", OptionsSource.fixed("client", options),
						ContextSettings.of(Clock.systemUTC()).withoutSelfTest()),
				this.endpoints.handshakes(), TcpClient.newConnection().resolver(this.resolver));
	}

	private static Throwable failure(TlsClient client) {
		return Exceptions
			.unwrap(Objects.requireNonNull(catchThrowable(() -> client.connect().block(Endpoints.TIMEOUT))));
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void nextAddressIsTriedWhenOneDoesNotConnect(EngineChoice engine) {
		Listener listener = listen(AUTHORITY, "127.0.0.1", 0, engine);
		this.resolver.answer("127.0.0.3", "127.0.0.2", "127.0.0.1");
		try (TlsClient client = client(listener.port(), 0, engine)) {
			assertThat(Endpoints.exchange(client, "hello")).isEqualTo("hello");
			assertThat(this.endpoints.handshakes().isSilent(Side.CLIENT)).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void refusedCertificateDoesNotMoveOnAndIsNotTriedAgain(EngineChoice engine) {
		Listener good = listen(AUTHORITY, "127.0.0.1", 0, engine);
		listen(TestAuthority.create("Other CA"), "127.0.0.2", good.port(), engine);
		this.resolver.answer("127.0.0.2", "127.0.0.1");
		try (TlsClient client = client(good.port(), 3, engine)) {
			assertThat(failure(client)).isInstanceOfSatisfying(HandshakeException.class,
					(failure) -> assertThat(failure.reason()).isEqualTo(FailureReason.UNTRUSTED_ISSUER));
			assertThat(this.resolver.asked).hasValue(1);
		}
	}

	@Test
	void hostThatIsNotFoundIsLookedForAgain() {
		Listener listener = listen(AUTHORITY, "127.0.0.1", 0, EngineChoice.AUTO);
		this.resolver.answer();
		this.resolver.answer("127.0.0.2");
		this.resolver.answer("127.0.0.1");
		try (TlsClient client = client(listener.port(), 2, EngineChoice.AUTO)) {
			assertThat(Endpoints.exchange(client, "hello")).isEqualTo("hello");
			assertThat(this.resolver.asked).hasValue(3);
		}
	}

	@Test
	void lastFailureIsToldWhenTheRetriesAreUsedUp() {
		try (TlsClient client = client(443, 1, EngineChoice.AUTO)) {
			assertThat(failure(client)).isInstanceOf(UnknownHostException.class);
			assertThat(this.resolver.asked).hasValue(2);
		}
	}

	@Test
	void nothingIsTriedAgainByDefault() {
		try (TlsClient client = client(443, ClientSettings.of("test", "localhost", 1).connectRetries(),
				EngineChoice.AUTO)) {
			assertThat(failure(client)).isInstanceOf(UnknownHostException.class);
			assertThat(this.resolver.asked).hasValue(1);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, ClientSettings.MAX_CONNECT_RETRIES + 1 })
	void retriesAreBounded(int retries) {
		ClientSettings settings = ClientSettings.of("test", "localhost", 443);

		assertThatIllegalArgumentException().isThrownBy(() -> settings.withConnectRetries(retries))
			.withMessage("connectRetries: %d (expected: 0 to 10)".formatted(retries));
	}

	/**
	 * Answers what the test has put in, and finds nothing after that.
	 */
	private static final class Resolver extends AddressResolverGroup<InetSocketAddress> {

		private final Deque<List<String>> answers = new ArrayDeque<>();

		private final AtomicInteger asked = new AtomicInteger();

		void answer(String... addresses) {
			this.answers.add(List.of(addresses));
		}

		@Override
		protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
			return new InetSocketAddressResolver(executor, new InetNameResolver(executor) {

				@Override
				protected void doResolve(String name, Promise<InetAddress> promise) throws Exception {
					throw new UnsupportedOperationException();
				}

				@Override
				protected void doResolveAll(String name, Promise<List<InetAddress>> promise) throws Exception {
					Resolver.this.asked.incrementAndGet();
					List<String> answer = Resolver.this.answers.poll();
					if (answer == null || answer.isEmpty()) {
						promise.setFailure(new UnknownHostException(name));
						return;
					}
					InetAddress[] addresses = new InetAddress[answer.size()];
					for (int i = 0; i < addresses.length; i++) {
						addresses[i] = InetAddress.getByName(answer.get(i));
					}
					promise.setSuccess(Arrays.asList(addresses));
				}

			});
		}

	}

}
