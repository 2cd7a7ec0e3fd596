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

package io.tlsboot.options;

import java.util.List;
import java.util.Objects;

import io.tlsboot.trust.ServiceIdentity;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.PrivateCertificate;

/**
 * The policy of a client: {@link CertificateOptions} and the name that the server's
 * certificate must say. The server's chain and name are always verified; nothing that is
 * left out switches that off, only {@link #insecurelySkippingVerification()} does. The
 * counterpart of Twisted's {@code optionsForClientTLS}.
 *
 * @since 0.1.0
 */
public final class ClientOptions {

	private final ServiceIdentity serverIdentity;

	private final CertificateOptions options;

	private ClientOptions(ServiceIdentity serverIdentity, CertificateOptions options) {
		this.serverIdentity = serverIdentity;
		this.options = options;
	}

	/**
	 * Return options that trust the platform's roots and present no certificate.
	 * @param host the name or address that the certificate must say, which need not be
	 * where the connection goes
	 * @return the options
	 * @throws IllegalArgumentException if the host is neither a name nor an address
	 */
	public static ClientOptions forHost(String host) {
		return forHost(host, CertificateOptions.builder().build());
	}

	/**
	 * Return options with a policy.
	 * @param host the name or address that the certificate must say
	 * @param options the policy; without a trust root the platform's is used
	 * @return the options
	 * @throws IllegalArgumentException if the host is neither a name nor an address
	 */
	public static ClientOptions forHost(String host, CertificateOptions options) {
		Objects.requireNonNull(options, "'options' must not be null");
		return new ClientOptions(ServiceIdentity.of(host), options);
	}

	/**
	 * Return a copy that trusts only these roots.
	 * @param trustRoot the anchors
	 * @return the copy
	 */
	public ClientOptions trusting(TrustRoot trustRoot) {
		Objects.requireNonNull(trustRoot, "'trustRoot' must not be null");
		return new ClientOptions(this.serverIdentity, this.options.toBuilder().trustRoot(trustRoot).build());
	}

	/**
	 * Return a copy that accepts every server: anybody on the way can read and change
	 * what is sent.
	 * @return the copy
	 * @throws MutuallyExclusiveException if there is a trust root
	 */
	public ClientOptions insecurelySkippingVerification() {
		return new ClientOptions(this.serverIdentity,
				this.options.toBuilder().insecurelySkipVerification(true).build());
	}

	/**
	 * Return a copy that presents a certificate when the server asks for one.
	 * @param identity the certificate chain and its key
	 * @return the copy
	 */
	public ClientOptions identifiedBy(PrivateCertificate identity) {
		Objects.requireNonNull(identity, "'identity' must not be null");
		return new ClientOptions(this.serverIdentity, this.options.toBuilder().identity(identity).build());
	}

	/**
	 * Return a copy that offers application protocols.
	 * @param protocols the names, most wanted first
	 * @return the copy
	 * @throws IllegalArgumentException if a name is empty or too long
	 */
	public ClientOptions speaking(String... protocols) {
		return new ClientOptions(this.serverIdentity,
				this.options.toBuilder().acceptableProtocols(ApplicationProtocols.of(List.of(protocols))).build());
	}

	/**
	 * Return the name or address that the certificate must say.
	 * @return the identity
	 */
	public ServiceIdentity serverIdentity() {
		return this.serverIdentity;
	}

	/**
	 * Return the policy.
	 * @return the options
	 */
	public CertificateOptions options() {
		return this.options;
	}

	/**
	 * Return whom the server's chain must end at.
	 * @return the policy's trust root, or the platform's
	 */
	public TrustRoot trustRoot() {
		return this.options.trustRoot().orElseGet(TrustRoot::platform);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof ClientOptions that && this.serverIdentity.equals(that.serverIdentity)
				&& this.options.equals(that.options);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.serverIdentity, this.options);
	}

	@Override
	public String toString() {
		return "ClientOptions[serverIdentity=%s, options=%s]".formatted(this.serverIdentity, this.options);
	}

}
