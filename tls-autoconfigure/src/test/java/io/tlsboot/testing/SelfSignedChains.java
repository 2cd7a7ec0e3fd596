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
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

import static io.tlsboot.testing.CertificateChains.ROOT;
import static io.tlsboot.testing.ChainBuilder.authority;
import static io.tlsboot.testing.ChainBuilder.dns;
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
		return Stream.of(selfSigned(), strict()).flatMap(List::stream);
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

	private static List<ChainCase> strict() {
		Issued unidentified = authority("Unidentified CA").withoutKeyIdentifiers().issuedBy(ROOT);
		Issued soft = authority("Soft CA").with(Extension.basicConstraints, false, new BasicConstraints(true))
			.issuedBy(ROOT);
		Issued oldRoot = authority("Old Root").version1().selfSigned();
		Issued bareRoot = authority("Bare Root").withoutKeyIdentifiers().selfSigned();
		Issued good = authority("Issuing CA").issuedBy(ROOT);
		return List.of(strictly("a good chain", leaf().issuedBy(good), good).shown(),
				strictly("leaf without authority key identifier", leaf().withoutKeyIdentifiers().issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "no authority key identifier")
					.shown(),
				server("leaf without key identifiers", leaf().withoutKeyIdentifiers().issuedBy(ROOT)),
				strictly("intermediate without key identifiers", leaf().issuedBy(unidentified), unidentified)
					.refused(Reason.NOT_ACCEPTABLE, "no subject key identifier"),
				server("intermediate without key identifiers", leaf().issuedBy(unidentified), unidentified),
				strictly("basic constraints that are not critical", leaf().issuedBy(soft), soft)
					.refused(Reason.NOT_ACCEPTABLE, "its basic constraints are not critical"),
				strictly("anchor of version 1", leaf().issuedBy(oldRoot)).trusting(oldRoot)
					.refused(Reason.NOT_ACCEPTABLE, "it is no authority's"),
				strictly("anchor without key identifier", leaf().issuedBy(bareRoot)).trusting(bareRoot)
					.refused(Reason.NOT_ACCEPTABLE, "no subject key identifier"),
				server("anchor without key identifier", leaf().issuedBy(bareRoot)).trusting(bareRoot),
				strictly("serial number 0", leaf().serial(BigInteger.ZERO).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "its serial number is not positive"),
				strictly("serial number below 0", leaf().serial(BigInteger.TEN.negate()).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "its serial number is not positive"),
				strictly("serial number of 161 bits", leaf().serial(BigInteger.ONE.shiftLeft(160)).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "or too long"),
				server("serial number of 161 bits", leaf().serial(BigInteger.ONE.shiftLeft(160)).issuedBy(ROOT)));
	}

}
