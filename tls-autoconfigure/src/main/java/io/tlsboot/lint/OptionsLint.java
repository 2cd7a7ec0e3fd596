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

package io.tlsboot.lint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.tlsboot.engine.Engine;
import io.tlsboot.lint.LintRule.Severity;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.Cipher;
import io.tlsboot.options.Generation;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.PostQuantum;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.options.TlsVersionRange;
import io.tlsboot.trust.TrustPolicy;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.trust.TrustRootException;
import io.tlsboot.trust.TrustSource;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.PrivateCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at options: their certificates, their trust roots, and what they allow.
 *
 * @since 0.1.0
 */
public final class OptionsLint implements LintCheck {

	// RFC 5280, section 4.2.2.1: where the issuer's certificate can be fetched.
	private static final String AUTHORITY_INFORMATION = "1.3.6.1.5.5.7.1.1";

	private final Supplier<? extends Collection<Generation>> options;

	private final BiFunction<String, String, @Nullable String> properties;

	private final Settings settings;

	/**
	 * Create a check.
	 * @param options the current generations of the options that are in use
	 * @param properties the property for the name of options and a key below it: the one
	 * that really gave what is found, or {@code null} if none did
	 * @param settings by what certificates are judged
	 */
	public OptionsLint(Supplier<? extends Collection<Generation>> options,
			BiFunction<String, String, @Nullable String> properties, Settings settings) {
		this.options = Objects.requireNonNull(options, "'options' must not be null");
		this.properties = Objects.requireNonNull(properties, "'properties' must not be null");
		this.settings = Objects.requireNonNull(settings, "'settings' must not be null");
	}

	@Override
	public void check(Findings findings) {
		this.options.get().forEach((generation) -> new Run(generation, findings).check());
	}

	/**
	 * By what certificates are judged.
	 *
	 * @param clock the time
	 * @param warning how long before its end a certificate is told to expire soon
	 * @param production whether a production profile is active
	 * @param renewed whether a certificate is made anew in time by itself
	 */
	public record Settings(Clock clock, Duration warning, boolean production, Predicate<Certificate> renewed) {

	}

	/**
	 * Looks at the options of one name.
	 */
	private final class Run {

		private final String name;

		private final CertificateOptions options;

		private final Findings findings;

		private final Instant now = OptionsLint.this.settings.clock.instant();

		private Run(Generation generation, Findings findings) {
			this.name = generation.name();
			this.options = generation.options();
			this.findings = findings;
		}

		private void check() {
			this.options.identity().ifPresent(this::checkIdentity);
			this.options.trustRoot().ifPresent(this::checkTrust);
			checkVerbs();
			checkPostQuantum();
		}

		private void checkIdentity(PrivateCertificate identity) {
			identity.chain().forEach(this::checkCertificate);
			identity.root()
				.ifPresent((root) -> found(LintRule.ROOT_NOT_SENT, "certificate",
						"the root '%s' is left out of what is sent".formatted(root.subject())));
			Certificate last = identity.chain().get(identity.chain().size() - 1);
			if (last.isSelfIssued()) {
				if (OptionsLint.this.settings.production) {
					found(LintRule.SELF_SIGNED_IN_PRODUCTION, "certificate",
							"the certificate '%s' is self-signed".formatted(last.subject()));
				}
			}
			else if (identity.root().isEmpty() && !isKnown(last)) {
				boolean hasIssuerElsewhere = last.toX509().getExtensionValue(AUTHORITY_INFORMATION) != null;
				this.findings.add(LintRule.MISSING_INTERMEDIATE, hasIssuerElsewhere ? Severity.WARNING : Severity.INFO,
						where(), property("certificate"),
						"the chain of %d ends with '%s', whose issuer is not known here: '%s'"
							.formatted(identity.chain().size(), last.subject(), last.issuer()));
			}
		}

		private void checkCertificate(Certificate certificate) {
			if (this.now.isAfter(certificate.notAfter())) {
				found(LintRule.EXPIRED, "certificate", "the certificate '%s' has expired on %s"
					.formatted(certificate.subject(), certificate.notAfter()));
			}
			else if (this.now.isBefore(certificate.notBefore())) {
				found(LintRule.NOT_YET_VALID, "certificate", "the certificate '%s' is not valid before %s"
					.formatted(certificate.subject(), certificate.notBefore()));
			}
			else if (this.now.plus(OptionsLint.this.settings.warning).isAfter(certificate.notAfter())
					&& !OptionsLint.this.settings.renewed.test(certificate)) {
				found(LintRule.EXPIRING_SOON, "certificate",
						"the certificate '%s' expires on %s, %d days from now".formatted(certificate.subject(),
								certificate.notAfter(), Duration.between(this.now, certificate.notAfter()).toDays()));
			}
			TrustPolicy.DEFAULT.weaknessOf(certificate)
				.ifPresent((weakness) -> found(LintRule.WEAK_CERTIFICATE, "certificate",
						"the certificate '%s' is too weak: %s".formatted(certificate.subject(), weakness)));
		}

		// By name: the platform is asked last, since it may have to be read.
		private boolean isKnown(Certificate certificate) {
			return issued(this.options.trustRoot().map(TrustRoot::anchors).orElse(Set.of()), certificate)
					|| issued(platform(), certificate);
		}

		private static Set<Certificate> platform() {
			try {
				return TrustRoot.platform().anchors();
			}
			catch (TrustRootException ex) {
				// Nobody who starts needs it, else there would be no start.
				return Set.of();
			}
		}

		private static boolean issued(Collection<Certificate> authorities, Certificate certificate) {
			return authorities.stream()
				.anyMatch((authority) -> authority.toX509()
					.getSubjectX500Principal()
					.equals(certificate.toX509().getIssuerX500Principal()));
		}

		private void checkTrust(TrustRoot root) {
			root.namedSources()
				.forEach((source) -> source.certificates().forEach((certificate) -> checkTrusted(source, certificate)));
		}

		private void checkTrusted(TrustSource source, Certificate certificate) {
			if (this.now.isAfter(certificate.notAfter())) {
				found(LintRule.TRUST_ROOT_EXPIRED, "trust-roots", "the trust root '%s' of %s has expired on %s"
					.formatted(certificate.subject(), source.description(), certificate.notAfter()));
			}
		}

		private void checkVerbs() {
			if (this.options.isVerificationInsecurelySkipped()) {
				found(LintRule.VERIFICATION_SKIPPED, "insecurely-skip-verification", "servers are not verified");
			}
			TlsVersion minimum = this.options.versions().minimum();
			if (minimum.compareTo(TlsVersionRange.DEFAULT.minimum()) < 0) {
				found(LintRule.OLD_VERSION, "insecurely-lower-minimum-to", "%s is allowed".formatted(minimum));
			}
			List<Cipher> weak = this.options.acceptableCiphers().ciphers().stream().filter(Cipher::isWeak).toList();
			if (!weak.isEmpty()) {
				found(LintRule.WEAK_CIPHER, "acceptable-ciphers", "acceptable are %s".formatted(weak));
			}
			TrustPolicy policy = this.options.trustPolicy();
			if (policy.insecurelyAllowSha1()) {
				found(LintRule.WEAK_PEERS, "insecurely-allow-sha1", "SHA-1 signatures are accepted");
			}
			if (policy.minimumRsaBits() < TrustPolicy.DEFAULT.minimumRsaBits()) {
				found(LintRule.WEAK_PEERS, "insecurely-lower-rsa-bits-to",
						"RSA keys from %d bits are accepted".formatted(policy.minimumRsaBits()));
			}
		}

		private void checkPostQuantum() {
			Engine engine = Engine.of(this.options);
			if (this.options.versions().maximum() != TlsVersion.TLSv1_3) {
				found(LintRule.NO_POST_QUANTUM, "lower-maximum-security-to", "hybrid groups need TLSv1.3");
			}
			else if (this.options.postQuantum() == PostQuantum.OFF) {
				found(LintRule.NO_POST_QUANTUM, "post-quantum", "post-quantum is off");
			}
			else if (this.options.groups().groups().stream().noneMatch(NamedGroup::isPostQuantum)) {
				found(LintRule.NO_POST_QUANTUM, "groups", "none of the groups is hybrid");
			}
			else if (engine.capabilities().groups().stream().noneMatch(NamedGroup::isPostQuantum)) {
				found(LintRule.NO_POST_QUANTUM, "engine", "the engine %s has no hybrid groups here (%s)"
					.formatted(engine.name().toLowerCase(Locale.ROOT), engine.version()));
			}
		}

		private void found(LintRule rule, String key, String problem) {
			this.findings.add(rule, where(), property(key), problem);
		}

		private String where() {
			return "options '%s'".formatted(this.name);
		}

		private @Nullable String property(String key) {
			return OptionsLint.this.properties.apply(this.name, key);
		}

	}

}
