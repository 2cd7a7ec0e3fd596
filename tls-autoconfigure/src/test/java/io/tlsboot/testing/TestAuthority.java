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

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.PrivateCertificate;

/**
 * A certificate authority in memory.
 */
public final class TestAuthority {

	private final X509Bundle bundle;

	private TestAuthority(X509Bundle bundle) {
		this.bundle = bundle;
	}

	public static TestAuthority create(String name) {
		return create(name, (builder) -> builder);
	}

	public static TestAuthority create(String name, UnaryOperator<CertificateBuilder> customizer) {
		return of(() -> customizer
			.apply(valid(new CertificateBuilder()).subject("CN=" + name).setIsCertificateAuthority(true))
			.buildSelfSigned());
	}

	private static TestAuthority of(Making making) {
		return new TestAuthority(make(making));
	}

	private static X509Bundle make(Making making) {
		try {
			return making.make();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static CertificateBuilder valid(CertificateBuilder builder) {
		Instant now = Instant.now();
		return builder.notBefore(now.minus(1, ChronoUnit.DAYS)).notAfter(now.plus(30, ChronoUnit.DAYS));
	}

	/**
	 * Make an intermediate authority.
	 */
	public TestAuthority intermediate(String name) {
		return intermediate(name, (builder) -> builder);
	}

	public TestAuthority intermediate(String name, UnaryOperator<CertificateBuilder> customizer) {
		return of(() -> customizer
			.apply(valid(new CertificateBuilder()).subject("CN=" + name).setIsCertificateAuthority(true))
			.buildIssuedBy(this.bundle));
	}

	/**
	 * Issue a certificate for localhost and 127.0.0.1.
	 */
	public PrivateCertificate issue(String commonName) {
		return issue((builder) -> builder.subject("CN=" + commonName)
			.addSanDnsName("localhost")
			.addSanIpAddress("127.0.0.1"));
	}

	public PrivateCertificate issue(UnaryOperator<CertificateBuilder> customizer) {
		X509Bundle issued = make(() -> customizer.apply(valid(new CertificateBuilder())).buildIssuedBy(this.bundle));
		return PrivateCertificate.of(List.of(issued.getCertificatePath()).stream().map(Certificate::of).toList(),
				issued.getKeyPair().getPrivate());
	}

	public PrivateCertificate issueExpired(String commonName) {
		Instant now = Instant.now();
		return issue((builder) -> builder.subject("CN=" + commonName)
			.addSanDnsName("localhost")
			.notBefore(now.minus(20, ChronoUnit.DAYS))
			.notAfter(now.minus(10, ChronoUnit.DAYS)));
	}

	public Certificate certificate() {
		return Certificate.of(this.bundle.getCertificate());
	}

	public TrustRoot trustRoot() {
		return TrustRoot.certificates(certificate());
	}

	private interface Making {

		X509Bundle make() throws Exception;

	}

}
