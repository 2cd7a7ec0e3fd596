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

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Signs requests in the name of a private certificate. Of a request it takes over the
 * subject and the key, and the DNS names and IP addresses if a policy has seen and
 * allowed them; extensions are its own.
 *
 * @since 0.1.0
 */
public final class CertificateAuthority {

	private final Issuance issuance;

	private final Clock clock;

	private final SecureRandom random;

	CertificateAuthority(PrivateCertificate identity) {
		this(identity, Clock.systemUTC(), new SecureRandom());
	}

	CertificateAuthority(PrivateCertificate identity, Clock clock, SecureRandom random) {
		Certificate certificate = identity.certificate();
		// Version 1 has no way to say so: Twisted's own authorities are of that kind.
		boolean old = certificate.toX509().getVersion() == 1 && certificate.isSelfIssued();
		if (!old && certificate.toX509().getBasicConstraints() < 0) {
			throw new CertificateVerifyException("the certificate %s is none of an authority and may not sign others"
				.formatted(certificate.describe()));
		}
		this.issuance = new Issuance(certificate.subject(), identity.keyPair(), certificate);
		this.clock = clock;
		this.random = random;
	}

	/**
	 * Sign a request, without its alternative names.
	 * @param request the request
	 * @param terms what the certificate shall say
	 * @return the certificate
	 * @throws CertificateVerifyException if the key of the request is too weak
	 */
	public Certificate sign(CertificateRequest request, SigningTerms terms) {
		return this.issuance.sign(request, terms, this.clock, this.random);
	}

	/**
	 * Sign a request if a policy allows its subject and its names.
	 * @param request the request
	 * @param policy what decides; an exception of it comes out as it is
	 * @param terms what the certificate shall say
	 * @return the certificate with the names of the request
	 * @throws CertificateVerifyException if the policy refuses, or the key of the request
	 * is too weak
	 */
	public Certificate sign(CertificateRequest request, Predicate<CertificateRequest> policy, SigningTerms terms) {
		return signIf(policy.test(request), request, terms);
	}

	/**
	 * Sign a request if a policy that takes its time allows its subject and its names.
	 * @param request the request
	 * @param policy what decides; a result of {@code null} refuses
	 * @param terms what the certificate shall say
	 * @return the certificate with the names of the request, on the thread that the
	 * policy completes on; fails with {@link CertificateVerifyException} if the policy
	 * refuses, and as the policy if that fails
	 */
	public CompletionStage<Certificate> signLater(CertificateRequest request,
			Function<CertificateRequest, ? extends CompletionStage<@Nullable Boolean>> policy, SigningTerms terms) {
		return policy.apply(request).thenApply((allowed) -> signIf(Boolean.TRUE.equals(allowed), request, terms));
	}

	private Certificate signIf(boolean allowed, CertificateRequest request, SigningTerms terms) {
		if (!allowed) {
			throw new CertificateVerifyException(
					"the policy refuses the certificate request of '%s'".formatted(request.subject()));
		}
		return this.issuance.sign(request, request.visibleNames(), terms, this.clock, this.random);
	}

}
