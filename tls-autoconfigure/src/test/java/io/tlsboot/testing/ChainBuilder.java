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

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.CertificateLoadException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate to be made, with everything that may be wrong with one. A key belongs to
 * a name, and is made once.
 */
public final class ChainBuilder {

	/** The time at which the certificates are made. */
	@SuppressWarnings("TimeInStaticInitializer")
	public static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	/** The time of the table. */
	public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

	private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

	private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

	private static final AtomicLong SERIALS = new AtomicLong(1000);

	private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();

	private X500Name subject;

	private String key;

	private Instant notBefore = NOW.minus(Duration.ofDays(1));

	private Instant notAfter = NOW.plus(Duration.ofDays(30));

	private String digest = "SHA256";

	private BigInteger serial = BigInteger.valueOf(SERIALS.incrementAndGet());

	private boolean old;

	private boolean identified = true;

	private ChainBuilder(String name) {
		this.subject = new X500Name("CN=" + name);
		this.key = name;
	}

	/**
	 * Begin an authority's certificate, as RFC 5280 would have it.
	 */
	public static ChainBuilder authority(String name) {
		return new ChainBuilder(name).with(Extension.basicConstraints, true, new BasicConstraints(true))
			.with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
	}

	/**
	 * Begin a certificate for localhost, which is good for servers and for clients.
	 */
	public static ChainBuilder leaf() {
		return new ChainBuilder("leaf").with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
			.names(new GeneralName(GeneralName.dNSName, "localhost"));
	}

	public static GeneralName dns(String name) {
		return new GeneralName(GeneralName.dNSName, name);
	}

	public static GeneralName ip(String address) {
		return new GeneralName(GeneralName.iPAddress, address);
	}

	public ChainBuilder subject(String name) {
		this.subject = new X500Name(name);
		return this;
	}

	/**
	 * Take the key of another name; {@code RSA-1024} and {@code EC-secp224r1} are kinds.
	 */
	public ChainBuilder key(String name) {
		this.key = name;
		return this;
	}

	public ChainBuilder valid(Instant notBefore, Instant notAfter) {
		this.notBefore = notBefore;
		this.notAfter = notAfter;
		return this;
	}

	public ChainBuilder expired() {
		return valid(NOW.minus(Duration.ofDays(20)), NOW.minus(Duration.ofDays(10)));
	}

	public ChainBuilder future() {
		return valid(NOW.plus(Duration.ofDays(10)), NOW.plus(Duration.ofDays(20)));
	}

	/**
	 * Have it signed with another digest than SHA-256.
	 */
	public ChainBuilder digest(String digest) {
		this.digest = digest;
		return this;
	}

	public ChainBuilder serial(BigInteger serial) {
		this.serial = serial;
		return this;
	}

	public ChainBuilder version1() {
		this.old = true;
		return this;
	}

	public ChainBuilder with(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
		try {
			return with(type, critical, value.toASN1Primitive().getEncoded());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public ChainBuilder with(ASN1ObjectIdentifier type, boolean critical, byte[] value) {
		this.extensions.put(type, new Extension(type, critical, value));
		return this;
	}

	public ChainBuilder without(ASN1ObjectIdentifier type) {
		this.extensions.remove(type);
		return this;
	}

	public ChainBuilder withoutKeyIdentifiers() {
		this.identified = false;
		return this;
	}

	public ChainBuilder names(GeneralName... names) {
		return with(Extension.subjectAlternativeName, false, new GeneralNames(names));
	}

	public ChainBuilder uses(KeyPurposeId... uses) {
		return with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(uses));
	}

	public ChainBuilder usage(int bits) {
		return with(Extension.keyUsage, true, new KeyUsage(bits));
	}

	public ChainBuilder pathLength(int limit) {
		return with(Extension.basicConstraints, true, new BasicConstraints(limit));
	}

	public Issued selfSigned() {
		return issuedBy(this.subject, this.key);
	}

	public Issued issuedBy(Issued issuer) {
		return issuedBy(issuer.subject(), issuer.key());
	}

	/**
	 * Have it issued under any name with any key.
	 */
	public Issued issuedBy(X500Name issuer, String issuerKey) {
		try {
			SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(keys(this.key).getPublic().getEncoded());
			byte[] encoded = this.old
					? new X509v1CertificateBuilder(issuer, this.serial, Date.from(this.notBefore),
							Date.from(this.notAfter), this.subject, info)
						.build(signer(issuerKey))
						.getEncoded()
					: version3(issuer, issuerKey, info).build(signer(issuerKey)).getEncoded();
			return new Issued(parse(encoded), this.subject, this.key);
		}
		catch (IOException | OperatorCreationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private X509v3CertificateBuilder version3(X500Name issuer, String issuerKey, SubjectPublicKeyInfo info)
			throws IOException {
		X509v3CertificateBuilder builder = new X509v3CertificateBuilder(issuer, this.serial, Date.from(this.notBefore),
				Date.from(this.notAfter), this.subject, info);
		for (Extension extension : this.extensions.values()) {
			builder.addExtension(extension);
		}
		if (this.identified) {
			X509ExtensionUtils identifiers = new BcX509ExtensionUtils();
			builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(info));
			if (!issuerKey.equals(this.key)) {
				builder.addExtension(Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(
						SubjectPublicKeyInfo.getInstance(keys(issuerKey).getPublic().getEncoded())));
			}
		}
		return builder;
	}

	private ContentSigner signer(String issuerKey) throws OperatorCreationException {
		KeyPair keys = keys(issuerKey);
		String algorithm = keys.getPrivate().getAlgorithm().equals("EC") ? "ECDSA" : keys.getPrivate().getAlgorithm();
		String name = this.digest.endsWith("-PSS")
				? this.digest.substring(0, this.digest.length() - "-PSS".length()) + "withRSAandMGF1"
				: this.digest + "with" + algorithm;
		return new JcaContentSignerBuilder(name).setProvider(BOUNCY_CASTLE).build(keys.getPrivate());
	}

	// What the platform would not even parse is still put before our rules.
	private static Certificate parse(byte[] encoded) {
		try {
			return Certificate.load(encoded);
		}
		catch (CertificateLoadException ex) {
			try {
				return Certificate.of(new JcaX509CertificateConverter().setProvider(BOUNCY_CASTLE)
					.getCertificate(new X509CertificateHolder(encoded)));
			}
			catch (IOException | CertificateException inner) {
				throw new IllegalStateException(inner);
			}
		}
	}

	static KeyPair keys(String name) {
		return KEYS.computeIfAbsent(name, (ignored) -> {
			try {
				if (name.startsWith("RSA-") || name.startsWith("DSA-")) {
					KeyPairGenerator generator = KeyPairGenerator.getInstance(name.substring(0, 3));
					generator.initialize(Integer.parseInt(name.substring(4)));
					return generator.generateKeyPair();
				}
				KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
				generator.initialize(new ECGenParameterSpec(name.startsWith("EC-") ? name.substring(3) : "secp256r1"));
				return generator.generateKeyPair();
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	/**
	 * A certificate and who can sign with it.
	 *
	 * @param certificate the certificate
	 * @param subject its subject
	 * @param key the name of its key
	 */
	public record Issued(Certificate certificate, X500Name subject, String key) {

		public X509Certificate x509() {
			return this.certificate.toX509();
		}

		public KeyPair keys() {
			return ChainBuilder.keys(this.key);
		}

		static List<Certificate> certificates(List<Issued> issued) {
			return issued.stream().map(Issued::certificate).toList();
		}

	}

}
