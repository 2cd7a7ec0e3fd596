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

package io.tlsboot.trust;

import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.tlsboot.trust.PeerCertificateException.Reason;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * What a single certificate of a path must keep (RFC 5280, section 4).
 */
final class CertificateRules {

	private static final int DIGITAL_SIGNATURE = 0;

	private static final int KEY_CERT_SIGN = 5;

	private static final int EC_BITS = 256;

	private static final int MAX_RSA_BITS = 8192;

	private static final int MAX_EXPONENT_BITS = 64;

	private static final Set<ASN1Encodable> CURVES = Set.of(SECObjectIdentifiers.secp256r1,
			SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);

	// What has no name here may be known to a provider that the application brings.
	private static final Set<ASN1ObjectIdentifier> STRONG_SIGNATURES = Set.of(
			PKCSObjectIdentifiers.sha224WithRSAEncryption, PKCSObjectIdentifiers.sha256WithRSAEncryption,
			PKCSObjectIdentifiers.sha384WithRSAEncryption, PKCSObjectIdentifiers.sha512WithRSAEncryption,
			PKCSObjectIdentifiers.sha512_224WithRSAEncryption, PKCSObjectIdentifiers.sha512_256WithRSAEncryption,
			NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_224,
			NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_256,
			NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_384,
			NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_512, X9ObjectIdentifiers.ecdsa_with_SHA224,
			X9ObjectIdentifiers.ecdsa_with_SHA256, X9ObjectIdentifiers.ecdsa_with_SHA384,
			X9ObjectIdentifiers.ecdsa_with_SHA512, NISTObjectIdentifiers.id_ecdsa_with_sha3_224,
			NISTObjectIdentifiers.id_ecdsa_with_sha3_256, NISTObjectIdentifiers.id_ecdsa_with_sha3_384,
			NISTObjectIdentifiers.id_ecdsa_with_sha3_512, EdECObjectIdentifiers.id_Ed25519,
			EdECObjectIdentifiers.id_Ed448, NISTObjectIdentifiers.id_ml_dsa_44, NISTObjectIdentifiers.id_ml_dsa_65,
			NISTObjectIdentifiers.id_ml_dsa_87);

	private static final Set<ASN1ObjectIdentifier> SHA1_SIGNATURES = Set.of(PKCSObjectIdentifiers.sha1WithRSAEncryption,
			OIWObjectIdentifiers.sha1WithRSA, X9ObjectIdentifiers.ecdsa_with_SHA1);

	private static final Set<ASN1ObjectIdentifier> STRONG_DIGESTS = Set.of(NISTObjectIdentifiers.id_sha256,
			NISTObjectIdentifiers.id_sha384, NISTObjectIdentifiers.id_sha512);

	// What is looked at here, by the name constraints, or by the platform.
	private static final Set<String> KNOWN = Set.of(Extension.keyUsage.getId(), Extension.basicConstraints.getId(),
			Extension.subjectAlternativeName.getId(), Extension.nameConstraints.getId(),
			Extension.extendedKeyUsage.getId(), Extension.certificatePolicies.getId(), Extension.policyMappings.getId(),
			Extension.policyConstraints.getId(), Extension.inhibitAnyPolicy.getId());

	private final TrustPolicy policy;

	private final Purpose purpose;

	private final @Nullable StrictProfile strict;

	CertificateRules(TrustPolicy policy, Purpose purpose) {
		this.policy = policy;
		this.purpose = purpose;
		this.strict = policy.strictProfile() ? new StrictProfile(purpose) : null;
	}

	/**
	 * Check the peer's own certificate, also where it is trusted itself.
	 * @param leaf the certificate
	 * @throws PeerCertificateException if a rule is broken
	 */
	void checkLeaf(X509Certificate leaf) throws PeerCertificateException {
		checkAny(leaf);
		boolean[] usage = keyUsage(leaf);
		boolean authority = leaf.getBasicConstraints() >= 0;
		// Every suite and version spoken here signs with this key.
		refuseIf(usage != null && !usage[DIGITAL_SIGNATURE], leaf, "its key may not be used for signatures");
		refuseIf(usage != null && usage[KEY_CERT_SIGN] && !authority, leaf,
				"its key may sign certificates, and it is no authority's");
		refuseIf(!authority && has(leaf, Extension.nameConstraints.getId()), leaf,
				"it has name constraints, and it is no authority's");
		checkExtendedKeyUsage(leaf);
		if (this.strict != null) {
			this.strict.checkLeaf(leaf);
		}
	}

	/**
	 * Check an issuer.
	 * @param authority the certificate
	 * @param anchor whether it is the trusted one at the end
	 * @throws PeerCertificateException if a rule is broken
	 */
	void checkAuthority(X509Certificate authority, boolean anchor) throws PeerCertificateException {
		checkAny(authority);
		boolean old = anchor && authority.getVersion() < 3 && this.strict == null;
		refuseIf(!old && authority.getBasicConstraints() < 0, authority, "it is no authority's");
		boolean[] usage = keyUsage(authority);
		refuseIf(usage != null && !usage[KEY_CERT_SIGN], authority, "its key may not sign certificates");
		// RFC 5280, section 4.2.1.11: whoever does not look at them must not go on.
		String policies = Extension.policyConstraints.getId();
		refuseIf(has(authority, policies) && !authority.getCriticalExtensionOIDs().contains(policies), authority,
				"its policy constraints are not critical");
		checkExtendedKeyUsage(authority);
		if (this.strict != null) {
			this.strict.checkAuthority(authority, anchor);
		}
	}

	private void checkAny(X509Certificate certificate) throws PeerCertificateException {
		Set<String> critical = certificate.getCriticalExtensionOIDs();
		if (critical != null) {
			for (String extension : critical) {
				refuseIf(!KNOWN.contains(extension), certificate,
						"it has the critical extension %s, which is not known here".formatted(extension));
			}
		}
		refuseIf(certificate.getIssuerX500Principal().getName().isEmpty(), certificate, "its issuer has no name");
		String names = Extension.subjectAlternativeName.getId();
		refuseIf(
				certificate.getSubjectX500Principal().getName().isEmpty() && has(certificate, names) && critical != null
						&& !critical.contains(names),
				certificate, "its subject is empty and its alternative names are not critical");
		refuseIf(!hasOneSignatureAlgorithm(certificate), certificate, "it names two signature algorithms");
		if (this.strict != null) {
			this.strict.checkAny(certificate);
		}
	}

	// RFC 5280, section 4.1.1.2: with their parameters, which for PSS hold the digest.
	private static boolean hasOneSignatureAlgorithm(X509Certificate certificate) throws PeerCertificateException {
		try {
			Certificate parsed = Certificate.getInstance(certificate.getEncoded());
			return parsed.getSignatureAlgorithm().equals(parsed.getTBSCertificate().getSignature());
		}
		catch (CertificateEncodingException ex) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE, "the certificate cannot be encoded", ex);
		}
	}

	// The platform leaves out what it cannot read, if it is not critical.
	private static boolean @Nullable [] keyUsage(X509Certificate certificate) throws PeerCertificateException {
		boolean[] usage = certificate.getKeyUsage();
		refuseIf(usage == null && has(certificate, Extension.keyUsage.getId()), certificate,
				"its key usage cannot be read");
		return usage;
	}

	// A certificate that names its uses is for these alone; "any" is not taken for ours.
	private void checkExtendedKeyUsage(X509Certificate certificate) throws PeerCertificateException {
		try {
			List<String> uses = certificate.getExtendedKeyUsage();
			refuseIf(uses == null && has(certificate, Extension.extendedKeyUsage.getId()), certificate,
					"its extended key usage cannot be read");
			refuseIf(uses != null && !uses.contains(this.purpose.keyPurpose()), certificate,
					"it is not for a TLS %s".formatted(this.purpose.name().toLowerCase(Locale.ROOT)));
		}
		catch (CertificateParsingException ex) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE,
					"the extended key usage of '%s' cannot be read".formatted(PathRules.name(certificate)), ex);
		}
	}

	/**
	 * Check the strength of key and signature.
	 * @param certificate the certificate
	 * @param last whether it is the anchor, whose own signature proves nothing
	 * @throws PeerCertificateException if one is too weak
	 */
	void checkStrength(X509Certificate certificate, boolean last) throws PeerCertificateException {
		String weakness = weakness(this.policy, certificate, last);
		refuseIf(weakness != null, certificate, String.valueOf(weakness));
	}

	/**
	 * Say what is too weak about a certificate.
	 * @param policy how strong it must be
	 * @param certificate the certificate
	 * @param last whether its own signature proves nothing
	 * @return the weakness, or {@code null} if there is none
	 */
	static @Nullable String weakness(TrustPolicy policy, X509Certificate certificate, boolean last) {
		String weakKey = weakKey(policy, certificate.getPublicKey());
		if (weakKey == null && !last && isWeaklySigned(policy, certificate)) {
			return "its signature is weak (%s)".formatted(certificate.getSigAlgName());
		}
		return weakKey;
	}

	private static @Nullable String weakKey(TrustPolicy policy, PublicKey key) {
		if (key instanceof RSAPublicKey rsa) {
			int bits = rsa.getModulus().bitLength();
			return (bits < policy.minimumRsaBits())
					? "its RSA key has %d bits (required: %d)".formatted(bits, policy.minimumRsaBits()) : null;
		}
		if (key instanceof ECPublicKey ec) {
			int bits = ec.getParams().getOrder().bitLength();
			if (bits < EC_BITS) {
				return "its EC key has %d bits (required: %d)".formatted(bits, EC_BITS);
			}
			boolean known = CURVES
				.contains(SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm().getParameters());
			return known ? null : "its EC key is on another curve than P-256, P-384 or P-521";
		}
		return key.getAlgorithm().equals("DSA") ? "it has a DSA key" : null;
	}

	private static boolean isWeaklySigned(TrustPolicy policy, X509Certificate certificate) {
		ASN1ObjectIdentifier algorithm = new ASN1ObjectIdentifier(certificate.getSigAlgOID());
		if (algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
			byte[] encoded = certificate.getSigAlgParams();
			// RFC 4055, section 3.1: SHA-1 is what is meant where nothing is said.
			RSASSAPSSparams parameters = (encoded != null) ? RSASSAPSSparams.getInstance(encoded)
					: new RSASSAPSSparams();
			ASN1ObjectIdentifier digest = parameters.getHashAlgorithm().getAlgorithm();
			boolean sha1 = digest.equals(OIWObjectIdentifiers.idSHA1);
			return sha1 ? !policy.insecurelyAllowSha1() : !STRONG_DIGESTS.contains(digest);
		}
		return SHA1_SIGNATURES.contains(algorithm) ? !policy.insecurelyAllowSha1()
				: !STRONG_SIGNATURES.contains(algorithm);
	}

	/**
	 * Tell whether a signature may be verified with a key at all: a peer chooses the keys
	 * of its chain, and some cost seconds.
	 * @param key the key
	 * @return whether it is of a known kind and a sensible size
	 */
	static boolean isVerifiable(PublicKey key) {
		if (key instanceof RSAPublicKey rsa) {
			return rsa.getModulus().bitLength() <= MAX_RSA_BITS
					&& rsa.getPublicExponent().bitLength() <= MAX_EXPONENT_BITS;
		}
		return key instanceof ECPublicKey || key instanceof EdECPublicKey || key.getAlgorithm().startsWith("ML-DSA");
	}

	static boolean has(X509Certificate certificate, String extension) {
		return certificate.getExtensionValue(extension) != null;
	}

	static void refuseIf(boolean broken, X509Certificate certificate, String what) throws PeerCertificateException {
		if (broken) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE,
					"the certificate '%s' is not acceptable: %s".formatted(PathRules.name(certificate), what), null);
		}
	}

}
