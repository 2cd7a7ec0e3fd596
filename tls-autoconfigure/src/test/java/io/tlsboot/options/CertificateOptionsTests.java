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

package io.tlsboot.options;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.tlsboot.testing.TestAuthority;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.PrivateCertificate;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CertificateOptionsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate IDENTITY = AUTHORITY.issue("one");

	private static final TrustRoot ROOT = AUTHORITY.trustRoot();

	private static final TrustRoot OTHER_ROOT = TrustRoot.certificates();

	private final CertificateOptions defaults = CertificateOptions.builder().build();

	@Test
	void byDefaultThereIsNoIdentity() {
		assertThat(this.defaults.identity()).isEmpty();
	}

	@Test
	void byDefaultThereIsNoTrustRoot() {
		assertThat(this.defaults.trustRoot()).isEmpty();
	}

	@Test
	void byDefaultClientsAreNotAsked() {
		assertThat(this.defaults.clientAuthentication()).isEqualTo(ClientAuthentication.NONE);
	}

	// B1
	@Test
	void byDefaultVersionsAreTls12AndTls13() {
		assertThat(this.defaults.versions()).isEqualTo(new TlsVersionRange(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3));
	}

	@Test
	void byDefaultNoApplicationProtocolIsNegotiated() {
		assertThat(this.defaults.acceptableProtocols().names()).isEmpty();
	}

	@Test
	void byDefaultTheEngineIsChosenAutomatically() {
		assertThat(this.defaults.engine()).isEqualTo(EngineChoice.AUTO);
	}

	@Test
	void whenOnlyAnIdentityIsGivenThenAnyClientMayConnect() {
		CertificateOptions options = CertificateOptions.of(IDENTITY);

		assertThat(options.identity()).contains(IDENTITY);
		assertThat(options.clientAuthentication()).isEqualTo(ClientAuthentication.NONE);
	}

	// A7, A9
	@Test
	void whenATrustRootIsGivenThenClientsMustPresentACertificate() {
		CertificateOptions options = CertificateOptions.of(IDENTITY, ROOT);

		assertThat(options.trustRoot()).contains(ROOT);
		assertThat(options.clientAuthentication()).isEqualTo(ClientAuthentication.NEED);
	}

	// A8: ours has no legacy options that a trust root would exclude.
	@ParameterizedTest
	@EnumSource(ClientAuthentication.class)
	void whenATrustRootIsGivenThenClientAuthenticationIsWhatWasDecided(ClientAuthentication mode) {
		assertThat(CertificateOptions.builder().trustRoot(ROOT).clientAuthentication(mode).build()).returns(mode,
				CertificateOptions::clientAuthentication);
	}

	// A5
	@ParameterizedTest
	@EnumSource(value = ClientAuthentication.class, mode = Mode.EXCLUDE, names = "NONE")
	void whenNoTrustRootIsGivenThenClientAuthenticationIsRefused(ClientAuthentication mode) {
		assertThatExceptionOfType(MissingTrustRootException.class)
			.isThrownBy(() -> CertificateOptions.builder().identity(IDENTITY).clientAuthentication(mode).build())
			.withMessageContaining("no trust root is given");
	}

	@Test
	void versionsAreWorkedOutFromTheVerbs() {
		assertThat(CertificateOptions.builder().raiseMinimumTo(TlsVersion.TLSv1_3).build().versions())
			.hasToString("TLSv1.3..TLSv1.3");
		assertThat(CertificateOptions.builder().insecurelyLowerMinimumTo(TlsVersion.TLSv1_0).build().versions())
			.hasToString("TLSv1..TLSv1.3");
		assertThat(CertificateOptions.builder().lowerMaximumSecurityTo(TlsVersion.TLSv1_2).build().versions())
			.hasToString("TLSv1.2..TLSv1.2");
	}

	// B3
	@Test
	void whenVerbsExcludeEachOtherThenBuildRefuses() {
		assertThatExceptionOfType(MutuallyExclusiveException.class).isThrownBy(() -> CertificateOptions.builder()
			.raiseMinimumTo(TlsVersion.TLSv1_3)
			.insecurelyLowerMinimumTo(TlsVersion.TLSv1_0)
			.build());
	}

	@Test
	void whenAllGroupsAreHybridThenOnlyTls13IsSpoken() {
		CertificateOptions options = CertificateOptions.builder()
			.groups(AcceptableGroups.of(List.of("X25519MLKEM768")))
			.build();

		assertThat(options.versions()).isEqualTo(new TlsVersionRange(TlsVersion.TLSv1_3, TlsVersion.TLSv1_3));
	}

	@Test
	void whenHybridGroupsAreRequiredThenOnlyTls13IsSpoken() {
		CertificateOptions options = CertificateOptions.builder().postQuantum(PostQuantum.REQUIRE).build();

		assertThat(options.groups().groups()).containsExactly(NamedGroup.X25519MLKEM768);
		assertThat(options.versions()).hasToString("TLSv1.3..TLSv1.3");
	}

	@Test
	void whenHybridGroupsAreOffThenTheOthersStay() {
		assertThat(CertificateOptions.builder().postQuantum(PostQuantum.OFF).build().groups().groups())
			.containsExactly(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1);
	}

	@Test
	void whenNoGroupIsLeftThenBuildRefuses() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CertificateOptions.builder()
				.groups(AcceptableGroups.of(List.of("X25519")))
				.postQuantum(PostQuantum.REQUIRE)
				.build())
			.withMessage("groups: [X25519] (expected: at least one hybrid group, such as X25519MLKEM768, "
					+ "since post-quantum is 'require')");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CertificateOptions.builder()
				.groups(AcceptableGroups.of(List.of("X25519MLKEM768")))
				.postQuantum(PostQuantum.OFF)
				.build())
			.withMessageContaining("since post-quantum is 'off'");
	}

	@Test
	void whenAGroupIsUnknownThenItIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> AcceptableGroups.of(List.of("P-256", "brainpool")))
			.withMessageStartingWith("group: 'brainpool' (expected: one of [X25519MLKEM768,");
	}

	@Test
	void whenHybridGroupsAreRequiredAndTls13IsNotSpokenThenBuildRefuses() {
		assertThatIllegalArgumentException().isThrownBy(() -> CertificateOptions.builder()
			.lowerMaximumSecurityTo(TlsVersion.TLSv1_2)
			.postQuantum(PostQuantum.REQUIRE)
			.build());
	}

	@Test
	void sessionsLiveAtMostAWeek() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SessionResumption.DEFAULT.withLifetime(Duration.ofDays(8)))
			.withMessageContaining("expected: 1 s to 7 days");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SessionResumption.DEFAULT.withLifetime(Duration.ofMillis(999)));
		assertThatIllegalArgumentException().isThrownBy(() -> SessionResumption.DEFAULT.withCacheSize(0));
	}

	// B6
	@Test
	void whenVersionsContradictEachOtherThenBuildRefuses() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CertificateOptions.builder()
				.raiseMinimumTo(TlsVersion.TLSv1_3)
				.lowerMaximumSecurityTo(TlsVersion.TLSv1_2)
				.build())
			.withMessageContaining("above the maximum");
	}

	static Stream<Arguments> changes() {
		return Stream.of(change("identity", (builder) -> builder.identity(AUTHORITY.issue("two"))),
				change("no identity", (builder) -> builder.identity(null)),
				change("trust root", (builder) -> builder.trustRoot(OTHER_ROOT)),
				change("client authentication", (builder) -> builder.clientAuthentication(ClientAuthentication.NEED)),
				change("raised minimum", (builder) -> builder.raiseMinimumTo(TlsVersion.TLSv1_2)),
				change("no raised minimum", (builder) -> builder.raiseMinimumTo(null)),
				change("lowered minimum",
						(builder) -> builder.raiseMinimumTo(null).insecurelyLowerMinimumTo(TlsVersion.TLSv1_3)),
				change("lowered maximum", (builder) -> builder.lowerMaximumSecurityTo(null)),
				change("application protocols",
						(builder) -> builder.acceptableProtocols(ApplicationProtocols.of(List.of("b", "a")))),
				change("ciphers", (builder) -> builder.acceptableCiphers(AcceptableCiphers.DEFAULT)),
				change("groups", (builder) -> builder.groups(AcceptableGroups.of(List.of("X25519")))),
				change("hybrid groups", (builder) -> builder.postQuantum(PostQuantum.OFF)),
				change("resumption", (builder) -> builder.resumption(SessionResumption.DEFAULT.withEnabled(false))),
				change("engine", (builder) -> builder.engine(EngineChoice.OPENSSL)));
	}

	private static Arguments change(String part, UnaryOperator<CertificateOptions.Builder> change) {
		return Arguments.of(part, change);
	}

	private static CertificateOptions.Builder everything() {
		return CertificateOptions.builder()
			.identity(IDENTITY)
			.trustRoot(ROOT)
			.clientAuthentication(ClientAuthentication.WANT)
			.raiseMinimumTo(TlsVersion.TLSv1_3)
			.lowerMaximumSecurityTo(TlsVersion.TLSv1_3)
			.acceptableProtocols(ApplicationProtocols.of(List.of("a", "b")))
			.acceptableCiphers(AcceptableCiphers.fromOpenSslCipherString("ECDHE+AESGCM"))
			.groups(AcceptableGroups.of(List.of("X25519MLKEM768", "P-256")))
			.postQuantum(PostQuantum.PREFER)
			.resumption(SessionResumption.DEFAULT.withCacheSize(1))
			.engine(EngineChoice.JDK);
	}

	@Test
	void equalWhenEveryPartIs() {
		assertThat(everything().build()).isEqualTo(everything().build())
			.hasSameHashCodeAs(everything().build())
			.hasToString(everything().build().toString());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("changes")
	void notEqualWhenOnePartDiffers(String part, UnaryOperator<CertificateOptions.Builder> change) {
		assertThat(change.apply(everything()).build()).isNotEqualTo(everything().build());
	}

	@Test
	void equalityIsOverEveryDecision() {
		EqualsVerifier.forClass(CertificateOptions.class)
			.withPrefabValues(PrivateCertificate.class, IDENTITY, AUTHORITY.issue("two"))
			.withPrefabValues(TrustRoot.class, ROOT, OTHER_ROOT)
			.withPrefabValues(AcceptableCiphers.class, AcceptableCiphers.DEFAULT, AcceptableCiphers.BEFORE_TLS_1_2)
			.withNonnullFields("acceptableProtocols", "versions", "groups")
			// Follow from the decisions.
			.withIgnoredFields("versions", "groups")
			.verify();
	}

	@Test
	void toBuilderKeepsEveryPart() {
		CertificateOptions options = everything().build();
		CertificateOptions lowered = CertificateOptions.builder().insecurelyLowerMinimumTo(TlsVersion.TLSv1_0).build();

		assertThat(options.toBuilder().build()).isEqualTo(options);
		assertThat(lowered.toBuilder().build()).isEqualTo(lowered);
		assertThat(this.defaults.toBuilder().build()).isEqualTo(this.defaults);
	}

	@Test
	void whenTheBuilderGoesOnThenWhatItBuiltStays() {
		CertificateOptions.Builder builder = everything();
		CertificateOptions options = builder.build();
		builder.identity(null).engine(EngineChoice.AUTO);

		assertThat(options).isEqualTo(everything().build());
	}

	@Test
	void toStringShowsNoKey() {
		assertThat(everything().build().toString()).contains("identity=<PrivateCertificate Subject=one Issuer=Test CA>")
			.contains("trustRoot=1 certificate")
			.contains("versions=TLSv1.3..TLSv1.3")
			.doesNotContain("PRIVATE KEY");
	}

}
