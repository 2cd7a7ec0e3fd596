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

package io.tlsboot.bundle;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.function.Consumer;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.trust.PeerCertificateException;
import io.tlsboot.trust.TrustPolicy;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslManagerBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionsSslBundleTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TestAuthority INTERMEDIATE = AUTHORITY.intermediate("Test intermediate");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final PrivateCertificate CLIENT = AUTHORITY.issue("client");

	private static void unnamed(SSLParameters parameters) {
		parameters.setEndpointIdentificationAlgorithm(null);
	}

	private static SSLContext context(CertificateOptions.Builder options) {
		return OptionsSslBundle.of(options.build()).createSslContext();
	}

	private static CertificateOptions.Builder server(PrivateCertificate identity) {
		return CertificateOptions.builder().identity(identity);
	}

	private static CertificateOptions.Builder client() {
		return CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot());
	}

	private static CertificateOptions.Builder only(CertificateOptions.Builder options, TlsVersion version) {
		return options.raiseMinimumTo(version).lowerMaximumSecurityTo(version);
	}

	private static void assertRefused(SSLContext server, SSLContext client, String host,
			Consumer<SSLParameters> parameters, PeerCertificateException.Reason reason) {
		assertThatThrownBy(() -> Sockets.connect(server, client, host, parameters)).isInstanceOf(SSLException.class)
			.rootCause()
			.satisfies((root) -> assertThat(root).isInstanceOf(java.security.cert.CertPathValidatorException.class));
		assertThatThrownBy(() -> Sockets.connect(server, client, host, parameters)).cause()
			.isInstanceOfSatisfying(PeerCertificateException.class,
					(refusal) -> assertThat(refusal.reason()).isEqualTo(reason));
	}

	@ParameterizedTest
	@EnumSource(names = { "TLSv1_2", "TLSv1_3" })
	void bothSidesPresentTheirIdentityAndTrustTheOthers(TlsVersion version) throws IOException {
		SSLContext server = context(only(server(SERVER).trustRoot(AUTHORITY.trustRoot()), version));
		SSLContext client = context(only(client().identity(CLIENT), version));
		Sockets.Result result = Sockets.connect(server, client, "localhost", Sockets::https);
		assertThat(result.client().getProtocol()).isEqualTo(version.protocolName());
		assertThat(result.serverCertificate()).isEqualTo(SERVER.certificate().toX509());
		assertThat(result.clientCertificate()).isEqualTo(CLIENT.certificate().toX509());
	}

	@Test
	void chainThatOnlyOurRulesRefuseIsRefused() throws IOException {
		SSLContext server = context(server(INTERMEDIATE.issue("server")));
		CertificateOptions options = client().trustPolicy(TrustPolicy.DEFAULT.withMaximumIntermediates(0)).build();
		SslBundle bundle = OptionsSslBundle.of(options);
		SSLContext platform = SslManagerBundle.from(bundle.getStores(), bundle.getKey()).createSslContext("TLS");
		assertThat(Sockets.connect(server, platform, "localhost", Sockets::https)).isNotNull();
		assertRefused(server, bundle.createSslContext(), "localhost", Sockets::https,
				PeerCertificateException.Reason.NOT_ACCEPTABLE);
	}

	@Test
	void serverOfAnotherAuthorityIsRefused() {
		assertRefused(context(server(TestAuthority.create("Other CA").issue("server"))), context(client()), "localhost",
				OptionsSslBundleTests::unnamed, PeerCertificateException.Reason.UNTRUSTED_ISSUER);
	}

	@Test
	void clientOfAnotherAuthorityIsRefused() {
		SSLContext server = context(server(SERVER).trustRoot(AUTHORITY.trustRoot()));
		SSLContext client = context(client().identity(TestAuthority.create("Other CA").issue("client")));
		assertThatThrownBy(() -> Sockets.connect(server, client, "localhost", OptionsSslBundleTests::unnamed))
			.isInstanceOf(IOException.class);
	}

	@Test
	void contextAsksClientsForCertificatesByItself() {
		SSLContext server = context(server(SERVER).trustRoot(AUTHORITY.trustRoot()));
		assertThatThrownBy(
				() -> Sockets.connect(server, context(client()), "localhost", OptionsSslBundleTests::unnamed))
			.isInstanceOf(IOException.class);
	}

	@Test
	void clientsAreRefusedByOptionsThatDoNotAskThem() {
		SslBundle bundle = OptionsSslBundle.of(server(SERVER).trustRoot(AUTHORITY.trustRoot())
			.clientAuthentication(ClientAuthentication.NONE)
			.build());
		assertThatThrownBy(() -> ((javax.net.ssl.X509TrustManager) bundle.getManagers().getTrustManagers()[0])
			.checkClientTrusted(new java.security.cert.X509Certificate[] { CLIENT.certificate().toX509() }, "UNKNOWN"))
			.isInstanceOf(PeerCertificateException.class)
			.hasMessageContaining("no client is trusted");
	}

	@Test
	void nameIsCheckedWhereTheUserAsksForIt() {
		assertRefused(context(server(SERVER)), context(client()), "other.example", Sockets::https,
				PeerCertificateException.Reason.NAME_MISMATCH);
	}

	@Test
	void nameIsCheckedByOurRules() {
		PrivateCertificate nameless = AUTHORITY.issue((builder) -> builder.subject("CN=localhost"));
		assertRefused(context(server(nameless)), context(client()), "localhost", Sockets::https,
				PeerCertificateException.Reason.NAME_MISMATCH);
	}

	@Test
	void nameIsNotCheckedWhereTheUserDoesNotAskForIt() throws IOException {
		assertThat(Sockets.connect(context(server(SERVER)), context(client()), "other.example",
				OptionsSslBundleTests::unnamed))
			.isNotNull();
	}

	@Test
	void serverNameThatIsAskedForCounts() throws IOException {
		Consumer<SSLParameters> asking = (parameters) -> parameters
			.setServerNames(List.of(new SNIHostName("localhost")));
		assertThat(Sockets.connect(context(server(SERVER)), context(client()), "other.example",
				asking.andThen(Sockets::https)))
			.isNotNull();
	}

	@Test
	void wayOfCheckingNamesThatIsNotKnownIsRefused() {
		assertRefused(context(server(SERVER)), context(client()), "localhost",
				(parameters) -> parameters.setEndpointIdentificationAlgorithm("SMTPS"),
				PeerCertificateException.Reason.NOT_ACCEPTABLE);
	}

	@Test
	void suitesAndVersionsAreThoseOfTheOptions() throws IOException {
		SslBundle bundle = OptionsSslBundle.of(
				client()
					.acceptableCiphers(AcceptableCiphers.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
							"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"))
					.lowerMaximumSecurityTo(TlsVersion.TLSv1_2)
					.build());
		assertThat(bundle.getOptions().getCiphers()).containsExactly("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
				"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
		assertThat(bundle.getOptions().getEnabledProtocols()).containsExactly("TLSv1.2");
		SSLContext context = bundle.createSslContext();
		assertThat(context.getDefaultSSLParameters().getProtocols()).containsExactly("TLSv1.2");
		assertThat(context.createSSLEngine().getEnabledCipherSuites()).isEqualTo(bundle.getOptions().getCiphers());
		try (Socket socket = context.getSocketFactory().createSocket()) {
			assertThat(((SSLSocket) socket).getEnabledProtocols()).containsExactly("TLSv1.2");
			assertThat(((SSLSocket) socket).getEnabledCipherSuites()).isEqualTo(bundle.getOptions().getCiphers());
		}
	}

	@Test
	void suitesThatTheJvmDoesNotHaveAreLeftOut() {
		SslBundle bundle = OptionsSslBundle
			.of(client().acceptableCiphers(AcceptableCiphers.twistedCompatible()).build());
		assertThat(bundle.createSslContext().getDefaultSSLParameters().getCipherSuites())
			.isEqualTo(bundle.getOptions().getCiphers())
			.contains("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
	}

	@Test
	void optionsAreReadWhenTheyAreNeeded() {
		int[] read = new int[1];
		SslBundle bundle = OptionsSslBundle.lazily(() -> {
			read[0]++;
			return client().build();
		});
		assertThat(read[0]).isZero();
		assertThat(bundle.createSslContext()).isNotNull();
		assertThat(bundle.getStores().getTrustStore()).isNotNull();
		assertThat(read[0]).isOne();
	}

}
