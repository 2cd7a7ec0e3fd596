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

package io.tlsboot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.tlsboot.bundle.OptionsSslBundle;
import io.tlsboot.client.TlsClient;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.testing.Threads;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Options that take their identity and trust root from an SSL bundle of Spring Boot.
 */
@ExtendWith(OutputCaptureExtension.class)
class BundleSourceTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TestAuthority OTHER = TestAuthority.create("Other CA");

	private static final PrivateCertificate EDGE = AUTHORITY.issue("edge");

	private static final PrivateCertificate RENEWED = AUTHORITY.issue("renewed");

	private static final String PEM = "spring.ssl.bundle.pem.web.";

	private static final String JKS = "spring.ssl.bundle.jks.web.";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, SslAutoConfiguration.class));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeEach
	void writeFiles() throws IOException, GeneralSecurityException {
		Files.writeString(this.directory.resolve("edge.pem"), EDGE.dumpPem());
		Files.writeString(this.directory.resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
		Files.writeString(this.directory.resolve("other.pem"), OTHER.certificate().dumpPem());
		writeStore("one.p12", "a");
		writeStore("two.p12", "a", "b");
	}

	private void writeStore(String file, String... aliases) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		for (String alias : aliases) {
			store.setKeyEntry(alias, EDGE.privateKey(), "secret".toCharArray(), EDGE.x509Chain());
		}
		try (java.io.OutputStream out = Files.newOutputStream(this.directory.resolve(file))) {
			store.store(out, "secret".toCharArray());
		}
	}

	private String file(String name) {
		return "file:" + this.directory.resolve(name);
	}

	private ApplicationContextRunner pem() {
		return this.runner.withPropertyValues(PEM + "keystore.certificate=" + file("edge.pem"),
				PEM + "keystore.private-key=" + file("edge.pem"), PEM + "truststore.certificate=" + file("ca.pem"),
				"tls.options.edge.bundle=web");
	}

	private ApplicationContextRunner jks(String store) {
		return this.runner.withPropertyValues(JKS + "keystore.location=" + file(store),
				JKS + "keystore.password=secret", "tls.options.edge.bundle=web");
	}

	private static void assertRefused(ApplicationContextRunner runner, String property, String... fragments) {
		runner.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.satisfies((root) -> assertThat(refusal(context.getStartupFailure())).satisfies((refusal) -> {
				assertThat(refusal.property()).isEqualTo(property);
				assertThat(refusal.problem()).contains(fragments);
				assertThat(refusal.action()).isNotEmpty();
				assertThat(refusal).hasMessageNotContaining("secret");
			})));
	}

	private static TlsConfigurationException refusal(Throwable failure) {
		for (Throwable next = failure; next != null; next = next.getCause()) {
			if (next instanceof TlsConfigurationException refusal) {
				return refusal;
			}
		}
		throw new AssertionError(failure);
	}

	@Test
	void identityAndTrustRootAreThoseOfAPemBundle() {
		pem().run((context) -> {
			CertificateOptions options = context.getBean(CertificateOptions.class);
			assertThat(options.identity()).contains(EDGE);
			assertThat(options.trustRoot().map(TrustRoot::anchors))
				.hasValueSatisfying((anchors) -> assertThat(anchors).containsExactly(AUTHORITY.certificate()));
			assertThat(
					context.getBean(SslBundles.class).getBundle("edge").getStores().getKeyStore().getCertificate("tls"))
				.isEqualTo(EDGE.certificate().toX509());
		});
	}

	@Test
	void identityIsThatOfAJksBundle() {
		jks("one.p12").run((context) -> {
			CertificateOptions options = context.getBean(CertificateOptions.class);
			assertThat(options.identity()).contains(EDGE);
			assertThat(options.trustRoot()).isEmpty();
		});
	}

	@Test
	void aliasOfTheBundleChoosesAmongSeveralKeys() {
		jks("two.p12").withPropertyValues(JKS + "key.alias=b")
			.run((context) -> assertThat(context.getBean(CertificateOptions.class).identity()).contains(EDGE));
		assertRefused(jks("two.p12"), "tls.options.edge.bundle", "2 private keys [a, b]", "key.alias");
	}

	@Test
	void trustRootsBesideTheBundleWin() {
		pem().withPropertyValues("tls.options.edge.trust-roots=" + file("other.pem"))
			.run((context) -> assertThat(context.getBean(CertificateOptions.class).trustRoot().map(TrustRoot::anchors))
				.hasValueSatisfying((anchors) -> assertThat(anchors).containsExactly(OTHER.certificate())));
	}

	@Test
	void protocolsAndCiphersOfTheBundleAreTakenOver() {
		pem()
			.withPropertyValues(PEM + "options.enabled-protocols=TLSv1.2",
					PEM + "options.ciphers=TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")
			.run((context) -> {
				CertificateOptions options = context.getBean(CertificateOptions.class);
				assertThat(options.versions()).hasToString("TLSv1.2..TLSv1.2");
				assertThat(options.acceptableCiphers().names())
					.containsExactly("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
			});
	}

	@Test
	void protocolsOfTheBundleMayNotBeWeak() {
		assertRefused(pem().withPropertyValues(PEM + "options.enabled-protocols=TLSv1.1,TLSv1.2"),
				"tls.options.edge.bundle", "weak: [TLSv1.1, TLSv1.2]");
	}

	@Test
	void protocolsAndCiphersMayNotBeSaidTwice() {
		assertRefused(
				pem().withPropertyValues(PEM + "options.enabled-protocols=TLSv1.3",
						"tls.options.edge.raise-minimum-to=TLSv1.3"),
				"tls.options.edge.raise-minimum-to", "the SSL bundle 'web' has enabled protocols, too");
		assertRefused(
				pem().withPropertyValues(PEM + "options.ciphers=TLS_AES_128_GCM_SHA256",
						"tls.options.edge.acceptable-ciphers=ECDHE+AESGCM"),
				"tls.options.edge.acceptable-ciphers", "the SSL bundle 'web' has ciphers, too");
	}

	@ParameterizedTest
	@ValueSource(strings = { "certificate", "private-key", "keystore.location" })
	void identityMayNotBeSaidTwice(String key) {
		assertRefused(pem().withPropertyValues("tls.options.edge." + key + "=" + file("edge.pem")),
				"tls.options.edge.bundle", "'bundle' are mutually exclusive");
	}

	@Test
	void bundleMustExist() {
		assertRefused(pem().withPropertyValues("tls.options.edge.bundle=wbe", "tls.options.other.engine=jdk"),
				"tls.options.edge.bundle", "found: 'wbe' (expected: one of [web])");
	}

	@ParameterizedTest
	@ValueSource(strings = { "edge", "other" })
	void bundleMayNotBeMadeOfOptions(String bundle) {
		assertRefused(pem().withPropertyValues("tls.options.edge.bundle=" + bundle, "tls.options.other.bundle=edge"),
				"tls.options.edge.bundle", "found: '%s', which is made of the options '%s'".formatted(bundle, bundle));
	}

	private ApplicationContextRunner echo() {
		return pem()
			.withPropertyValues("tls.options.edge.client-auth=need", "tls.listeners.echo.port=0",
					"tls.listeners.echo.options=edge", "tls.clients.echo.host=localhost", "tls.clients.echo.port=1",
					"tls.clients.echo.options=edge")
			.withUserConfiguration(EchoConfiguration.class);
	}

	private static SslBundle bundle(PrivateCertificate identity) {
		return OptionsSslBundle.of(CertificateOptions.of(identity, AUTHORITY.trustRoot()));
	}

	private static void update(BeanFactory context, SslBundle bundle) {
		context.getBean(SslBundleRegistry.class).updateBundle("web", bundle);
	}

	private static Certificate presented(TlsConnection connection) {
		return connection.session().map(NegotiatedSession::peerCertificates).orElseThrow().get(0);
	}

	@Test
	void updateOfTheBundleReachesNewConnectionsAlone() {
		echo().run((context) -> {
			try (Endpoints endpoints = new Endpoints()) {
				TlsClient client = endpoints.client(context.getBean(TlsListeners.class).get("echo").port(), "localhost",
						CertificateOptions.of(EDGE, AUTHORITY.trustRoot()));
				TlsConnection before = client.connect().block(Endpoints.TIMEOUT);
				assertThat(presented(before)).isEqualTo(EDGE.certificate());
				update(context, bundle(RENEWED));
				assertThat(Endpoints.exchange(before, "ping").block(Endpoints.TIMEOUT)).isEqualTo("ping");
				before.close().block(Endpoints.TIMEOUT);
				assertThat(
						Mono.usingWhen(client.connect(), (after) -> Mono.just(presented(after)), TlsConnection::close)
							.block(Endpoints.TIMEOUT))
					.isEqualTo(RENEWED.certificate());
			}
		});
	}

	@Test
	void updateOfTheBundleReachesClients() {
		echo().run((context) -> {
			TlsClient client = context.getBean(TlsClients.class).get("echo");
			update(context, bundle(RENEWED));
			assertThat(client.context().generation().number()).isEqualTo(2);
			assertThat(client.context().generation().options().identity()).contains(RENEWED);
		});
	}

	@Test
	void contextsAreReadyWhenTheUpdateReturns(CapturedOutput output) {
		echo().run((context) -> {
			update(context, bundle(RENEWED));
			assertThat(context.getBean(TlsListeners.class).get("echo").context())
				.hasValueSatisfying((ready) -> assertThat(ready.generation().number()).isEqualTo(2));
			assertThat(output)
				.contains("The SSL bundle 'web' was updated, and with it the options 'edge': generation 2");
		});
	}

	@Test
	void badUpdateChangesNothing(CapturedOutput output) {
		echo().run((context) -> {
			update(context, OptionsSslBundle.of(CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).build()));
			update(context, SslBundle.of(null));
			assertThat(context.getBean(TlsListeners.class).get("echo").context())
				.hasValueSatisfying((same) -> assertThat(same.generation().number()).isOne());
			assertThat(context.getBean(TlsClients.class).get("echo").context().generation().number()).isOne();
			assertThat(output).contains(
					"The SSL bundle 'web' was updated, but the options 'edge' stay at generation 1: a listener needs",
					"neither a key store nor a trust store");
		});
	}

	// The listener would ask nobody for a certificate any more, and clients would trust
	// the
	// platform's authorities.
	@Test
	void updateThatTakesTheTrustRootsAwayIsRefused(CapturedOutput output) {
		pem().withPropertyValues("tls.listeners.echo.port=0", "tls.listeners.echo.options=edge")
			.withUserConfiguration(EchoConfiguration.class)
			.run((context) -> {
				update(context, OptionsSslBundle.of(CertificateOptions.of(RENEWED)));
				assertThat(context.getBean(TlsListeners.class).get("echo").context())
					.hasValueSatisfying((same) -> assertThat(same.generation().number()).isOne());
				assertThat(output).contains("the SSL bundle 'web' has lost its trusted certificates");
			});
	}

	@Test
	void whoHearsOfAnUpdateMayUseOptionsOnAnotherThread() {
		echo().withPropertyValues("tls.options.other.bundle=web").run((context) -> {
			SslBundles bundles = context.getBean(SslBundles.class);
			CompletableFuture<KeyStore> heard = new CompletableFuture<>();
			bundles
				.addBundleUpdateHandler("edge",
						(updated) -> heard
							.complete(
									CompletableFuture
										.supplyAsync(
												() -> Objects.requireNonNull(
														bundles.getBundle("other").getStores().getKeyStore()),
												Threads.OWN)
										.orTimeout(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS)
										.join()));
			update(context, bundle(RENEWED));
			assertThat(heard).isCompleted();
		});
	}

	@ParameterizedTest
	@CsvSource({ "spring.rsocket.server.ssl", "spring.grpc.server.ssl" })
	void serverThatWouldNotAskItsClientsIsRefused(String server) {
		pem().withPropertyValues(server + ".bundle=edge")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(TlsConfigurationException.class)
				.hasMessageContaining("found: no 'client-auth' (expected: 'need', as the options 'edge' say"));
		pem().withPropertyValues(server + ".bundle=edge", server + ".client-auth=want")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(TlsConfigurationException.class)
				.hasMessageContaining("found: 'want' (expected: 'need'"));
		pem().withPropertyValues(server + ".bundle=edge", server + ".client-auth=NEED")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void bundleOfTheOptionsIsUpdatedToo() {
		echo().run((context) -> {
			SslBundles bundles = context.getBean(SslBundles.class);
			List<SslBundle> updates = new ArrayList<>();
			bundles.addBundleUpdateHandler("edge", updates::add);
			update(context, bundle(RENEWED));
			assertThat(updates).hasSize(1);
			assertThat(bundles.getBundle("edge").getStores().getKeyStore().getCertificate("tls"))
				.isEqualTo(RENEWED.certificate().toX509());
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class EchoConfiguration {

		@Bean
		@TlsListener("echo")
		TlsHandler echo() {
			return Endpoints.ECHO;
		}

	}

}
