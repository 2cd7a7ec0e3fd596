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
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.tlsboot.endpoint.EndpointStrings;
import io.tlsboot.ledger.Inventory;
import io.tlsboot.lint.Finding;
import io.tlsboot.lint.Lint;
import io.tlsboot.testing.ChainBuilder;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.bouncycastle.asn1.DERIA5String;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each finding provoked once; {@link #goodConfigurationHasNoFinding()} has none of them.
 */
@ExtendWith(OutputCaptureExtension.class)
class LintTests extends AbstractAutoConfigurationTests {

	private static final ChainBuilder.Issued ROOT = ChainBuilder.authority("Root CA").selfSigned();

	private static final String EDGE_OPTIONS = "tls.options.edge.";

	private ApplicationContextRunner lint() {
		return echo().withConfiguration(AutoConfigurations.of(TlsInspectionAutoConfiguration.class))
			.withPropertyValues("tls.self-test=false");
	}

	private ApplicationContextRunner lint(PrivateCertificate identity) throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"), identity.dumpPem());
		return lint();
	}

	private static List<Finding> findings(ApplicationContext context) {
		return context.getBean(Lint.class).findings();
	}

	private static void assertFound(ApplicationContextRunner runner, String code, String severity, String where,
			String property, String problem) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(findings(context)).filteredOn((finding) -> finding.code().equals(code))
				.singleElement()
				.satisfies((finding) -> {
					assertThat(finding.severity()).isEqualTo(severity);
					assertThat(finding.where()).isEqualTo(where);
					assertThat(finding.property()).isEqualTo(property);
					assertThat(finding.origin()).isNotNull();
					assertThat(finding.problem()).contains(problem);
				});
		});
	}

	private static Instant in(Duration time) {
		return Instant.now().plus(time);
	}

	@BeforeEach
	void readableByTheOwnerAlone() throws IOException {
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwx------"));
	}

	@Test
	void goodConfigurationHasNoFinding() {
		lint()
			.withPropertyValues("tls.listeners.echo.server-names.localhost.options=edge",
					"tls.clients.echo.host=localhost", "tls.clients.echo.port=1", "tls.clients.echo.options=edge")
			.run((context) -> {
				assertThat(findings(context)).isEmpty();
				assertThat(context.getBean(Inventory.class).overview().lint()).isEmpty();
			});
	}

	@Test
	void endpointHasTheFindingsTheWorstFirst() throws IOException {
		lint(AUTHORITY.issueExpired("edge"))
			.withPropertyValues(EDGE_OPTIONS + "post-quantum=off", EDGE_OPTIONS + "insecurely-lower-minimum-to=TLSv1.1")
			.run((context) -> {
				assertThat(context.getBean(Inventory.class).overview().lint()).extracting(Finding::code)
					.containsExactly("expired", "old-version", "weak-cipher", "no-post-quantum");
				assertThat(findings(context)).allSatisfy((finding) -> assertThat(finding.remedy()).isNotBlank());
			});
	}

	@Test
	void issuerThatIsNeitherSentNorKnownIsFound() throws IOException {
		TestAuthority intermediate = AUTHORITY.intermediate("Intermediate");
		PrivateCertificate whole = intermediate.issue("edge");
		PrivateCertificate alone = PrivateCertificate.of(List.of(whole.certificate()), whole.privateKey());
		assertFound(lint(alone), "missing-intermediate", "info", "options 'edge'", EDGE_OPTIONS + "certificate",
				"the chain of 1 ends with 'CN=edge', whose issuer is not known here: 'CN=Intermediate'");
		lint(whole).run((context) -> assertThat(findings(context)).isEmpty());
	}

	@Test
	void issuerThatCanBeFetchedIsAWarning() throws IOException {
		byte[] nowhere = new DERIA5String("http").getEncoded();
		PrivateCertificate issued = TestAuthority.create("Other CA")
			.issue((builder) -> builder.subject("CN=edge")
				.addExtensionOctetString("1.3.6.1.5.5.7.1.1", false, nowhere));
		assertFound(lint(issued), "missing-intermediate", "warning", "options 'edge'", EDGE_OPTIONS + "certificate",
				"'CN=Other CA'");
	}

	@Test
	void rootThatIsLeftOutIsFoundAndNotLogged(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"), EDGE.dumpPem() + AUTHORITY.certificate().dumpPem());
		assertFound(lint(), "root-not-sent", "info", "options 'edge'", EDGE_OPTIONS + "certificate", "'CN=Test CA'");
		lint().run((context) -> context.getBean(Lint.class).report());
		assertThat(output).doesNotContain("root-not-sent");
	}

	@ParameterizedTest
	@CsvSource({ "localhost,0", "other.example.com,1", "*.example.com,1", "a.example.org,0", "*.example.org,0" })
	void serverNameThatIsNotCoveredIsFound(String name, int count) throws IOException {
		PrivateCertificate identity = own(ChainBuilder.leaf()
			.names(ChainBuilder.dns("localhost"), ChainBuilder.dns("*.example.org"))
			.issuedBy(ROOT));
		lint(identity).withPropertyValues("tls.listeners.echo.server-names.[%s].options=edge".formatted(name))
			.run((context) -> assertThat(
					findings(context).stream().filter((finding) -> finding.code().equals("name-not-covered")))
				.hasSize(count)
				.allSatisfy((finding) -> {
					assertThat(finding.property()).isEqualTo("tls.listeners.echo.server-names[%s]".formatted(name));
					assertThat(finding.origin()).contains("server-names");
					assertThat(finding.problem()).contains("is for [", "not for '%s'".formatted(name));
				}));
	}

	@Test
	void weakKeyIsFound() throws IOException {
		PrivateCertificate weak = own(ChainBuilder.leaf().key("RSA-1024").issuedBy(ROOT));
		assertFound(lint(weak), "weak-certificate", "warning", "options 'edge'", EDGE_OPTIONS + "certificate",
				"its RSA key has 1024 bits (required: 2048)");
	}

	private static PrivateCertificate own(ChainBuilder.Issued issued) {
		return PrivateCertificate.of(List.of(issued.certificate()), issued.keys().getPrivate());
	}

	@Test
	void certificateThatExpiresSoonIsFound() throws IOException {
		PrivateCertificate soon = AUTHORITY
			.issue((builder) -> builder.subject("CN=edge").notAfter(in(Duration.ofDays(3).plusHours(1))));
		assertFound(lint(soon), "expiring-soon", "warning", "options 'edge'", EDGE_OPTIONS + "certificate",
				"3 days from now");
		lint(soon).withPropertyValues("tls.health.expiring-within=2d")
			.run((context) -> assertThat(findings(context)).isEmpty());
	}

	@Test
	void certificateThatIsNotValidIsFound() throws IOException {
		assertFound(lint(AUTHORITY.issueExpired("edge")), "expired", "error", "options 'edge'",
				EDGE_OPTIONS + "certificate", "'CN=edge' has expired on");
		PrivateCertificate early = AUTHORITY
			.issue((builder) -> builder.subject("CN=edge").notBefore(in(Duration.ofDays(1))));
		assertFound(lint(early), "not-yet-valid", "error", "options 'edge'", EDGE_OPTIONS + "certificate",
				"is not valid before");
	}

	@Test
	void selfSignedIsFoundInProductionAlone() throws IOException {
		PrivateCertificate self = own(ChainBuilder.leaf().subject("CN=edge").selfSigned());
		lint(self).run((context) -> assertThat(findings(context)).isEmpty());
		assertFound(lint(self).withPropertyValues("spring.profiles.active=prod"), "self-signed-in-production",
				"warning", "options 'edge'", EDGE_OPTIONS + "certificate", "'CN=edge' is self-signed");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "insecurely-lower-minimum-to=TLSv1.1|old-version|warning|TLSv1.1 is allowed",
					"acceptable-ciphers=ECDHE+AESGCM:AES128-SHA|weak-cipher|warning|TLS_RSA_WITH_AES_128_CBC_SHA",
					"insecurely-allow-sha1=true|weak-peers|warning|SHA-1 signatures are accepted",
					"insecurely-lower-rsa-bits-to=1024|weak-peers|warning|from 1024 bits",
					"post-quantum=off|no-post-quantum|info|post-quantum is off",
					"groups=X25519|no-post-quantum|info|none of the groups is hybrid",
					"lower-maximum-security-to=TLSv1.2|no-post-quantum|info|hybrid groups need TLSv1.3",
					"engine=jdk|no-post-quantum|info|the engine jdk has no hybrid groups here (JSSE" })
	void verbOfOptionsIsFound(String property, String code, String severity, String problem) {
		assertFound(lint().withPropertyValues(EDGE_OPTIONS + property), code, severity, "options 'edge'",
				EDGE_OPTIONS + property.substring(0, property.indexOf('=')), problem);
	}

	@Test
	void skippedVerificationIsFound() {
		assertFound(lint().withPropertyValues("tls.options.lax.insecurely-skip-verification=true"),
				"verification-skipped", "error", "options 'lax'", "tls.options.lax.insecurely-skip-verification",
				"servers are not verified");
	}

	@Test
	void whatMayStayInClearIsFound() {
		assertFound(
				lint().withPropertyValues("tls.listeners.echo.mode=starttls", "tls.listeners.echo.protocol=smtp",
						"tls.listeners.echo.starttls.host-name=localhost", "tls.listeners.echo.require-tls=false"),
				"tls-not-required", "warning", "listener 'echo'", "tls.listeners.echo.require-tls",
				"may stay in clear");
		assertFound(
				lint().withPropertyValues("tls.clients.mail.mode=starttls", "tls.clients.mail.protocol=smtp",
						"tls.clients.mail.host=localhost", "tls.clients.mail.port=1", "tls.clients.mail.options=edge",
						"tls.clients.mail.tls-policy=opportunistic"),
				"opportunistic-tls", "warning", "client 'mail'", "tls.clients.mail.tls-policy", "opportunistic");
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1:25,0", "[::1]:25,0", "localhost:25,0", "192.0.2.1:25,1", "db.example.com:25,1",
			"client://echo,0" })
	void forwardInClearToAnotherMachineIsFound(String target, int count) {
		lint()
			.withPropertyValues("tls.listeners.forward.port=0", "tls.listeners.forward.options=edge",
					"tls.listeners.forward.forward-to=" + target, "tls.clients.echo.host=localhost",
					"tls.clients.echo.port=1", "tls.clients.echo.options=edge")
			.run((context) -> assertThat(findings(context)).hasSize(count)
				.allSatisfy((finding) -> assertThat(finding.code()).isEqualTo("forward-in-clear")));
	}

	@Test
	void keyLogIsFound() {
		assertFound(lint().withPropertyValues("tls.debug.key-log-file=" + this.directory.resolve("keys.log")),
				"key-log", "warning", "application", "tls.debug.key-log-file", "reads every connection");
	}

	@Test
	void trustRootThatHasExpiredIsFound() throws IOException {
		TestAuthority old = TestAuthority.create("Old CA",
				(builder) -> builder.notBefore(in(Duration.ofDays(-20))).notAfter(in(Duration.ofDays(-10))));
		Files.writeString(this.directory.resolve("ca.pem"),
				AUTHORITY.certificate().dumpPem() + old.certificate().dumpPem());
		assertFound(lint(), "trust-root-expired", "warning", "options 'edge'", EDGE_OPTIONS + "trust-roots",
				"'CN=Old CA' of");
	}

	@Test
	void privateKeyThatAllCanReadIsFound() throws IOException {
		Path open = Files.createDirectory(Path.of("target").resolve("lint-" + System.nanoTime()));
		Path file = open.resolve("edge.pem");
		try {
			Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
			Files.writeString(file, EDGE.dumpPem());
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
			ApplicationContextRunner runner = lint()
				.withPropertyValues(EDGE_OPTIONS + "certificate=file:" + file.toAbsolutePath());
			boolean reachable = KeyFileLint.isReadableByAll(file);
			if (reachable) {
				assertFound(runner, "private-key-readable", "warning", "options 'edge'", EDGE_OPTIONS + "certificate",
						"others can read the private key in");
				assertKeysOfOthersAreFound(file.toAbsolutePath());
			}
			Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));
			runner.run((context) -> assertThat(findings(context)).isEmpty());
			Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
			runner.run((context) -> assertThat(findings(context)).isEmpty());
			assertThat(reachable).isTrue();
		}
		finally {
			Files.deleteIfExists(file);
			Files.delete(open);
		}
	}

	private void assertKeysOfOthersAreFound(Path file) {
		assertFound(
				lint().withPropertyValues("tls.options.web.bundle=pair",
						"spring.ssl.bundle.pem.pair.keystore.certificate=file:" + file,
						"spring.ssl.bundle.pem.pair.keystore.private-key=file:" + file),
				"private-key-readable", "warning", "options 'web'", "spring.ssl.bundle.pem.pair.keystore.private-key",
				"others can read the private key in");
		assertFound(
				edge().withConfiguration(AutoConfigurations.of(TlsInspectionAutoConfiguration.class))
					.withUserConfiguration(EchoConfiguration.class)
					.withPropertyValues("tls.self-test=false",
							"tls.listeners.echo.endpoint=ssl:0:privateKey=" + EndpointStrings.quote(file.toString())),
				"private-key-readable", "warning", "listener 'echo'", "tls.listeners.echo.endpoint",
				"others can read the private key in");
		assertFound(
				lint().withPropertyValues("tls.clients.partner.endpoint=tls:localhost:443:certificate="
						+ EndpointStrings.quote(file.toString())),
				"private-key-readable", "warning", "client 'partner'", "tls.clients.partner.endpoint",
				"others can read the private key in");
	}

	@Test
	void materialOfAKeyStoreIsFoundAtItsLocation() throws Exception {
		PrivateCertificate expired = AUTHORITY.issueExpired("edge");
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setKeyEntry("edge", expired.privateKey(), "changeit".toCharArray(),
				new java.security.cert.Certificate[] { expired.certificate().toX509() });
		try (OutputStream file = Files.newOutputStream(this.directory.resolve("edge.p12"))) {
			store.store(file, "changeit".toCharArray());
		}
		assertFound(
				lint().withPropertyValues("tls.listeners.echo.options=stored",
						"tls.options.stored.keystore.location=file:" + this.directory.resolve("edge.p12"),
						"tls.options.stored.keystore.password=changeit"),
				"expired", "error", "options 'stored'", "tls.options.stored.keystore.location", "has expired on");
	}

	@Test
	void materialOfABundleIsFoundAtTheBundle() throws IOException {
		TestAuthority old = TestAuthority.create("Old CA",
				(builder) -> builder.notBefore(in(Duration.ofDays(-20))).notAfter(in(Duration.ofDays(-10))));
		Files.writeString(this.directory.resolve("old.pem"), old.certificate().dumpPem());
		Files.writeString(this.directory.resolve("expired.pem"), AUTHORITY.issueExpired("edge").dumpPem());
		ApplicationContextRunner bundled = lint().withPropertyValues("tls.listeners.echo.options=web",
				"tls.options.web.bundle=pair",
				"spring.ssl.bundle.pem.pair.keystore.certificate=file:" + this.directory.resolve("expired.pem"),
				"spring.ssl.bundle.pem.pair.keystore.private-key=file:" + this.directory.resolve("expired.pem"),
				"spring.ssl.bundle.pem.pair.truststore.certificate=file:" + this.directory.resolve("old.pem"));
		assertFound(bundled, "expired", "error", "options 'web'", "tls.options.web.bundle", "has expired on");
		assertFound(bundled, "trust-root-expired", "warning", "options 'web'", "tls.options.web.bundle", "CN=Old CA");
	}

	@Test
	void materialThatNoPropertyOfTheOptionsGaveIsNotFoundAtOne() {
		TlsProperties properties = new TlsProperties();
		SpeakingProperties speaking = new SpeakingProperties(properties);
		assertThat(speaking.find("edge", "certificate")).isNull();
		assertThat(speaking.find("edge", "trust-roots")).isNull();
		properties.getDev().setEnabled(true);
		assertThat(speaking.find("edge", "certificate")).isEqualTo("tls.dev.enabled");
		assertThat(speaking.find("edge", "trust-roots")).isEqualTo("tls.dev.enabled");
		assertThat(speaking.find("edge", "engine")).isEqualTo("tls.options.edge.engine");
		assertThat(speaking.find("tls.clients.partner.endpoint", "certificate"))
			.isEqualTo("tls.clients.partner.endpoint");
	}

	@Test
	void eachFindingIsOneLineAndNotSaidTwice(CapturedOutput output) throws IOException {
		PrivateCertificate hostile = TestAuthority.create("Evil\\0AINFO all is well")
			.issueExpired("edge\\0AERROR \\1B[2Jnothing");
		lint(hostile).withPropertyValues(EDGE_OPTIONS + "insecurely-lower-minimum-to=TLSv1.1").run((context) -> {
			context.getBean(Lint.class).report();
			assertThat(findings(context)).hasSizeGreaterThan(1)
				.allSatisfy((finding) -> assertThat(finding.toString()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]"));
		});
		assertThat(output.getOut().lines().filter((line) -> line.contains("insecurely allow TLSv1.1"))).hasSize(1);
		assertThat(output).contains("missing-intermediate: options 'edge' ('tls.options.edge.certificate', ")
			.doesNotContain("old-version:")
			.doesNotContain("expired: options");
		assertThat(output.getOut().lines()).noneMatch((line) -> line.startsWith("INFO ") || line.startsWith("ERROR "));
	}

	@Test
	void developmentCertificatesAreNothingToBeWarnedOf() {
		this.runner.withConfiguration(AutoConfigurations.of(TlsInspectionAutoConfiguration.class))
			.withUserConfiguration(EchoConfiguration.class)
			.withPropertyValues("tls.dev.enabled=true", "tls.dev.directory=" + this.directory.resolve("dev"),
					"tls.listeners.echo.port=0", "tls.options.edge.client-auth=need", "tls.listeners.echo.options=edge",
					"tls.health.expiring-within=365d")
			.run((context) -> assertThat(findings(context)).isEmpty());
	}

}
