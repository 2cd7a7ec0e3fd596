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

package io.tlsboot.ledger;

import java.time.Clock;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.tlsboot.connection.ClientOffer;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.engine.Capabilities;
import io.tlsboot.engine.Capabilities.Feature;
import io.tlsboot.engine.Engine;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.Cipher;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.PostQuantum;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.trust.ChainCheck;
import io.tlsboot.trust.PeerCertificateException;
import io.tlsboot.trust.TrustRoot;
import org.jspecify.annotations.Nullable;

/**
 * Options that are stricter than those in force, and that a handshake is held against
 * which has succeeded: would it have failed with these? A server answers that by what the
 * client had offered; a client by what the server chose, since it does not know what else
 * the server has. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class StricterPolicy {

	private final CertificateOptions options;

	private final Set<Integer> suitesOfTls13;

	private final Set<Integer> suitesOfOlder;

	private final Set<String> suites;

	// Unknown where the JVM decides.
	private final @Nullable Set<NamedGroup> groups;

	private final @Nullable ChainCheck clients;

	private final @Nullable ChainCheck servers;

	/**
	 * Create a policy.
	 * @param options the stricter options
	 * @param roots whom they trust, or {@code null} if that stays as it is
	 * @param clock the time that chains are judged by
	 * @throws io.tlsboot.engine.EngineException if no engine can honour the options: they
	 * could not be put into force
	 */
	public StricterPolicy(CertificateOptions options, @Nullable TrustRoot roots, Clock clock) {
		this.options = Objects.requireNonNull(options, "'options' must not be null");
		Capabilities engine = Engine.of(options).capabilities();
		List<Cipher> effective = effective(options, engine);
		List<Cipher> usable = effective.stream().filter(this::isUsable).toList();
		this.suitesOfTls13 = codePoints(usable, true);
		this.suitesOfOlder = codePoints(usable, false);
		this.suites = effective.stream().map(Cipher::name).collect(Collectors.toUnmodifiableSet());
		this.groups = engine.has(Feature.SELECTABLE_GROUPS) ? options.groups()
			.groups()
			.stream()
			.filter(engine.groups()::contains)
			.collect(Collectors.toUnmodifiableSet()) : null;
		this.clients = (roots != null) ? ChainCheck.ofClients(roots, options.trustPolicy(), clock) : null;
		this.servers = (roots != null) ? ChainCheck.ofServers(roots, options.trustPolicy(), clock) : null;
	}

	private static List<Cipher> effective(CertificateOptions options, Capabilities engine) {
		Stream<Cipher> acceptable = options.acceptableCiphers()
			.ciphers()
			.stream()
			.filter((cipher) -> engine.cipherSuites().contains(cipher.name()));
		if (engine.has(Feature.SELECTABLE_TLS_1_3_SUITES)) {
			return acceptable.toList();
		}
		Stream<Cipher> all = engine.cipherSuites(TlsVersion.TLSv1_3)
			.stream()
			.flatMap((name) -> Cipher.of(name).stream());
		return Stream.concat(all, acceptable.filter((cipher) -> !cipher.isTls13())).toList();
	}

	private static Set<Integer> codePoints(List<Cipher> ciphers, boolean tls13) {
		return ciphers.stream()
			.filter((cipher) -> cipher.isTls13() == tls13)
			.map(Cipher::codePoint)
			.collect(Collectors.toUnmodifiableSet());
	}

	// A suite before TLS 1.3 wants a certain kind of key.
	private boolean isUsable(Cipher cipher) {
		String algorithm = this.options.identity()
			.map((identity) -> identity.certificate().publicKey().getAlgorithm())
			.orElse("");
		return switch (cipher.authentication()) {
			case RSA -> algorithm.isEmpty() || algorithm.equals("RSA");
			case ECDSA, ECDH -> algorithm.isEmpty() || algorithm.startsWith("E");
			case ANY -> true;
			case DSS -> algorithm.isEmpty() || algorithm.equals("DSA");
		};
	}

	/**
	 * Find out why a handshake would have failed.
	 * @param side who we are
	 * @param success the handshake
	 * @return the reasons, in the order of their declaration; none if it had succeeded
	 */
	public Set<FailureReason> refusals(Side side, HandshakeSuccess success) {
		Set<FailureReason> reasons = EnumSet.noneOf(FailureReason.class);
		ClientOffer offer = success.offer();
		if (side == Side.SERVER && offer != null) {
			offered(offer, reasons);
		}
		else {
			chosen(success.session(), reasons);
		}
		certificates(side, success.session(), reasons);
		return Collections.unmodifiableSet(reasons);
	}

	private void offered(ClientOffer offer, Set<FailureReason> reasons) {
		List<TlsVersion> versions = this.options.versions().versions();
		Set<TlsVersion> shared = EnumSet.noneOf(TlsVersion.class);
		shared.addAll(offer.versions());
		shared.retainAll(versions);
		if (shared.isEmpty()) {
			reasons.add(FailureReason.NO_SHARED_VERSION);
			return;
		}
		// The newest one is negotiated, whatever else fits then.
		boolean tls13 = shared.contains(TlsVersion.TLSv1_3);
		if (Collections.disjoint(offer.cipherSuites(), tls13 ? this.suitesOfTls13 : this.suitesOfOlder)) {
			reasons.add(FailureReason.NO_SHARED_CIPHER);
		}
		Set<NamedGroup> acceptable = this.groups;
		if (tls13 && acceptable != null && Collections.disjoint(offer.groups(), acceptable)) {
			reasons.add(FailureReason.NO_SHARED_GROUP);
		}
	}

	private void chosen(NegotiatedSession session, Set<FailureReason> reasons) {
		if (!this.options.versions().versions().contains(session.version())) {
			reasons.add(FailureReason.NO_SHARED_VERSION);
		}
		if (!this.suites.contains(session.cipherSuite())) {
			reasons.add(FailureReason.NO_SHARED_CIPHER);
		}
		boolean postQuantum = session.group().filter(NamedGroup::isPostQuantum).isPresent();
		if (isPostQuantumRequired() && !postQuantum) {
			reasons.add(FailureReason.NO_SHARED_GROUP);
		}
	}

	private boolean isPostQuantumRequired() {
		return this.options.postQuantum() == PostQuantum.REQUIRE;
	}

	private void certificates(Side side, NegotiatedSession session, Set<FailureReason> reasons) {
		if (session.peerCertificates().isEmpty()) {
			if (side == Side.SERVER && this.options.clientAuthentication() == ClientAuthentication.NEED) {
				reasons.add(FailureReason.CLIENT_CERTIFICATE_MISSING);
			}
			return;
		}
		ChainCheck check = (side == Side.SERVER) ? this.clients : this.servers;
		if (check != null) {
			check.refusal(session.peerCertificates()).map(StricterPolicy::reason).ifPresent(reasons::add);
		}
	}

	private static FailureReason reason(PeerCertificateException.Reason reason) {
		return switch (reason) {
			case UNTRUSTED_ISSUER -> FailureReason.UNTRUSTED_ISSUER;
			case EXPIRED -> FailureReason.EXPIRED;
			case NOT_YET_VALID -> FailureReason.NOT_YET_VALID;
			case NAME_MISMATCH -> FailureReason.NAME_MISMATCH;
			case NOT_ACCEPTABLE -> FailureReason.NOT_ACCEPTABLE;
		};
	}

}
