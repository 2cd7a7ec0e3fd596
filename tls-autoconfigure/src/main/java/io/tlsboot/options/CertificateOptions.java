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

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.tlsboot.trust.TrustPolicy;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.PrivateCertificate;
import org.jspecify.annotations.Nullable;

/**
 * The policy of one side of a TLS connection: who it is, whom it trusts, and which
 * protocol it speaks. One object serves servers and clients; a client adds the name that
 * it expects, see {@link ClientOptions}. The counterpart of Twisted's
 * {@code CertificateOptions}.
 * <p>
 * Defaults:
 * <ul>
 * <li>identity: none; a listener needs one</li>
 * <li>trust root: for a client the platform's; a server trusts nobody</li>
 * <li>client authentication: {@link ClientAuthentication#NEED} when a trust root is
 * given, else {@link ClientAuthentication#NONE}</li>
 * <li>trust policy: {@link TrustPolicy#DEFAULT}; servers are always verified, unless
 * {@link Builder#insecurelySkipVerification} says otherwise</li>
 * <li>versions: {@link TlsVersionRange#DEFAULT}</li>
 * <li>application protocols: {@link ApplicationProtocols#DEFAULT}</li>
 * <li>how these are negotiated: {@link #DEFAULT_PROTOCOL_NEGOTIATION}</li>
 * <li>cipher suites: {@link AcceptableCiphers#forVersions(TlsVersionRange)}</li>
 * <li>Diffie-Hellman parameters: none; with them
 * {@link AcceptableCiphers#EPHEMERAL_DIFFIE_HELLMAN} is added to the default suites</li>
 * <li>groups: {@link AcceptableGroups#DEFAULT}, {@link PostQuantum#PREFER}</li>
 * <li>resumption: {@link SessionResumption#DEFAULT}</li>
 * <li>engine: {@link EngineChoice#AUTO}</li>
 * </ul>
 * Immutable, equal when every part is, never serialized.
 *
 * @since 0.1.0
 */
public final class CertificateOptions {

	/** ALPN alone: whoever still speaks NPN alone has to be named. */
	public static final Set<ProtocolNegotiationSupport> DEFAULT_PROTOCOL_NEGOTIATION = Collections
		.unmodifiableSet(EnumSet.of(ProtocolNegotiationSupport.ALPN));

	private final @Nullable PrivateCertificate identity;

	private final @Nullable TrustRoot trustRoot;

	private final @Nullable ClientAuthentication clientAuthentication;

	private final @Nullable TlsVersion raiseMinimumTo;

	private final @Nullable TlsVersion insecurelyLowerMinimumTo;

	private final @Nullable TlsVersion lowerMaximumSecurityTo;

	private final TlsVersionRange versions;

	private final TrustPolicy trustPolicy;

	private final boolean insecurelySkipVerification;

	private final ApplicationProtocols acceptableProtocols;

	private final Set<ProtocolNegotiationSupport> protocolNegotiation;

	private final @Nullable AcceptableCiphers configuredCiphers;

	private final @Nullable DiffieHellmanParameters dhParameters;

	private final @Nullable AcceptableGroups configuredGroups;

	private final PostQuantum postQuantum;

	private final AcceptableGroups groups;

	private final SessionResumption resumption;

	private final EngineChoice engine;

	private CertificateOptions(Builder builder) {
		this.identity = builder.identity;
		this.trustRoot = builder.trustRoot;
		this.clientAuthentication = builder.clientAuthentication;
		this.raiseMinimumTo = builder.raiseMinimumTo;
		this.insecurelyLowerMinimumTo = builder.insecurelyLowerMinimumTo;
		this.lowerMaximumSecurityTo = builder.lowerMaximumSecurityTo;
		this.configuredCiphers = builder.acceptableCiphers;
		this.configuredGroups = builder.groups;
		this.postQuantum = builder.postQuantum;
		this.groups = Objects.requireNonNullElse(builder.groups, AcceptableGroups.DEFAULT).with(builder.postQuantum);
		this.versions = TlsVersionRange
			.of(this.raiseMinimumTo, this.insecurelyLowerMinimumTo, this.lowerMaximumSecurityTo)
			.with(this.groups.isHybrid() ? PostQuantum.REQUIRE : builder.postQuantum);
		this.resumption = builder.resumption;
		this.trustPolicy = builder.trustPolicy;
		this.insecurelySkipVerification = builder.insecurelySkipVerification;
		this.acceptableProtocols = builder.acceptableProtocols;
		this.protocolNegotiation = builder.protocolNegotiation;
		this.dhParameters = builder.dhParameters;
		this.engine = builder.engine;
	}

	/**
	 * Start with every default.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return options with an identity and every default: a server that any client may
	 * connect to.
	 * @param identity the certificate chain and its key
	 * @return the options
	 */
	public static CertificateOptions of(PrivateCertificate identity) {
		return builder().identity(identity).build();
	}

	/**
	 * Return options of a server whose clients must present a certificate.
	 * @param identity the certificate chain and its key
	 * @param trustRoot who issues the clients' certificates
	 * @return the options
	 */
	public static CertificateOptions of(PrivateCertificate identity, TrustRoot trustRoot) {
		return builder().identity(identity).trustRoot(trustRoot).build();
	}

	/**
	 * Return who this side is.
	 * @return the identity, or empty for an anonymous client
	 */
	public Optional<PrivateCertificate> identity() {
		return Optional.ofNullable(this.identity);
	}

	/**
	 * Return whom this side trusts.
	 * @return the trust root, or empty for the default
	 */
	public Optional<TrustRoot> trustRoot() {
		return Optional.ofNullable(this.trustRoot);
	}

	/**
	 * Return how strictly a peer's chain is judged.
	 * @return the policy
	 */
	public TrustPolicy trustPolicy() {
		return this.trustPolicy;
	}

	/**
	 * Tell whether a client accepts every server, so that anybody on the way can read and
	 * change what is sent.
	 * @return whether it does; never so by default
	 */
	public boolean isVerificationInsecurelySkipped() {
		return this.insecurelySkipVerification;
	}

	/**
	 * Return whether a server asks its clients for a certificate.
	 * @return the mode
	 */
	public ClientAuthentication clientAuthentication() {
		if (this.clientAuthentication != null) {
			return this.clientAuthentication;
		}
		return (this.trustRoot != null) ? ClientAuthentication.NEED : ClientAuthentication.NONE;
	}

	/**
	 * Return the versions that may be negotiated.
	 * @return the range
	 */
	public TlsVersionRange versions() {
		return this.versions;
	}

	/**
	 * Return the application protocols that may be negotiated.
	 * @return the list, possibly empty
	 */
	public ApplicationProtocols acceptableProtocols() {
		return this.acceptableProtocols;
	}

	/**
	 * Return how application protocols are negotiated. A peer that speaks both mechanisms
	 * is met with ALPN.
	 * @return at least one mechanism
	 */
	public Set<ProtocolNegotiationSupport> protocolNegotiation() {
		return this.protocolNegotiation;
	}

	/**
	 * Return the cipher suites that may be negotiated, as far as the engine knows them.
	 * @return the list
	 */
	public AcceptableCiphers acceptableCiphers() {
		if (this.configuredCiphers != null) {
			return this.configuredCiphers;
		}
		AcceptableCiphers ciphers = AcceptableCiphers.forVersions(this.versions);
		return (this.dhParameters != null) ? ciphers.followedBy(AcceptableCiphers.EPHEMERAL_DIFFIE_HELLMAN) : ciphers;
	}

	/**
	 * Return the group for finite field Diffie-Hellman, which a server of TLS 1.2 with an
	 * RSA key uses with clients that can nothing better.
	 * @return the parameters, or empty for none
	 */
	public Optional<DiffieHellmanParameters> dhParameters() {
		return Optional.ofNullable(this.dhParameters);
	}

	/**
	 * Return the groups that may be negotiated, after {@link #postQuantum()} has had its
	 * say.
	 * @return the list
	 */
	public AcceptableGroups groups() {
		return this.groups;
	}

	/**
	 * Tell whether the groups were given. An engine that cannot follow the default goes
	 * on with its own groups; those that were given it must honour.
	 * @return whether they were
	 */
	public boolean isGroupsGiven() {
		return this.configuredGroups != null;
	}

	/**
	 * Return whether the key exchange must be hybrid.
	 * @return the choice
	 */
	public PostQuantum postQuantum() {
		return this.postQuantum;
	}

	/**
	 * Return whether sessions may be resumed.
	 * @return the choice
	 */
	public SessionResumption resumption() {
		return this.resumption;
	}

	/**
	 * Return which implementation of TLS is to be used.
	 * @return the choice
	 */
	public EngineChoice engine() {
		return this.engine;
	}

	/**
	 * Start with these options.
	 * @return a new builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.identity = this.identity;
		builder.trustRoot = this.trustRoot;
		builder.trustPolicy = this.trustPolicy;
		builder.insecurelySkipVerification = this.insecurelySkipVerification;
		builder.clientAuthentication = this.clientAuthentication;
		builder.acceptableProtocols = this.acceptableProtocols;
		builder.protocolNegotiation = this.protocolNegotiation;
		builder.dhParameters = this.dhParameters;
		builder.acceptableCiphers = this.configuredCiphers;
		builder.groups = this.configuredGroups;
		builder.postQuantum = this.postQuantum;
		builder.resumption = this.resumption;
		builder.engine = this.engine;
		builder.raiseMinimumTo = this.raiseMinimumTo;
		builder.insecurelyLowerMinimumTo = this.insecurelyLowerMinimumTo;
		builder.lowerMaximumSecurityTo = this.lowerMaximumSecurityTo;
		return builder;
	}

	// What was decided; the rest follows from it.
	private List<@Nullable Object> decisions() {
		return Arrays.asList(this.identity, this.trustRoot, this.clientAuthentication, this.raiseMinimumTo,
				this.insecurelyLowerMinimumTo, this.lowerMaximumSecurityTo, this.trustPolicy,
				this.insecurelySkipVerification, this.acceptableProtocols, this.protocolNegotiation, this.dhParameters,
				this.configuredCiphers, this.configuredGroups, this.postQuantum, this.resumption, this.engine);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof CertificateOptions that && decisions().equals(that.decisions());
	}

	@Override
	public int hashCode() {
		return decisions().hashCode();
	}

	@Override
	public String toString() {
		return ("CertificateOptions[identity=%s, trustRoot=%s, trustPolicy=%s, clientAuthentication=%s, versions=%s, "
				+ "acceptableProtocols=%s, protocolNegotiation=%s, acceptableCiphers=%s, dhParameters=%s, groups=%s, "
				+ "postQuantum=%s, resumption=%s, engine=%s%s]")
			.formatted(this.identity, (this.trustRoot != null) ? this.trustRoot.description() : "default",
					this.trustPolicy, clientAuthentication(), this.versions, this.acceptableProtocols.names(),
					this.protocolNegotiation, acceptableCiphers().names(), this.dhParameters, this.groups.names(),
					this.postQuantum, this.resumption, this.engine,
					this.insecurelySkipVerification ? ", insecurelySkipVerification" : "");
	}

	/**
	 * Collects decisions; {@link #build()} checks them together. Not for use by several
	 * threads at once.
	 */
	public static final class Builder {

		private @Nullable PrivateCertificate identity;

		private @Nullable TrustRoot trustRoot;

		private @Nullable ClientAuthentication clientAuthentication;

		private @Nullable TlsVersion raiseMinimumTo;

		private @Nullable TlsVersion insecurelyLowerMinimumTo;

		private @Nullable TlsVersion lowerMaximumSecurityTo;

		private TrustPolicy trustPolicy = TrustPolicy.DEFAULT;

		private boolean insecurelySkipVerification;

		private ApplicationProtocols acceptableProtocols = ApplicationProtocols.DEFAULT;

		private Set<ProtocolNegotiationSupport> protocolNegotiation = DEFAULT_PROTOCOL_NEGOTIATION;

		private @Nullable AcceptableCiphers acceptableCiphers;

		private @Nullable DiffieHellmanParameters dhParameters;

		private @Nullable AcceptableGroups groups;

		private PostQuantum postQuantum = PostQuantum.PREFER;

		private SessionResumption resumption = SessionResumption.DEFAULT;

		private EngineChoice engine = EngineChoice.AUTO;

		private Builder() {
		}

		/**
		 * Prove to be this.
		 * @param identity the certificate chain and its key, or {@code null} for none
		 * @return this builder
		 */
		public Builder identity(@Nullable PrivateCertificate identity) {
			this.identity = identity;
			return this;
		}

		/**
		 * Accept only peers whose chain ends here.
		 * @param trustRoot the anchors, or {@code null} for the default
		 * @return this builder
		 */
		public Builder trustRoot(@Nullable TrustRoot trustRoot) {
			this.trustRoot = trustRoot;
			return this;
		}

		/**
		 * Judge a peer's chain this strictly.
		 * @param trustPolicy the policy
		 * @return this builder
		 */
		public Builder trustPolicy(TrustPolicy trustPolicy) {
			this.trustPolicy = Objects.requireNonNull(trustPolicy, "'trustPolicy' must not be null");
			return this;
		}

		/**
		 * Have a client accept every server, whatever its certificate says and whoever
		 * issued it: anybody on the way can read and change what is sent. For clients
		 * alone, and without a trust root.
		 * @param skip whether it does
		 * @return this builder
		 */
		public Builder insecurelySkipVerification(boolean skip) {
			this.insecurelySkipVerification = skip;
			return this;
		}

		/**
		 * Ask clients for a certificate, or not.
		 * @param clientAuthentication the mode, or {@code null} for the default
		 * @return this builder
		 */
		public Builder clientAuthentication(@Nullable ClientAuthentication clientAuthentication) {
			this.clientAuthentication = clientAuthentication;
			return this;
		}

		/**
		 * Speak nothing older than this. Has no effect where the default is newer, now or
		 * in a later release.
		 * @param version the minimum, or {@code null} for the default
		 * @return this builder
		 */
		public Builder raiseMinimumTo(@Nullable TlsVersion version) {
			this.raiseMinimumTo = version;
			return this;
		}

		/**
		 * Speak this too, although it is known to be weak where it is older than the
		 * default.
		 * @param version the minimum, or {@code null} for the default
		 * @return this builder
		 */
		public Builder insecurelyLowerMinimumTo(@Nullable TlsVersion version) {
			this.insecurelyLowerMinimumTo = version;
			return this;
		}

		/**
		 * Speak nothing newer than this, for peers that fail with newer versions.
		 * @param version the maximum, included, or {@code null} for the default
		 * @return this builder
		 */
		public Builder lowerMaximumSecurityTo(@Nullable TlsVersion version) {
			this.lowerMaximumSecurityTo = version;
			return this;
		}

		/**
		 * Negotiate one of these application protocols.
		 * @param protocols the protocols, most wanted first
		 * @return this builder
		 */
		public Builder acceptableProtocols(ApplicationProtocols protocols) {
			this.acceptableProtocols = Objects.requireNonNull(protocols, "'protocols' must not be null");
			return this;
		}

		/**
		 * Negotiate application protocols by these mechanisms.
		 * @param mechanisms at least one
		 * @return this builder
		 * @throws IllegalArgumentException if there is none
		 */
		public Builder protocolNegotiation(Set<ProtocolNegotiationSupport> mechanisms) {
			if (mechanisms.isEmpty()) {
				throw new IllegalArgumentException("'mechanisms' must not be empty");
			}
			this.protocolNegotiation = Collections.unmodifiableSet(EnumSet.copyOf(mechanisms));
			return this;
		}

		/**
		 * Negotiate one of these cipher suites.
		 * @param ciphers the suites, most wanted first, or {@code null} for the default
		 * @return this builder
		 */
		public Builder acceptableCiphers(@Nullable AcceptableCiphers ciphers) {
			this.acceptableCiphers = ciphers;
			return this;
		}

		/**
		 * Serve clients of TLS 1.2 that know finite field Diffie-Hellman alone. With the
		 * JDK's engine only, in one group for the whole JVM.
		 * @param parameters the group, or {@code null} for none
		 * @return this builder
		 */
		public Builder dhParameters(@Nullable DiffieHellmanParameters parameters) {
			this.dhParameters = parameters;
			return this;
		}

		/**
		 * Exchange keys in one of these groups.
		 * @param groups the groups, most wanted first, or {@code null} for the default
		 * @return this builder
		 */
		public Builder groups(@Nullable AcceptableGroups groups) {
			this.groups = groups;
			return this;
		}

		/**
		 * Exchange keys in a hybrid group if possible, always, or never.
		 * @param postQuantum the choice
		 * @return this builder
		 */
		public Builder postQuantum(PostQuantum postQuantum) {
			this.postQuantum = Objects.requireNonNull(postQuantum, "'postQuantum' must not be null");
			return this;
		}

		/**
		 * Resume sessions, or do not.
		 * @param resumption the choice
		 * @return this builder
		 */
		public Builder resumption(SessionResumption resumption) {
			this.resumption = Objects.requireNonNull(resumption, "'resumption' must not be null");
			return this;
		}

		/**
		 * Use this implementation of TLS.
		 * @param engine the choice
		 * @return this builder
		 */
		public Builder engine(EngineChoice engine) {
			this.engine = Objects.requireNonNull(engine, "'engine' must not be null");
			return this;
		}

		/**
		 * Check the decisions together.
		 * @return the options
		 * @throws MutuallyExclusiveException if two options exclude each other
		 * @throws MissingTrustRootException if clients are asked for certificates and no
		 * trust root could accept one
		 * @throws InapplicableOptionException if an option can have no effect
		 * @throws IllegalArgumentException if versions or groups contradict each other
		 */
		public CertificateOptions build() {
			CertificateOptions options = new CertificateOptions(this);
			OptionsCheck.check(options);
			return options;
		}

	}

}
