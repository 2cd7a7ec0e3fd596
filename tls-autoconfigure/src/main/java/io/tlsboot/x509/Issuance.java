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

package io.tlsboot.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Objects;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.jspecify.annotations.Nullable;

/**
 * Makes certificates in the name of one issuer: version 3, with all that RFC 5280 asks
 * for.
 */
final class Issuance {

	private static final int SERIAL_BITS = 128;

	private final DistinguishedName issuer;

	private final KeyPair keys;

	private final @Nullable Certificate certificate;

	/**
	 * Create the issuer.
	 * @param issuer its name
	 * @param keys its keys
	 * @param certificate its certificate, or {@code null} if it has none yet
	 */
	Issuance(DistinguishedName issuer, KeyPair keys, @Nullable Certificate certificate) {
		this.issuer = issuer;
		this.keys = keys;
		this.certificate = certificate;
	}

	Certificate sign(CertificateRequest request, SigningTerms terms, Clock clock, SecureRandom random) {
		return sign(request, List.of(), terms, clock, random);
	}

	/**
	 * Make the certificate.
	 * @param request what is asked for; nothing but its subject and its key is taken over
	 * @param names the alternative names that were allowed
	 * @param terms what the certificate shall say
	 * @param clock when it begins to be valid
	 * @param random where its serial number comes from
	 * @return the certificate
	 */
	Certificate sign(CertificateRequest request, List<GeneralName> names, SigningTerms terms, Clock clock,
			SecureRandom random) {
		PublicKeyInfo subjectKey = request.publicKey();
		if (subjectKey.type().algorithm().startsWith("RSA") && subjectKey.bits() < KeyPair.DEFAULT_RSA_BITS) {
			throw new CertificateVerifyException("the RSA key of the request has %d bits (expected: at least %d)"
				.formatted(subjectKey.bits(), KeyPair.DEFAULT_RSA_BITS));
		}
		BigInteger serial = Objects.requireNonNullElseGet(terms.serialNumber(),
				() -> new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1));
		Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS);
		X500Name subject = request.subject().toX500Name();
		SubjectPublicKeyInfo subjectInfo = SubjectPublicKeyInfo.getInstance(subjectKey.dump());
		X509v3CertificateBuilder builder = new X509v3CertificateBuilder(this.issuer.toX500Name(), serial,
				Date.from(from), Date.from(from.plus(terms.lifetime())), subject, subjectInfo);
		try {
			addExtensions(builder, subjectInfo, terms.isAuthority());
			List<GeneralName> all = alternativeNames(request.subject(), names, terms.isAuthority());
			if (!all.isEmpty()) {
				builder.addExtension(Extension.subjectAlternativeName, subject.getRDNs().length == 0,
						new GeneralNames(all.toArray(GeneralName[]::new)));
			}
			X509CertificateHolder signed = builder
				.build(Signatures.signer(this.keys.publicKey(), this.keys.privateKey(), terms.digest()));
			return Certificates.parse(signed.getEncoded());
		}
		catch (IOException ex) {
			throw new IllegalStateException("the certificate cannot be encoded", ex);
		}
	}

	private void addExtensions(X509v3CertificateBuilder builder, SubjectPublicKeyInfo subject, boolean authority)
			throws IOException {
		builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
		builder.addExtension(Extension.keyUsage, true,
				new KeyUsage(authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
		builder.addExtension(Extension.subjectKeyIdentifier, false,
				new BcX509ExtensionUtils().createSubjectKeyIdentifier(subject));
		builder.addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuerIdentifier()));
	}

	private byte[] issuerIdentifier() throws IOException {
		if (this.certificate != null) {
			SubjectKeyIdentifier own = SubjectKeyIdentifier
				.fromExtensions(new X509CertificateHolder(this.certificate.dump()).getExtensions());
			if (own != null) {
				return own.getKeyIdentifier();
			}
		}
		return new BcX509ExtensionUtils()
			.createSubjectKeyIdentifier(SubjectPublicKeyInfo.getInstance(this.keys.publicKey().dump()))
			.getKeyIdentifier();
	}

	// Who checks names looks at alternative names alone (RFC 9525, section 6.4.4).
	private static List<GeneralName> alternativeNames(DistinguishedName subject, List<GeneralName> allowed,
			boolean authority) {
		List<GeneralName> names = new ArrayList<>(allowed);
		GeneralName common = authority ? null : subject.get("CN").map(AlternativeNames::ofHost).orElse(null);
		if (common != null && !names.contains(common)) {
			names.add(0, common);
		}
		return Collections.unmodifiableList(names);
	}

}
