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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.trust.PeerCertificateException.Reason;
import io.tlsboot.trust.TrustPolicy;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyConstraints;

import static io.tlsboot.testing.ChainBuilder.NOW;
import static io.tlsboot.testing.ChainBuilder.authority;
import static io.tlsboot.testing.ChainBuilder.dns;
import static io.tlsboot.testing.ChainBuilder.leaf;
import static io.tlsboot.testing.ChainCase.client;
import static io.tlsboot.testing.ChainCase.server;

/**
 * Chains with one certificate that is worth a look: its time, use, extensions, strength.
 */
final class CertificateChains {

	static final Issued ROOT = authority("Root CA").selfSigned();

	static final Issued ISSUING = authority("Issuing CA").issuedBy(ROOT);

	private static final TrustPolicy SHA1 = TrustPolicy.DEFAULT.withInsecurelyAllowSha1(true);

	private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.1");

	private static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.US_ASCII);

	private static final String NOT_FOR_SERVER = "not for a TLS server";

	private static final String NOT_FOR_CLIENT = "not for a TLS client";

	private static final String NO_AUTHORITY = "it is no authority's";

	private CertificateChains() {
	}

	static Stream<ChainCase> all() {
		return Stream.of(validity(), extendedUsage(), usage(), authorities(), extensions(), keys(), signatures())
			.flatMap(List::stream);
	}

	private static Issued authorityUsed(String name, KeyPurposeId... uses) {
		return authority(name).uses(uses).issuedBy(ROOT);
	}

	private static List<ChainCase> validity() {
		Issued expired = authority("Expired CA").expired().issuedBy(ROOT);
		Issued future = authority("Future CA").future().issuedBy(ROOT);
		Issued oldRoot = authority("Expired Root").expired().selfSigned();
		Issued newRoot = authority("Future Root").future().selfSigned();
		Instant before = NOW.minusSeconds(1);
		Instant after = NOW.plusSeconds(1);
		return List.of(server("a leaf of a root", leaf().issuedBy(ROOT)).shown(),
				server("a leaf of an intermediate", leaf().issuedBy(ISSUING), ISSUING).shown(),
				client("a leaf of a root", leaf().issuedBy(ROOT)).shown(),
				client("a leaf of an intermediate", leaf().issuedBy(ISSUING), ISSUING).shown(),
				server("leaf expired", leaf().expired().issuedBy(ROOT)).refused(Reason.EXPIRED, "'CN=leaf' expired on")
					.shown(),
				client("leaf expired", leaf().expired().issuedBy(ROOT)).refused(Reason.EXPIRED, "'CN=leaf' expired on")
					.shown(),
				server("leaf not yet valid", leaf().future().issuedBy(ROOT))
					.refused(Reason.NOT_YET_VALID, "'CN=leaf' is not valid before")
					.shown(),
				client("leaf not yet valid", leaf().future().issuedBy(ROOT))
					.refused(Reason.NOT_YET_VALID, "'CN=leaf' is not valid before")
					.shown(),
				server("intermediate expired", leaf().issuedBy(expired), expired)
					.refused(Reason.EXPIRED, "'CN=Expired CA' expired on")
					.shown(),
				client("intermediate expired", leaf().issuedBy(expired), expired)
					.refused(Reason.EXPIRED, "'CN=Expired CA' expired on")
					.shown(),
				server("intermediate not yet valid", leaf().issuedBy(future), future)
					.refused(Reason.NOT_YET_VALID, "'CN=Future CA' is not valid before")
					.shown(),
				server("anchor expired", leaf().issuedBy(oldRoot)).trusting(oldRoot)
					.refused(Reason.EXPIRED, "'CN=Expired Root' expired on")
					.shown(),
				client("anchor expired", leaf().issuedBy(oldRoot)).trusting(oldRoot)
					.refused(Reason.EXPIRED, "'CN=Expired Root' expired on")
					.shown(),
				server("anchor not yet valid", leaf().issuedBy(newRoot)).trusting(newRoot)
					.refused(Reason.NOT_YET_VALID, "'CN=Future Root' is not valid before")
					.shown(),
				server("last second of validity", leaf().valid(before, NOW).issuedBy(ROOT)),
				server("first second of validity", leaf().valid(NOW, after).issuedBy(ROOT)),
				server("one second too late", leaf().valid(before.minusSeconds(1), before).issuedBy(ROOT))
					.refused(Reason.EXPIRED, "expired on"),
				server("one second too early", leaf().valid(after, after.plusSeconds(1)).issuedBy(ROOT))
					.refused(Reason.NOT_YET_VALID, "is not valid before"),
				server("validity that ends before it begins", leaf().valid(after, before).issuedBy(ROOT))
					.refused(Reason.EXPIRED, "expired on"));
	}

	private static List<ChainCase> extendedUsage() {
		KeyPurposeId forServer = KeyPurposeId.id_kp_serverAuth;
		KeyPurposeId forClient = KeyPurposeId.id_kp_clientAuth;
		KeyPurposeId forAny = KeyPurposeId.anyExtendedKeyUsage;
		Issued mail = authorityUsed("Mail CA", KeyPurposeId.id_kp_emailProtection);
		Issued servers = authorityUsed("Server CA", forServer);
		Issued clients = authorityUsed("Client CA", forClient);
		Issued any = authorityUsed("Any CA", forAny);
		Issued mailRoot = authority("Mail Root").uses(KeyPurposeId.id_kp_emailProtection).selfSigned();
		Issued serverRoot = authority("Server Root").uses(forServer).selfSigned();
		return List.of(server("use of servers", leaf().uses(forServer).issuedBy(ROOT)).shown(),
				client("use of clients", leaf().uses(forClient).issuedBy(ROOT)).shown(),
				server("both uses", leaf().uses(forClient, forServer).issuedBy(ROOT)),
				client("both uses", leaf().uses(forClient, forServer).issuedBy(ROOT)),
				server("use of clients", leaf().uses(forClient).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, NOT_FOR_SERVER)
					.shown(),
				client("use of servers", leaf().uses(forServer).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, NOT_FOR_CLIENT)
					.shown(),
				server("use of code signing", leaf().uses(KeyPurposeId.id_kp_codeSigning).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, NOT_FOR_SERVER)
					.shown(),
				server("any use", leaf().uses(forAny).issuedBy(ROOT)).refused(Reason.NOT_ACCEPTABLE, NOT_FOR_SERVER)
					.shown(),
				client("any use", leaf().uses(forAny).issuedBy(ROOT)).refused(Reason.NOT_ACCEPTABLE, NOT_FOR_CLIENT),
				server("any use and that of servers", leaf().uses(forAny, forServer).issuedBy(ROOT)),
				server("no use at all",
						leaf().with(Extension.extendedKeyUsage, false, new DERSequence()).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, NOT_FOR_SERVER),
				server("uses that are critical",
						leaf().with(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(forServer)).issuedBy(ROOT)),
				server("uses that are malformed",
						leaf().with(Extension.extendedKeyUsage, false, GARBAGE).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "cannot be read"),
				server("intermediate for mail", leaf().issuedBy(mail), mail)
					.refused(Reason.NOT_ACCEPTABLE, "'CN=Mail CA' is not acceptable: it is " + NOT_FOR_SERVER)
					.shown(),
				server("intermediate for servers", leaf().issuedBy(servers), servers).shown(),
				client("intermediate for servers", leaf().issuedBy(servers), servers)
					.refused(Reason.NOT_ACCEPTABLE, NOT_FOR_CLIENT)
					.shown(),
				server("intermediate for clients", leaf().issuedBy(clients), clients)
					.refused(Reason.NOT_ACCEPTABLE, NOT_FOR_SERVER),
				client("intermediate for clients", leaf().issuedBy(clients), clients),
				server("intermediate for any use", leaf().issuedBy(any), any).refused(Reason.NOT_ACCEPTABLE,
						NOT_FOR_SERVER),
				server("anchor for mail", leaf().issuedBy(mailRoot)).trusting(mailRoot)
					.refused(Reason.NOT_ACCEPTABLE, NOT_FOR_SERVER)
					.shown(),
				server("anchor for servers", leaf().issuedBy(serverRoot)).trusting(serverRoot));
	}

	private static List<ChainCase> usage() {
		Issued noSigner = authority("Encrypting CA").usage(KeyUsage.keyEncipherment).issuedBy(ROOT);
		Issued free = authority("Free CA").without(Extension.keyUsage).issuedBy(ROOT);
		Issued revoker = authority("Revoking CA").usage(KeyUsage.cRLSign).issuedBy(ROOT);
		Issued noSignerRoot = authority("Encrypting Root").usage(KeyUsage.digitalSignature).selfSigned();
		Issued freeRoot = authority("Free Root").without(Extension.keyUsage).selfSigned();
		return List.of(server("key without a usage", leaf().without(Extension.keyUsage).issuedBy(ROOT)).shown(),
				server("key for agreement", leaf().usage(KeyUsage.keyAgreement).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "may not be used for signatures"),
				server("key for encipherment", leaf().usage(KeyUsage.keyEncipherment).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "may not be used for signatures"),
				client("key for encipherment", leaf().usage(KeyUsage.keyEncipherment).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "may not be used for signatures"),
				server("key for signatures and encipherment",
						leaf().usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment).issuedBy(ROOT)),
				server("leaf that may sign certificates",
						leaf().usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "its key may sign certificates, and " + NO_AUTHORITY)
					.shown(),
				server("key usage that is malformed", leaf().with(Extension.keyUsage, false, GARBAGE).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "cannot be read"),
				server("intermediate that may not sign certificates", leaf().issuedBy(noSigner), noSigner)
					.refused(Reason.NOT_ACCEPTABLE, "its key may not sign certificates")
					.shown(),
				server("intermediate that may sign revocation lists", leaf().issuedBy(revoker), revoker)
					.refused(Reason.NOT_ACCEPTABLE, "its key may not sign certificates"),
				server("intermediate without key usage", leaf().issuedBy(free), free),
				server("anchor that may not sign certificates", leaf().issuedBy(noSignerRoot)).trusting(noSignerRoot)
					.refused(Reason.NOT_ACCEPTABLE, "its key may not sign certificates")
					.shown(),
				server("anchor without key usage", leaf().issuedBy(freeRoot)).trusting(freeRoot));
	}

	private static List<ChainCase> authorities() {
		Issued forger = leaf().subject("CN=Forger").key("Forger").issuedBy(ROOT);
		Issued unmarked = authority("Unmarked CA").without(Extension.basicConstraints).issuedBy(ROOT);
		Issued denied = authority("Denied CA").with(Extension.basicConstraints, true, new BasicConstraints(false))
			.issuedBy(ROOT);
		Issued broken = authority("Broken CA").with(Extension.basicConstraints, false, GARBAGE).issuedBy(ROOT);
		Issued soft = authority("Soft CA").with(Extension.basicConstraints, false, new BasicConstraints(true))
			.issuedBy(ROOT);
		Issued oldCa = authority("Old CA").version1().issuedBy(ROOT);
		Issued unmarkedRoot = authority("Unmarked Root").without(Extension.basicConstraints).selfSigned();
		Issued oldRoot = authority("Old Root").version1().selfSigned();
		return List.of(
				server("leaf as an issuer", leaf().issuedBy(forger), forger)
					.refused(Reason.NOT_ACCEPTABLE, NO_AUTHORITY)
					.shown(),
				client("leaf as an issuer", leaf().issuedBy(forger), forger)
					.refused(Reason.NOT_ACCEPTABLE, NO_AUTHORITY)
					.shown(),
				server("intermediate without basic constraints", leaf().issuedBy(unmarked), unmarked)
					.refused(Reason.NOT_ACCEPTABLE, NO_AUTHORITY)
					.shown(),
				server("intermediate that says it is none", leaf().issuedBy(denied), denied)
					.refused(Reason.NOT_ACCEPTABLE, NO_AUTHORITY)
					.shown(),
				server("intermediate with malformed basic constraints", leaf().issuedBy(broken), broken)
					.refused(Reason.NOT_ACCEPTABLE, NO_AUTHORITY),
				server("intermediate whose basic constraints are not critical", leaf().issuedBy(soft), soft),
				server("intermediate of version 1", leaf().issuedBy(oldCa), oldCa).refused(Reason.NOT_ACCEPTABLE,
						NO_AUTHORITY),
				server("anchor without basic constraints", leaf().issuedBy(unmarkedRoot)).trusting(unmarkedRoot)
					.refused(Reason.NOT_ACCEPTABLE, NO_AUTHORITY)
					.shown(),
				server("anchor of version 1", leaf().issuedBy(oldRoot)).trusting(oldRoot).shown(),
				client("anchor of version 1", leaf().issuedBy(oldRoot)).trusting(oldRoot),
				server("leaf of version 1", leaf().version1().issuedBy(ROOT)).refused(Reason.NAME_MISMATCH, "no name"),
				server("leaf that is an authority too",
						authority("leaf").usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)
							.names(dns("localhost"))
							.issuedBy(ROOT)));
	}

	private static List<ChainCase> extensions() {
		Issued strange = authority("Strange CA").with(UNKNOWN, true, DERNull.INSTANCE).issuedBy(ROOT);
		Issued strangeRoot = authority("Strange Root").with(UNKNOWN, true, DERNull.INSTANCE).selfSigned();
		Issued lax = authority("Lax CA")
			.with(Extension.policyConstraints, false, new PolicyConstraints(BigInteger.ZERO, null))
			.issuedBy(ROOT);
		Issued demanding = authority("Demanding CA")
			.with(Extension.policyConstraints, true, new PolicyConstraints(BigInteger.ZERO, null))
			.issuedBy(ROOT);
		return List.of(
				server("unknown critical extension of the leaf",
						leaf().with(UNKNOWN, true, DERNull.INSTANCE).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "critical extension " + UNKNOWN)
					.shown(),
				client("unknown critical extension of the leaf",
						leaf().with(UNKNOWN, true, DERNull.INSTANCE).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "critical extension " + UNKNOWN)
					.shown(),
				server("unknown critical extension of an intermediate", leaf().issuedBy(strange), strange)
					.refused(Reason.NOT_ACCEPTABLE, "critical extension " + UNKNOWN)
					.shown(),
				server("unknown critical extension of the anchor", leaf().issuedBy(strangeRoot)).trusting(strangeRoot)
					.refused(Reason.NOT_ACCEPTABLE, "critical extension " + UNKNOWN)
					.shown(),
				server("unknown extension that is not critical",
						leaf().with(UNKNOWN, false, DERNull.INSTANCE).issuedBy(ROOT)),
				server("policy constraints that are not critical", leaf().issuedBy(lax), lax)
					.refused(Reason.NOT_ACCEPTABLE, "its policy constraints are not critical"),
				server("a policy that is demanded and not there", leaf().issuedBy(demanding), demanding)
					.refused(Reason.NOT_ACCEPTABLE, "policy"));
	}

	private static List<ChainCase> keys() {
		Issued shortCa = authority("Short CA").key("RSA-1024").issuedBy(ROOT);
		Issued shortRoot = authority("Short Root").key("RSA-1024").selfSigned();
		Issued dsaCa = authority("DSA CA").key("DSA-2048").issuedBy(ROOT);
		Issued smallCa = authority("Small CA").key("EC-secp224r1").issuedBy(ROOT);
		String bits = "its RSA key has 1024 bits (required: 2048)";
		TrustPolicy lenient = TrustPolicy.DEFAULT.withMinimumRsaBits(1024);
		TrustPolicy demanding = TrustPolicy.DEFAULT.withMinimumRsaBits(3072);
		return List.of(server("RSA key of 2048 bits", leaf().key("RSA-2048").issuedBy(ROOT)).shown(),
				client("RSA key of 2048 bits", leaf().key("RSA-2048").issuedBy(ROOT)),
				server("RSA key of 2048 bits where 3072 are required", leaf().key("RSA-2048").issuedBy(ROOT))
					.under(demanding)
					.refused(Reason.NOT_ACCEPTABLE, "has 2048 bits (required: 3072)")
					.shown(),
				server("RSA key of 1024 bits", leaf().key("RSA-1024").issuedBy(ROOT)).refused(Reason.NOT_ACCEPTABLE,
						bits),
				client("RSA key of 1024 bits", leaf().key("RSA-1024").issuedBy(ROOT)).refused(Reason.NOT_ACCEPTABLE,
						bits),
				server("RSA key of 1024 bits where that is enough", leaf().key("RSA-1024").issuedBy(ROOT))
					.under(lenient),
				server("RSA key of 1024 bits of an intermediate", leaf().issuedBy(shortCa), shortCa)
					.refused(Reason.NOT_ACCEPTABLE, bits)
					.shown(),
				server("RSA key of 1024 bits of the anchor", leaf().issuedBy(shortRoot)).trusting(shortRoot)
					.refused(Reason.NOT_ACCEPTABLE, bits)
					.shown(),
				server("EC key on P-384", leaf().key("EC-secp384r1").issuedBy(ROOT)).shown(),
				server("EC key on P-521", leaf().key("EC-secp521r1").issuedBy(ROOT)),
				server("EC key on P-224", leaf().key("EC-secp224r1").issuedBy(ROOT)).refused(Reason.NOT_ACCEPTABLE,
						"its EC key has 224 bits (required: 256)"),
				// No signature is verified with such a key, so the chain ends there.
				server("EC key on P-224 of an intermediate", leaf().issuedBy(smallCa), smallCa)
					.refused(Reason.UNTRUSTED_ISSUER, "no trusted certificate issued"),
				server("EC key on P-192", leaf().key("EC-secp192r1").issuedBy(ROOT)).refused(Reason.NOT_ACCEPTABLE,
						"its EC key"),
				server("EC key on secp256k1", leaf().key("EC-secp256k1").issuedBy(ROOT)).refused(Reason.NOT_ACCEPTABLE,
						"its EC key"),
				server("DSA key", leaf().key("DSA-2048").issuedBy(ROOT)).refused(Reason.NOT_ACCEPTABLE,
						"it has a DSA key"),
				server("DSA key of an intermediate", leaf().issuedBy(dsaCa), dsaCa).refused(Reason.UNTRUSTED_ISSUER,
						"no trusted certificate issued"));
	}

	private static List<ChainCase> signatures() {
		Issued rsaRoot = authority("RSA Root").key("RSA-2048").selfSigned();
		Issued sha1Root = authority("SHA-1 Root").digest("SHA1").selfSigned();
		Issued md5Root = authority("MD5 Root").key("RSA-2048").digest("MD5").selfSigned();
		Issued sha1Ca = authority("SHA-1 CA").digest("SHA1").issuedBy(ROOT);
		Issued md5Ca = authority("MD5 CA").digest("MD5").issuedBy(rsaRoot);
		String weak = "its signature is weak (";
		return List.of(
				server("SHA-1 of the leaf", leaf().digest("SHA1").issuedBy(ROOT)).refused(Reason.NOT_ACCEPTABLE, weak)
					.shown(),
				client("SHA-1 of the leaf", leaf().digest("SHA1").issuedBy(ROOT)).refused(Reason.NOT_ACCEPTABLE, weak)
					.shown(),
				server("SHA-1 of the leaf where it is allowed", leaf().digest("SHA1").issuedBy(ROOT)).under(SHA1),
				server("SHA-1 of an intermediate", leaf().issuedBy(sha1Ca), sha1Ca).refused(Reason.NOT_ACCEPTABLE, weak)
					.shown(),
				server("SHA-1 of the anchor", leaf().issuedBy(sha1Root)).trusting(sha1Root).shown(),
				server("SHA-1 in an RSASSA-PSS signature", leaf().digest("SHA1-PSS").issuedBy(rsaRoot))
					.trusting(rsaRoot)
					.refused(Reason.NOT_ACCEPTABLE, weak),
				server("SHA-256 in an RSASSA-PSS signature", leaf().digest("SHA256-PSS").issuedBy(rsaRoot))
					.trusting(rsaRoot)
					.shown(),
				server("MD5 of the leaf", leaf().digest("MD5").issuedBy(rsaRoot)).trusting(rsaRoot)
					.refused(Reason.NOT_ACCEPTABLE, weak),
				server("MD5 of the leaf where SHA-1 is allowed", leaf().digest("MD5").issuedBy(rsaRoot))
					.trusting(rsaRoot)
					.under(SHA1)
					.refused(Reason.NOT_ACCEPTABLE, weak),
				server("MD5 of an intermediate", leaf().issuedBy(md5Ca), md5Ca).trusting(rsaRoot)
					.refused(Reason.NOT_ACCEPTABLE, weak),
				server("MD5 of the anchor", leaf().issuedBy(md5Root)).trusting(md5Root).shown(),
				server("SHA-384", leaf().digest("SHA384").issuedBy(ROOT)),
				server("SHA-512", leaf().digest("SHA512").issuedBy(ROOT)));
	}

}
