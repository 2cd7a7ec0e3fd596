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

package io.tlsboot.testing;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.trust.PeerCertificateException.Reason;
import io.tlsboot.trust.TrustPolicy;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

import static io.tlsboot.testing.CertificateChains.ROOT;
import static io.tlsboot.testing.ChainBuilder.authority;
import static io.tlsboot.testing.ChainBuilder.dns;
import static io.tlsboot.testing.ChainBuilder.ip;
import static io.tlsboot.testing.ChainBuilder.leaf;
import static io.tlsboot.testing.ChainCase.client;
import static io.tlsboot.testing.ChainCase.server;

/**
 * Certificates that nobody else signed, and the strict profile.
 */
final class SelfSignedChains {

	private static final TrustPolicy STRICT = TrustPolicy.DEFAULT.withStrictProfile(true);

	private SelfSignedChains() {
	}

	static Stream<ChainCase> all() {
		return Stream.of(selfSigned(), strict(), forum()).flatMap(List::stream);
	}

	private static ChainCase trusted(String title, ChainBuilder self) {
		Issued issued = self.selfSigned();
		return server("self-signed and trusted, " + title, issued).trusting(issued);
	}

	private static List<ChainCase> selfSigned() {
		Issued self = leaf().selfSigned();
		Issued expired = leaf().expired().selfSigned();
		Issued namesake = leaf().key("namesake").selfSigned();
		return List.of(trusted("without basic constraints", leaf()).shown(),
				trusted("that says it is no authority's",
						leaf().with(Extension.basicConstraints, true, new BasicConstraints(false)))
					.shown(),
				trusted("an authority's",
						leaf().usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)
							.with(Extension.basicConstraints, true, new BasicConstraints(true)))
					.shown(),
				trusted("an authority's whose key signs certificates alone", authority("leaf").names(dns("localhost")))
					.refused(Reason.NOT_ACCEPTABLE, "may not be used for signatures"),
				trusted("without extensions but its name", leaf().without(Extension.keyUsage).withoutKeyIdentifiers())
					.shown(),
				trusted("expired", leaf().expired()).refused(Reason.EXPIRED, "expired on").shown(),
				trusted("not yet valid", leaf().future()).refused(Reason.NOT_YET_VALID, "is not valid before").shown(),
				trusted("for clients", leaf().uses(KeyPurposeId.id_kp_clientAuth))
					.refused(Reason.NOT_ACCEPTABLE, "not for a TLS server")
					.shown(),
				trusted("for servers", leaf().uses(KeyPurposeId.id_kp_serverAuth)).shown(),
				trusted("for another name", leaf().names(dns("elsewhere.example")))
					.refused(Reason.NAME_MISMATCH, "DNS:elsewhere.example (expected: 'localhost')")
					.shown(),
				trusted("with a short key", leaf().key("RSA-1024")).refused(Reason.NOT_ACCEPTABLE, "has 1024 bits"),
				trusted("with a signature over SHA-1", leaf().digest("SHA1")),
				trusted("of version 1", leaf().version1()).refused(Reason.NAME_MISMATCH, "no name"),
				client("self-signed and trusted", self).trusting(self).shown(),
				client("self-signed and trusted, expired", expired).trusting(expired)
					.refused(Reason.EXPIRED, "expired on"),
				server("self-signed and not trusted", self).refused(Reason.UNTRUSTED_ISSUER, "no trusted certificate")
					.shown(),
				client("self-signed and not trusted", self).refused(Reason.UNTRUSTED_ISSUER, "no trusted certificate")
					.shown(),
				server("self-signed, where another key of its name is trusted", self).trusting(namesake)
					.refused(Reason.UNTRUSTED_ISSUER, "no trusted certificate issued 'CN=leaf'")
					.shown());
	}

	private static ChainCase strictly(String title, Issued... sent) {
		return server("strict profile: " + title, sent).under(STRICT);
	}

	private static ChainBuilder strictLeaf() {
		return leaf().subject("CN=localhost").uses(KeyPurposeId.id_kp_serverAuth);
	}

	private static ChainCase named(String title, String commonName, GeneralName... names) {
		return strictly("common name " + title, strictLeaf().subject("CN=" + commonName).names(names).issuedBy(ROOT));
	}

	private static ChainCase misnamed(String title, String commonName, GeneralName... names) {
		return named(title, commonName, names).refused(Reason.NOT_ACCEPTABLE,
				"its common name '%s' is none of its alternative names".formatted(commonName));
	}

	private static ChainCase identified(String title, AuthorityKeyIdentifier identifier) {
		Issued root = authority("Identified Root").withoutKeyIdentifiers()
			.with(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(new byte[] { 1 }))
			.with(Extension.authorityKeyIdentifier, false, identifier)
			.selfSigned();
		// The platform compares the identifiers, too.
		Issued leaf = strictLeaf().withoutKeyIdentifiers()
			.with(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(new byte[] { 1 }))
			.issuedBy(root);
		return strictly("anchor whose authority key identifier " + title, leaf).trusting(root);
	}

	private static ChainCase misidentified(String title, AuthorityKeyIdentifier identifier) {
		return identified(title, identifier).refused(Reason.NOT_ACCEPTABLE,
				"its authority key identifier is not its subject key identifier alone");
	}

	// The baseline requirements of the CA/Browser Forum, for servers.
	private static List<ChainCase> forum() {
		GeneralNames someone = new GeneralNames(new GeneralName(new X500Name("CN=Identified Root")));
		byte[] own = { 1 };
		Issued plain = leaf().issuedBy(ROOT);
		Issued oddRoot = authority("Odd Root").key("RSA-2052").selfSigned();
		Issued usedRoot = authority("Server Root").uses(KeyPurposeId.id_kp_serverAuth).selfSigned();
		return List.of(named("that is an alternative name", "localhost", dns("elsewhere"), dns("localhost")),
				misnamed("that is none", "elsewhere", dns("localhost")).shown(),
				misnamed("in other letters", "Localhost", dns("localhost")),
				strictly("two common names", strictLeaf().subject("CN=localhost,CN=elsewhere").issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "its common name 'elsewhere'"),
				strictly("no common name", strictLeaf().subject("O=Mine").issuedBy(ROOT)),
				named("that is an IPv4 address", "127.0.0.1", ip("127.0.0.1"), dns("localhost")),
				misnamed("that is an IPv4 address with a zero", "127.0.0.01", ip("127.0.0.1"), dns("localhost")),
				named("that is an IPv6 address", "2001:db8::1:0:0:1", ip("2001:db8:0:0:1:0:0:1"), dns("localhost")),
				misnamed("that is an IPv6 address without a gap", "2001:db8:0:0:1:0:0:1", ip("2001:db8:0:0:1:0:0:1"),
						dns("localhost")),
				misnamed("that is an IPv6 address in capitals", "2001:DB8::1", ip("2001:db8::1"), dns("localhost")),
				client("strict profile: common name that is no alternative name", plain).under(STRICT),
				identified("is its own", new AuthorityKeyIdentifier(own)),
				misidentified("is another", new AuthorityKeyIdentifier(new byte[] { 2 })),
				misidentified("is not there", new AuthorityKeyIdentifier(someone, BigInteger.ONE)),
				misidentified("has an issuer too", new AuthorityKeyIdentifier(own, someone, BigInteger.ONE)),
				strictly("leaf without uses", strictLeaf().without(Extension.extendedKeyUsage).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "it does not say that it is for servers"),
				strictly("leaf for servers and for any use",
						strictLeaf().uses(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.anyExtendedKeyUsage)
							.issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "it is for any use"),
				strictly("leaf for servers and clients",
						strictLeaf().uses(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth).issuedBy(ROOT)),
				strictly("leaf whose uses are critical",
						strictLeaf()
							.with(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
							.issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "its extended key usage is critical"),
				strictly("anchor for servers", strictLeaf().issuedBy(usedRoot)).trusting(usedRoot),
				strictly("leaf that is an authority's",
						strictLeaf().with(Extension.basicConstraints, true, new BasicConstraints(true)).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "it is an authority's"),
				strictly("leaf with an RSA key of 2052 bits", strictLeaf().key("RSA-2052").issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "its RSA key has 2052 bits (required: a multiple of 8)"),
				server("leaf with an RSA key of 2052 bits", leaf().key("RSA-2052").issuedBy(ROOT)),
				strictly("anchor with an RSA key of 2052 bits", strictLeaf().issuedBy(oddRoot)).trusting(oddRoot)
					.refused(Reason.NOT_ACCEPTABLE, "its RSA key has 2052 bits"),
				strictly("critical names beside a subject",
						strictLeaf().with(Extension.subjectAlternativeName, true, new GeneralNames(dns("localhost")))
							.issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "its alternative names are critical"),
				strictly("critical names without a subject",
						strictLeaf().subject("")
							.with(Extension.subjectAlternativeName, true, new GeneralNames(dns("localhost")))
							.issuedBy(ROOT)),
				strictly("information access", strictLeaf()
					.with(Extension.authorityInfoAccess, false,
							new AuthorityInformationAccess(AccessDescription.id_ad_ocsp,
									new GeneralName(GeneralName.uniformResourceIdentifier, "http://ocsp.example")))
					.issuedBy(ROOT)),
				strictly("empty information access",
						strictLeaf().with(Extension.authorityInfoAccess, false, new DERSequence()).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "its authority information access cannot be read"));
	}

	private static List<ChainCase> strict() {
		Issued unidentified = authority("Unidentified CA").withoutKeyIdentifiers().issuedBy(ROOT);
		Issued soft = authority("Soft CA").with(Extension.basicConstraints, false, new BasicConstraints(true))
			.issuedBy(ROOT);
		Issued oldRoot = authority("Old Root").version1().selfSigned();
		Issued zeroRoot = authority("Zero Root").serial(BigInteger.ZERO).selfSigned();
		Issued zero = authority("Zero CA").serial(BigInteger.ZERO).issuedBy(ROOT);
		Issued bareRoot = authority("Bare Root").withoutKeyIdentifiers().selfSigned();
		Issued good = authority("Issuing CA").issuedBy(ROOT);
		return List.of(strictly("a good chain", strictLeaf().issuedBy(good), good).shown(),
				strictly("leaf without authority key identifier", strictLeaf().withoutKeyIdentifiers().issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "no authority key identifier")
					.shown(),
				server("leaf without key identifiers", leaf().withoutKeyIdentifiers().issuedBy(ROOT)),
				strictly("intermediate without key identifiers", strictLeaf().issuedBy(unidentified), unidentified)
					.refused(Reason.NOT_ACCEPTABLE, "no subject key identifier"),
				server("intermediate without key identifiers", leaf().issuedBy(unidentified), unidentified),
				strictly("basic constraints that are not critical", strictLeaf().issuedBy(soft), soft)
					.refused(Reason.NOT_ACCEPTABLE, "its basic constraints are not critical"),
				strictly("anchor of version 1", strictLeaf().issuedBy(oldRoot)).trusting(oldRoot)
					.refused(Reason.NOT_ACCEPTABLE, "it is no authority's"),
				strictly("anchor without key identifier", strictLeaf().issuedBy(bareRoot)).trusting(bareRoot)
					.refused(Reason.NOT_ACCEPTABLE, "no subject key identifier"),
				server("anchor without key identifier", leaf().issuedBy(bareRoot)).trusting(bareRoot),
				strictly("serial number 0", strictLeaf().serial(BigInteger.ZERO).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "its serial number is not positive"),
				strictly("intermediate with serial number 0", strictLeaf().issuedBy(zero), zero)
					.refused(Reason.NOT_ACCEPTABLE, "its serial number is not positive"),
				strictly("anchor with serial number 0", strictLeaf().issuedBy(zeroRoot)).trusting(zeroRoot),
				strictly("serial number below 0", strictLeaf().serial(BigInteger.TEN.negate()).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "its serial number is not positive"),
				strictly("serial number of 161 bits", strictLeaf().serial(BigInteger.ONE.shiftLeft(160)).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "or too long"),
				server("serial number of 161 bits", leaf().serial(BigInteger.ONE.shiftLeft(160)).issuedBy(ROOT)));
	}

}
