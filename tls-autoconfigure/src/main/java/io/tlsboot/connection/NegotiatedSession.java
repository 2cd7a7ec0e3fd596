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

package io.tlsboot.connection;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.x509.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What a handshake came to. Immutable.
 *
 * @since 0.1.0
 */
public final class NegotiatedSession {

	private final TlsVersion version;

	private final String cipherSuite;

	private final @Nullable NamedGroup group;

	private final @Nullable String applicationProtocol;

	private final @Nullable String serverName;

	private final List<Certificate> peerCertificates;

	private final boolean resumed;

	private final Options options;

	private final @Nullable String signatureScheme;

	NegotiatedSession(TlsVersion version, String cipherSuite, @Nullable NamedGroup group,
			@Nullable String applicationProtocol, @Nullable String serverName, List<Certificate> peerCertificates,
			boolean resumed, long generation) {
		this(version, cipherSuite, group, applicationProtocol, serverName, peerCertificates, resumed,
				new Options("", generation), null);
	}

	NegotiatedSession(TlsVersion version, String cipherSuite, @Nullable NamedGroup group,
			@Nullable String applicationProtocol, @Nullable String serverName, List<Certificate> peerCertificates,
			boolean resumed, Options options, @Nullable String signatureScheme) {
		this.version = version;
		this.cipherSuite = cipherSuite;
		this.group = group;
		this.applicationProtocol = applicationProtocol;
		this.serverName = serverName;
		this.peerCertificates = List.copyOf(peerCertificates);
		this.resumed = resumed;
		this.options = options;
		this.signatureScheme = signatureScheme;
	}

	/**
	 * Return the version.
	 * @return the version
	 */
	public TlsVersion version() {
		return this.version;
	}

	/**
	 * Return the cipher suite.
	 * @return its IANA name
	 */
	public String cipherSuite() {
		return this.cipherSuite;
	}

	/**
	 * Return the group of the key exchange.
	 * @return the group, or empty when there was no such exchange or the group is none
	 * that is known here
	 */
	public Optional<NamedGroup> group() {
		return Optional.ofNullable(this.group);
	}

	/**
	 * Return the application protocol.
	 * @return the protocol, or empty when none was negotiated
	 */
	public Optional<String> applicationProtocol() {
		return Optional.ofNullable(this.applicationProtocol);
	}

	/**
	 * Return the name that the client asked for (RFC 6066, section 3). Untrusted input of
	 * the peer on a server.
	 * @return the name, or empty when it asked for none
	 */
	public Optional<String> serverName() {
		return Optional.ofNullable(this.serverName);
	}

	/**
	 * Return the chain that the peer presented, which has been verified.
	 * @return the chain, leaf first; empty when the peer presented none
	 */
	public List<Certificate> peerCertificates() {
		return this.peerCertificates;
	}

	/**
	 * Return the peer's own certificate, which has been verified.
	 * @return the leaf, or empty when the peer presented none
	 */
	public Optional<Certificate> peerCertificate() {
		return this.peerCertificates.stream().findFirst();
	}

	/**
	 * Tell whether an earlier session went on (RFC 8446, section 2.2; RFC 5246, section
	 * 7.3; RFC 5077), in which the peer proved who it is. Its chain was judged again now.
	 * @return whether it did
	 */
	public boolean isResumed() {
		return this.resumed;
	}

	/**
	 * Return the generation of the options that were in force.
	 * @return counts from 1; 0 where the connection is secured by others
	 */
	public long generation() {
		return this.options.generation();
	}

	/**
	 * Return the name of the options that were in force.
	 * @return the name; on a listener with server names, that of the options for the name
	 * that the client asked for
	 */
	public String options() {
		return this.options.name();
	}

	/**
	 * Return the scheme of the signature by which the server proved who it is.
	 * @return its name in the registry of IANA, for example
	 * {@code ecdsa_secp256r1_sha256}; empty where it is not known: the JDK's engine shows
	 * it before TLS 1.3, BoringSSL never, and there is none when a session is resumed
	 */
	public Optional<String> signatureScheme() {
		return Optional.ofNullable(this.signatureScheme);
	}

	/**
	 * Return what was negotiated, in one line.
	 * @return for example {@code TLSv1.3 X25519MLKEM768 TLS_AES_128_GCM_SHA256 alpn=h2}
	 */
	@Override
	public String toString() {
		return "%s %s %s alpn=%s".formatted(this.version, (this.group != null) ? this.group.groupName() : "-",
				this.cipherSuite, Objects.requireNonNullElse(this.applicationProtocol, "-"));
	}

	/**
	 * The options that were in force.
	 *
	 * @param name their name
	 * @param generation counts from 1
	 */
	record Options(String name, long generation) {

	}

}
