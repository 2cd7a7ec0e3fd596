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

import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * What is demanded of single certificates on request: what RFC 5280 demands of
 * authorities, and, in the chain of a server, what the baseline requirements of the
 * CA/Browser Forum (BR) add. Widespread tools keep neither.
 */
final class StrictProfile {

	private static final int MAX_SERIAL_BITS = 160;

	private static final int OCTET_BITS = 8;

	private final boolean server;

	StrictProfile(Purpose purpose) {
		this.server = purpose == Purpose.SERVER;
	}

	/**
	 * Check any certificate.
	 * @param certificate the certificate
	 * @throws PeerCertificateException if a rule is broken
	 */
	void checkAny(X509Certificate certificate) throws PeerCertificateException {
		// BR 6.1.5
		if (this.server && certificate.getPublicKey() instanceof RSAPublicKey rsa) {
			int bits = rsa.getModulus().bitLength();
			CertificateRules.refuseIf(bits % OCTET_BITS != 0, certificate,
					"its RSA key has %d bits (required: a multiple of %d)".formatted(bits, OCTET_BITS));
		}
	}

	/**
	 * Check the peer's own certificate.
	 * @param leaf the certificate
	 * @throws PeerCertificateException if a rule is broken
	 */
	void checkLeaf(X509Certificate leaf) throws PeerCertificateException {
		checkSerialNumber(leaf);
		requireAuthorityKeyIdentifier(leaf);
		if (this.server) {
			// BR 7.1.2.7.8
			CertificateRules.refuseIf(leaf.getBasicConstraints() >= 0, leaf, "it is an authority's");
			checkUses(leaf);
			checkNames(leaf);
			checkInformationAccess(leaf);
		}
	}

	/**
	 * Check an issuer.
	 * @param authority the certificate
	 * @param anchor whether it is the trusted one at the end
	 * @throws PeerCertificateException if a rule is broken
	 */
	void checkAuthority(X509Certificate authority, boolean anchor) throws PeerCertificateException {
		CertificateRules.refuseIf(!isCritical(authority, Extension.basicConstraints), authority,
				"its basic constraints are not critical");
		CertificateRules.refuseIf(!CertificateRules.has(authority, Extension.subjectKeyIdentifier.getId()), authority,
				"it has no subject key identifier");
		if (!anchor) {
			checkSerialNumber(authority);
			requireAuthorityKeyIdentifier(authority);
		}
		else if (this.server && authority.getSubjectX500Principal().equals(authority.getIssuerX500Principal())) {
			checkRoot(authority);
		}
	}

	// Not of an anchor: roots that everybody trusts have the number 0.
	private static void checkSerialNumber(X509Certificate certificate) throws PeerCertificateException {
		CertificateRules.refuseIf(
				certificate.getSerialNumber().signum() <= 0
						|| certificate.getSerialNumber().bitLength() > MAX_SERIAL_BITS,
				certificate, "its serial number is not positive, or too long");
	}

	private static void requireAuthorityKeyIdentifier(X509Certificate certificate) throws PeerCertificateException {
		CertificateRules.refuseIf(!CertificateRules.has(certificate, Extension.authorityKeyIdentifier.getId()),
				certificate, "it has no authority key identifier");
	}

	// BR 7.1.2.1.3. An anchor that is not self-issued names its issuer's key.
	private static void checkRoot(X509Certificate root) throws PeerCertificateException {
		if (CertificateRules.has(root, Extension.authorityKeyIdentifier.getId())) {
			AuthorityKeyIdentifier named = AuthorityKeyIdentifier
				.getInstance(value(root, Extension.authorityKeyIdentifier));
			byte[] own = ASN1OctetString.getInstance(value(root, Extension.subjectKeyIdentifier)).getOctets();
			CertificateRules.refuseIf(
					named.getAuthorityCertIssuer() != null || named.getAuthorityCertSerialNumber() != null
							|| !Arrays.equals(named.getKeyIdentifierOctets(), own),
					root, "its authority key identifier is not its subject key identifier alone");
		}
	}

	// BR 7.1.2.7.10
	private static void checkUses(X509Certificate leaf) throws PeerCertificateException {
		CertificateRules.refuseIf(!CertificateRules.has(leaf, Extension.extendedKeyUsage.getId()), leaf,
				"it does not say that it is for servers");
		CertificateRules.refuseIf(isCritical(leaf, Extension.extendedKeyUsage), leaf,
				"its extended key usage is critical");
		CertificateRules.refuseIf(ExtendedKeyUsage.getInstance(value(leaf, Extension.extendedKeyUsage))
			.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage), leaf, "it is for any use");
	}

	// BR 7.1.2.7.12 and 7.1.4.3: each common name is written as an alternative name is.
	private static void checkNames(X509Certificate leaf) throws PeerCertificateException {
		X500Name subject = X500Name.getInstance(leaf.getSubjectX500Principal().getEncoded());
		CertificateRules.refuseIf(subject.getRDNs().length > 0 && isCritical(leaf, Extension.subjectAlternativeName),
				leaf, "its alternative names are critical, and its subject is not empty");
		SubjectNames names = SubjectNames.of(leaf);
		List<String> alternatives = new ArrayList<>(names.dnsNames());
		alternatives.addAll(names.addressTexts());
		for (RDN part : subject.getRDNs(BCStyle.CN)) {
			for (AttributeTypeAndValue attribute : part.getTypesAndValues()) {
				if (attribute.getType().equals(BCStyle.CN)) {
					String name = text(attribute.getValue());
					CertificateRules.refuseIf(!alternatives.contains(name), leaf,
							"its common name '%s' is none of its alternative names".formatted(name));
				}
			}
		}
	}

	private static String text(ASN1Encodable value) {
		return (value instanceof ASN1String string) ? string.getString() : value.toString();
	}

	// BR 7.1.2.7.7
	private static void checkInformationAccess(X509Certificate leaf) throws PeerCertificateException {
		if (CertificateRules.has(leaf, Extension.authorityInfoAccess.getId())) {
			boolean readable;
			try {
				AuthorityInformationAccess.getInstance(value(leaf, Extension.authorityInfoAccess));
				readable = true;
			}
			catch (IllegalArgumentException ex) {
				readable = false;
			}
			CertificateRules.refuseIf(!readable, leaf, "its authority information access cannot be read");
		}
	}

	private static boolean isCritical(X509Certificate certificate, ASN1ObjectIdentifier extension) {
		Set<String> critical = certificate.getCriticalExtensionOIDs();
		return critical != null && critical.contains(extension.getId());
	}

	private static byte[] value(X509Certificate certificate, ASN1ObjectIdentifier extension) {
		return ASN1OctetString.getInstance(certificate.getExtensionValue(extension.getId())).getOctets();
	}

}
