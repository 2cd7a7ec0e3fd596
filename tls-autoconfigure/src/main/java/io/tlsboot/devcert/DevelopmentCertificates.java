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

package io.tlsboot.devcert;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.PrivateCertificate;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A development authority and the one leaf it signed. The authority is constrained to
 * {@code localhost}, {@code *.localhost}, {@code *.test} and the loopback addresses (RFC
 * 5280, section 4.2.1.10), and its private key is thrown away once the leaf is signed:
 * who trusts it trusts nothing that could be made later.
 *
 * @since 0.1.0
 */
public final class DevelopmentCertificates {

	/** How long both certificates are valid. */
	static final Duration VALIDITY = Duration.ofDays(90);

	static final Set<String> NAMES = Set.of("localhost");

	private static final List<String> SUFFIXES = List.of("localhost", "test");

	private static final int MOST_CHARACTERS = 253;

	// RFC 1123, section 2.1; the first may be a star.
	private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.";

	private static final Pattern NAME = Pattern.compile("(\\*\\.|%1$s)(%1$s)*(localhost|test)".formatted(LABEL),
			Pattern.CASE_INSENSITIVE);

	private static final int SERIAL_BITS = 128;

	private final Certificate authority;

	private final PrivateCertificate leaf;

	DevelopmentCertificates(Certificate authority, PrivateCertificate leaf) {
		this.authority = authority;
		this.leaf = leaf;
	}

	/**
	 * Make an authority and its leaf.
	 * @param names further DNS names for the leaf, each ending in {@code .localhost} or
	 * {@code .test}
	 * @param clock the time from which they are valid
	 * @return new certificates
	 * @throws IllegalArgumentException if a name is outside the authority's constraints
	 */
	public static DevelopmentCertificates create(Collection<String> names, Clock clock) {
		Set<String> all = new LinkedHashSet<>(NAMES);
		for (String name : names) {
			if (name.length() > MOST_CHARACTERS || !NAME.matcher(name).matches()) {
				throw new IllegalArgumentException(
						"name: '%s' (expected: a host name that ends in .localhost or .test)".formatted(name));
			}
			all.add(name);
		}
		try {
			return create(all, clock.instant(), new SecureRandom());
		}
		catch (GeneralSecurityException | OperatorCreationException | IOException ex) {
			throw new IllegalStateException("development certificates cannot be made", ex);
		}
	}

	private static DevelopmentCertificates create(Set<String> names, Instant now, SecureRandom random)
			throws GeneralSecurityException, OperatorCreationException, IOException {
		KeyPair authorityKeys = newKeyPair(random);
		KeyPair leafKeys = newKeyPair(random);
		BigInteger serial = new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
		// A name of its own for each: clients find an issuer by name, and somebody's
		// store may still hold an old authority.
		X500Name issuer = new X500Name("CN=TLS for Spring Boot development CA " + serial.toString(16).substring(0, 8));
		Date from = Date.from(now.minus(Duration.ofMinutes(5)));
		Date until = Date.from(now.plus(VALIDITY));
		JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();

		JcaX509v3CertificateBuilder authority = new JcaX509v3CertificateBuilder(issuer, serial, from, until, issuer,
				authorityKeys.getPublic());
		authority.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
		authority.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
		authority.addExtension(Extension.nameConstraints, true, constraints());
		authority.addExtension(Extension.subjectKeyIdentifier, false,
				utils.createSubjectKeyIdentifier(authorityKeys.getPublic()));

		JcaX509v3CertificateBuilder leaf = new JcaX509v3CertificateBuilder(issuer,
				new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1), from, until, new X500Name("CN=localhost"),
				leafKeys.getPublic());
		leaf.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
		leaf.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
		leaf.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(
				new KeyPurposeId[] { KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth }));
		leaf.addExtension(Extension.subjectAlternativeName, false, subjectAlternativeNames(names));
		leaf.addExtension(Extension.subjectKeyIdentifier, false,
				utils.createSubjectKeyIdentifier(leafKeys.getPublic()));
		leaf.addExtension(Extension.authorityKeyIdentifier, false,
				utils.createAuthorityKeyIdentifier(authorityKeys.getPublic()));

		Certificate signedAuthority = sign(authority, authorityKeys);
		Certificate signedLeaf = sign(leaf, authorityKeys);
		return new DevelopmentCertificates(signedAuthority,
				PrivateCertificate.of(List.of(signedLeaf), leafKeys.getPrivate()));
	}

	private static KeyPair newKeyPair(SecureRandom random) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"), random);
		return generator.generateKeyPair();
	}

	private static Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair issuer)
			throws OperatorCreationException, GeneralSecurityException {
		X509Certificate certificate = new JcaX509CertificateConverter()
			.getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
		return Certificate.of(certificate);
	}

	private static NameConstraints constraints() {
		List<GeneralSubtree> permitted = new ArrayList<>();
		SUFFIXES.forEach((suffix) -> permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, suffix))));
		// Address and mask: 127.0.0.0/8 and ::1/128
		permitted.add(new GeneralSubtree(
				new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[] { 127, 0, 0, 0, -1, 0, 0, 0 }))));
		byte[] loopback6 = new byte[32];
		loopback6[15] = 1;
		Arrays.fill(loopback6, 16, 32, (byte) -1);
		permitted.add(new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(loopback6))));
		return new NameConstraints(permitted.toArray(GeneralSubtree[]::new), null);
	}

	private static GeneralNames subjectAlternativeNames(Set<String> names) {
		List<GeneralName> all = new ArrayList<>();
		names.stream().sorted().forEach((name) -> all.add(new GeneralName(GeneralName.dNSName, name)));
		all.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
		all.add(new GeneralName(GeneralName.iPAddress, "::1"));
		return new GeneralNames(all.toArray(GeneralName[]::new));
	}

	/**
	 * Return the authority's certificate, for others to trust.
	 * @return the certificate
	 */
	public Certificate authority() {
		return this.authority;
	}

	/**
	 * Return the leaf with its key, for a server or a client.
	 * @return the private certificate
	 */
	public PrivateCertificate leaf() {
		return this.leaf;
	}

	/**
	 * Tell whether these can still be used.
	 * @param names the further DNS names that the leaf must have
	 * @param until when they must still be valid
	 * @return whether they can
	 */
	boolean isUsable(Collection<String> names, Instant until) {
		Certificate certificate = this.leaf.certificate();
		return certificate.notAfter().isAfter(until) && this.authority.notAfter().isAfter(until)
				&& isSignedByAuthority() && isConstrained() && Set.copyOf(certificate.dnsNames()).containsAll(names);
	}

	private boolean isSignedByAuthority() {
		try {
			this.leaf.certificate().toX509().verify(this.authority.publicKey());
			return true;
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	// Whatever lies in the directory, an authority without constraints is none of ours.
	private boolean isConstrained() {
		try {
			byte[] extension = this.authority.toX509().getExtensionValue(Extension.nameConstraints.getId());
			return extension != null
					&& Arrays.equals(ASN1OctetString.getInstance(extension).getOctets(), constraints().getEncoded());
		}
		catch (IOException | IllegalArgumentException ex) {
			return false;
		}
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof DevelopmentCertificates that && this.authority.equals(that.authority)
				&& this.leaf.equals(that.leaf);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.authority, this.leaf);
	}

}
