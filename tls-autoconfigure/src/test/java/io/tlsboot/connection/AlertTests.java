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

package io.tlsboot.connection;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.TlsAlert.Direction;
import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Handshakes that one side refuses: what it says that it sent is what the other side says
 * that it received.
 */
class AlertTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TestAuthority OTHER_AUTHORITY = TestAuthority.create("Other CA");

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	static Stream<Arguments> refusals() {
		return Stream.of(EngineChoice.OPENSSL, EngineChoice.JDK)
			.flatMap((server) -> Stream.of(EngineChoice.OPENSSL, EngineChoice.JDK)
				.flatMap((client) -> Stream.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)
					.flatMap((version) -> Stream.of(Refusal.values())
						.filter((refusal) -> refusal.only == null || refusal.only == version)
						.map((refusal) -> Arguments.of(refusal, server, client, version)))));
	}

	@ParameterizedTest(name = "{0}: server {1}, client {2}, {3}")
	@MethodSource("refusals")
	void bothSidesKnowTheAlert(Refusal refusal, EngineChoice server, EngineChoice client, TlsVersion version) {
		CertificateOptions.Builder serving = CertificateOptions.builder()
			.identity(AUTHORITY.issue("server"))
			.engine(server);
		CertificateOptions.Builder connecting = CertificateOptions.builder()
			.trustRoot(AUTHORITY.trustRoot())
			.lowerMaximumSecurityTo(version)
			.engine(client);
		refusal.prepare(serving, connecting, version);
		Listener listener = this.endpoints.listen(serving.build(), Endpoints.ECHO);
		TlsClient tls = this.endpoints.client(listener, refusal.serverName, connecting.build());

		assertThat(catchThrowable(() -> Endpoints.exchange(tls, "secret"))).isNotNull();

		HandshakeFailure refusing = this.endpoints.handshakes().failure(refusal.by);
		HandshakeFailure refused = this.endpoints.handshakes()
			.failure((refusal.by == Side.SERVER) ? Side.CLIENT : Side.SERVER);
		assertThat(refusing.reason()).isEqualTo(refusal.reason);
		assertThat(refused.reason()).isEqualTo(FailureReason.PEER_ALERT);
		TlsAlert received = Objects.requireNonNull(refused.alert());
		assertThat(received.direction()).isEqualTo(Direction.RECEIVED);
		if (isKnown(refusing)) {
			assertThat(refusing.alert()).isEqualTo(new TlsAlert(received.code(), Direction.SENT));
		}
	}

	// What the JDK's engine sends encrypted is known of some versions of Java alone.
	private static boolean isKnown(HandshakeFailure failure) {
		int java = Runtime.version().feature();
		return failure.alert() != null || java == 17 || java == 25;
	}

	/**
	 * Why a handshake is refused.
	 */
	enum Refusal {

		VERSION(FailureReason.NO_SHARED_VERSION, Side.SERVER, TlsVersion.TLSv1_2) {
			@Override
			void prepare(CertificateOptions.Builder server, CertificateOptions.Builder client, TlsVersion version) {
				server.raiseMinimumTo(TlsVersion.TLSv1_3);
			}
		},

		CIPHER(FailureReason.NO_SHARED_CIPHER, Side.SERVER, TlsVersion.TLSv1_2) {
			@Override
			void prepare(CertificateOptions.Builder server, CertificateOptions.Builder client, TlsVersion version) {
				server.lowerMaximumSecurityTo(version);
				server.acceptableCiphers(AcceptableCiphers.of(List.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")));
				client.acceptableCiphers(AcceptableCiphers.of(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")));
			}
		},

		PROTOCOL(FailureReason.NO_PROTOCOL_OVERLAP, Side.SERVER, null) {
			@Override
			void prepare(CertificateOptions.Builder server, CertificateOptions.Builder client, TlsVersion version) {
				server.acceptableProtocols(ApplicationProtocols.of(List.of("a")));
				client.acceptableProtocols(ApplicationProtocols.of(List.of("b")));
			}
		},

		NO_CERTIFICATE(FailureReason.CLIENT_CERTIFICATE_MISSING, Side.SERVER, null) {
			@Override
			void prepare(CertificateOptions.Builder server, CertificateOptions.Builder client, TlsVersion version) {
				server.trustRoot(AUTHORITY.trustRoot()).clientAuthentication(ClientAuthentication.NEED);
			}
		},

		CLIENT_ISSUER(FailureReason.UNTRUSTED_ISSUER, Side.SERVER, null) {
			@Override
			void prepare(CertificateOptions.Builder server, CertificateOptions.Builder client, TlsVersion version) {
				server.trustRoot(AUTHORITY.trustRoot()).clientAuthentication(ClientAuthentication.NEED);
				client.identity(OTHER_AUTHORITY.issue("client"));
			}
		},

		CLIENT_EXPIRED(FailureReason.EXPIRED, Side.SERVER, null) {
			@Override
			void prepare(CertificateOptions.Builder server, CertificateOptions.Builder client, TlsVersion version) {
				server.trustRoot(AUTHORITY.trustRoot()).clientAuthentication(ClientAuthentication.NEED);
				client.identity(AUTHORITY.issueExpired("client"));
			}
		},

		ISSUER(FailureReason.UNTRUSTED_ISSUER, Side.CLIENT, null) {
			@Override
			void prepare(CertificateOptions.Builder server, CertificateOptions.Builder client, TlsVersion version) {
				server.identity(OTHER_AUTHORITY.issue("server"));
			}
		},

		EXPIRED(FailureReason.EXPIRED, Side.CLIENT, null) {
			@Override
			void prepare(CertificateOptions.Builder server, CertificateOptions.Builder client, TlsVersion version) {
				server.identity(AUTHORITY.issueExpired("server"));
			}
		},

		NAME(FailureReason.NAME_MISMATCH, Side.CLIENT, null, "elsewhere.example.com") {
			@Override
			void prepare(CertificateOptions.Builder server, CertificateOptions.Builder client, TlsVersion version) {
			}
		};

		private final FailureReason reason;

		private final Side by;

		private final @Nullable TlsVersion only;

		private final String serverName;

		Refusal(FailureReason reason, Side by, @Nullable TlsVersion only) {
			this(reason, by, only, "localhost");
		}

		Refusal(FailureReason reason, Side by, @Nullable TlsVersion only, String serverName) {
			this.reason = reason;
			this.by = by;
			this.only = only;
			this.serverName = serverName;
		}

		abstract void prepare(CertificateOptions.Builder server, CertificateOptions.Builder client, TlsVersion version);

	}

}
