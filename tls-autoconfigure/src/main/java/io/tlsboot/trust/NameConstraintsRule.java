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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.tlsboot.trust.PeerCertificateException.Reason;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;

/**
 * The name constraints of every authority of a path, anchor included, hold for every
 * certificate below it (RFC 5280, section 4.2.1.10). The platform ignores those of
 * anchors, and what a wildcard could stand for. There is one for each search, which
 * counts what all its paths cost.
 */
final class NameConstraintsRule {

	// Many or long names times many constraints is a way to keep a server busy.
	private static final long MAX_COMPARED_OCTETS = 5_000_000;

	private long compared;

	/**
	 * Check a path.
	 * @param path the leaf, its issuers, and the anchor
	 * @throws PeerCertificateException if a name is outside, or constraints are malformed
	 */
	void check(List<X509Certificate> path) throws PeerCertificateException {
		for (int i = 1; i < path.size(); i++) {
			X509Certificate authority = path.get(i);
			byte[] extension = authority.getExtensionValue(Extension.nameConstraints.getId());
			if (extension == null) {
				continue;
			}
			Constraints constraints = read(authority, extension);
			for (int j = 0; j < i; j++) {
				X509Certificate below = path.get(j);
				boolean selfIssued = below.getSubjectX500Principal().equals(below.getIssuerX500Principal());
				if (j > 0 && selfIssued) {
					continue;
				}
				this.compared += octetsOfNames(below) * constraints.size();
				if (this.compared > MAX_COMPARED_OCTETS) {
					throw refused(authority, "there are too many names and constraints to compare", null);
				}
				check(constraints, names(below), below, authority);
			}
		}
	}

	private static long octetsOfNames(X509Certificate certificate) {
		byte[] alternative = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
		long octets = certificate.getSubjectX500Principal().getEncoded().length;
		return (alternative != null) ? octets + alternative.length : octets;
	}

	private static Constraints read(X509Certificate authority, byte[] extension) throws PeerCertificateException {
		try {
			NameConstraints read = NameConstraints.getInstance(ASN1OctetString.getInstance(extension).getOctets());
			Constraints constraints = new Constraints(bases(read.getPermittedSubtrees()),
					bases(read.getExcludedSubtrees()));
			if (constraints.size() == 0) {
				throw new IllegalArgumentException("they are empty");
			}
			constraints.permitted().forEach(NameMatch::requireConstraint);
			constraints.excluded().forEach(NameMatch::requireConstraint);
			return constraints;
		}
		catch (RuntimeException ex) {
			throw refused(authority, "its name constraints are malformed", ex);
		}
	}

	private static List<GeneralName> bases(GeneralSubtree @Nullable [] subtrees) {
		List<GeneralName> bases = new ArrayList<>();
		if (subtrees != null) {
			for (GeneralSubtree subtree : subtrees) {
				boolean wholeTree = subtree.getMinimum().signum() == 0 && subtree.getMaximum() == null;
				if (!wholeTree) {
					throw new IllegalArgumentException("they have a minimum or maximum");
				}
				bases.add(subtree.getBase());
			}
		}
		return bases;
	}

	private static void check(Constraints constraints, List<GeneralName> names, X509Certificate below,
			X509Certificate authority) throws PeerCertificateException {
		Set<Integer> permittedKinds = new HashSet<>();
		constraints.permitted().forEach((base) -> permittedKinds.add(base.getTagNo()));
		for (GeneralName name : names) {
			try {
				boolean outside = permittedKinds.contains(name.getTagNo())
						&& constraints.permitted().stream().noneMatch((base) -> NameMatch.isWithin(name, base));
				boolean excluded = constraints.excluded()
					.stream()
					.anyMatch((base) -> NameMatch.mayBeWithin(name, base));
				if (outside || excluded) {
					throw refused(below,
							"the name constraints of '%s' do not allow its names".formatted(PathRules.name(authority)),
							null);
				}
			}
			catch (RuntimeException ex) {
				throw refused(below, "its names cannot be compared with the name constraints of '%s'"
					.formatted(PathRules.name(authority)), ex);
			}
		}
	}

	private static List<GeneralName> names(X509Certificate certificate) throws PeerCertificateException {
		try {
			List<GeneralName> names = new ArrayList<>(SubjectNames.of(certificate).names());
			X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
			if (subject.getRDNs().length > 0) {
				names.add(new GeneralName(subject));
			}
			// The subject's address counts where the alternative names hold none.
			if (names.stream().noneMatch((name) -> name.getTagNo() == GeneralName.rfc822Name)) {
				for (RDN rdn : subject.getRDNs(BCStyle.EmailAddress)) {
					Arrays.stream(rdn.getTypesAndValues())
						.filter((attribute) -> attribute.getType().equals(BCStyle.EmailAddress))
						.map(AttributeTypeAndValue::getValue)
						.forEach((value) -> names
							.add(new GeneralName(GeneralName.rfc822Name, IETFUtils.valueToString(value))));
				}
			}
			return names;
		}
		catch (RuntimeException ex) {
			throw refused(certificate, "its names cannot be read", ex);
		}
	}

	private static PeerCertificateException refused(X509Certificate certificate, String what,
			@Nullable RuntimeException cause) {
		return new PeerCertificateException(Reason.NOT_ACCEPTABLE,
				"the certificate '%s' is not acceptable: %s".formatted(PathRules.name(certificate), what), cause);
	}

	/**
	 * The constraints of one authority.
	 *
	 * @param permitted where names must be within
	 * @param excluded where names must not be within
	 */
	private record Constraints(List<GeneralName> permitted, List<GeneralName> excluded) {

		private int size() {
			return this.permitted.size() + this.excluded.size();
		}

	}

}
