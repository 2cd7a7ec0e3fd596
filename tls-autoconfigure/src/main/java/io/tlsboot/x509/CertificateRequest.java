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
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/**
 * A request for a certificate (PKCS#10, RFC 2986) as an immutable value. Its signature
 * was verified, so whoever made it holds the key. Equal when the DER encoding is.
 *
 * @since 0.1.0
 */
public final class CertificateRequest {

	private static final String LABEL = "CERTIFICATE REQUEST";

	private final byte[] encoded;

	private final DistinguishedName subject;

	private final PublicKeyInfo publicKey;

	private final List<GeneralName> names;

	private CertificateRequest(byte[] encoded, DistinguishedName subject, PublicKeyInfo publicKey,
			List<GeneralName> names) {
		this.encoded = encoded;
		this.subject = subject;
		this.publicKey = publicKey;
		this.names = List.copyOf(names);
	}

	/**
	 * Read a request from PEM or DER, recognised by content.
	 * @param content the bytes
	 * @return the request
	 * @throws CertificateLoadException if it is something else, or damaged
	 * @throws CertificateVerifyException if its signature is not that of its key
	 */
	public static CertificateRequest load(byte[] content) {
		byte[] der = content;
		Kind kind = Kind.of(content);
		if (kind == Kind.PEM) {
			der = PemBlock.scan(new String(content, StandardCharsets.UTF_8))
				.stream()
				.filter((block) -> block.label().endsWith(LABEL))
				.findFirst()
				.map(PemBlock::content)
				.orElseThrow(() -> new CertificateLoadException(Part.REQUEST,
						"no certificate request found (expected: a '-----BEGIN %s-----' block that is not damaged)"
							.formatted(LABEL)));
		}
		else if (kind != Kind.REQUEST) {
			throw new CertificateLoadException(Part.REQUEST,
					"no certificate request found (found: %s)".formatted(kind.description()));
		}
		return parse(der);
	}

	/**
	 * Read a request from PEM.
	 * @param pem the text
	 * @return the request
	 * @throws CertificateLoadException if it is something else, or damaged
	 * @throws CertificateVerifyException if its signature is not that of its key
	 */
	public static CertificateRequest loadPem(String pem) {
		return load(pem.getBytes(StandardCharsets.UTF_8));
	}

	private static CertificateRequest parse(byte[] der) {
		try {
			PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
			SubjectPublicKeyInfo key = request.getSubjectPublicKeyInfo();
			CertificateRequest parsed = new CertificateRequest(request.getEncoded(),
					DistinguishedName.of(request.getSubject()), PublicKeyInfo.of(key), names(request));
			if (!request.isSignatureValid(
					new JcaContentVerifierProviderBuilder().setProvider(KeyEncryption.provider()).build(key))) {
				throw new CertificateVerifyException("the certificate request was not signed by its own key");
			}
			return parsed;
		}
		catch (CertificateVerifyException ex) {
			throw ex;
		}
		catch (PKCSException ex) {
			throw new CertificateVerifyException("the signature of the certificate request cannot be verified");
		}
		catch (GeneralSecurityException | IOException | OperatorCreationException | RuntimeException
				| StackOverflowError ex) {
			throw new CertificateLoadException(Part.REQUEST, "the certificate request is damaged or not supported", ex);
		}
	}

	private static List<GeneralName> names(PKCS10CertificationRequest request) {
		Extensions extensions = request.getRequestedExtensions();
		GeneralNames names = (extensions != null)
				? GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName) : null;
		return (names != null) ? List.of(names.getNames()) : List.of();
	}

	static CertificateRequest create(KeyPair keys, DistinguishedName subject, Collection<String> hosts, String digest) {
		List<GeneralName> names = hosts.stream().map(CertificateRequest::name).toList();
		PKCS10CertificationRequestBuilder builder = new PKCS10CertificationRequestBuilder(subject.toX500Name(),
				SubjectPublicKeyInfo.getInstance(keys.publicKey().dump()));
		try {
			if (!names.isEmpty()) {
				ExtensionsGenerator extensions = new ExtensionsGenerator();
				extensions.addExtension(Extension.subjectAlternativeName, false,
						new GeneralNames(names.toArray(GeneralName[]::new)));
				builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
			}
			PKCS10CertificationRequest request = builder
				.build(Signatures.signer(keys.publicKey(), keys.privateKey(), digest));
			return new CertificateRequest(request.getEncoded(), subject, keys.publicKey(), names);
		}
		catch (IOException ex) {
			throw new IllegalStateException("the certificate request cannot be encoded", ex);
		}
	}

	private static GeneralName name(String host) {
		GeneralName name = AlternativeNames.ofHost(host);
		if (name == null) {
			throw new IllegalArgumentException("name: '%s' (expected: a DNS name or an IP address)".formatted(host));
		}
		return name;
	}

	/**
	 * Return who asks.
	 * @return the name
	 */
	public DistinguishedName subject() {
		return this.subject;
	}

	/**
	 * Return the key that the certificate shall be for.
	 * @return the public key
	 */
	public PublicKeyInfo publicKey() {
		return this.publicKey;
	}

	/**
	 * Return the DNS names that are asked for as alternative names.
	 * @return the names as written, usually none or one
	 */
	public List<String> dnsNames() {
		return AlternativeNames.of(this.names).dnsNames();
	}

	/**
	 * Return the IP addresses that are asked for as alternative names.
	 * @return the addresses
	 */
	public List<InetAddress> ipAddresses() {
		return AlternativeNames.of(this.names).addresses();
	}

	/**
	 * Return the DNS names and IP addresses that are asked for as alternative names.
	 * @return the names as {@code DNS:name} and {@code IP:address}
	 */
	public List<String> subjectAlternativeNames() {
		return AlternativeNames.of(this.names).all();
	}

	// Those that a policy sees, and no others.
	List<GeneralName> visibleNames() {
		return this.names.stream().filter((name) -> !AlternativeNames.of(List.of(name)).all().isEmpty()).toList();
	}

	/**
	 * Return the DER encoding.
	 * @return a new copy
	 */
	public byte[] dump() {
		return dump(Format.DER);
	}

	/**
	 * Write the request.
	 * @param format the format
	 * @return the octets
	 */
	public byte[] dump(Format format) {
		return format.write(LABEL, this.encoded);
	}

	/**
	 * Return this request as one PEM block.
	 * @return the text, with a final line feed
	 */
	public String dumpPem() {
		return PemBlock.write(LABEL, this.encoded);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof CertificateRequest that && Arrays.equals(this.encoded, that.encoded);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.encoded);
	}

	@Override
	public String toString() {
		return "<CertificateRequest Subject=%s>".formatted(this.subject.get("CN").orElse(""));
	}

}
