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

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cipher suites that may be negotiated, most wanted first, at least one. Instances
 * are immutable.
 * <p>
 * Defaults: {@link #DEFAULT}, see {@link #forVersions(TlsVersionRange)}. Whoever chooses
 * suites gets exactly these, weak ones too. What neither encrypts nor authenticates
 * cannot be chosen.
 *
 * @since 0.1.0
 */
public final class AcceptableCiphers {

	/**
	 * Forward-secret AEAD suites only (RFC 9325, section 4.2): those of TLS 1.3, and for
	 * TLS 1.2 those with ECDHE; AES-GCM before ChaCha20.
	 */
	public static final AcceptableCiphers DEFAULT = unchosen("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
			"TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
			"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
			"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
			"TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

	/**
	 * What is added where versions before TLS 1.2 are allowed, which know no AEAD:
	 * forward secrecy at least.
	 */
	public static final AcceptableCiphers BEFORE_TLS_1_2 = unchosen("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
			"TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
			"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");

	/**
	 * What is added where Diffie-Hellman parameters are given: forward-secret AEAD suites
	 * for clients that know no elliptic curves.
	 */
	public static final AcceptableCiphers EPHEMERAL_DIFFIE_HELLMAN = unchosen("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
			"TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

	// src/twisted/internet/_sslverify.py, defaultCiphers
	private static final String TWISTED_DEFAULT = "ECDH+AESGCM:ECDH+CHACHA20:DH+AESGCM:DH+CHACHA20:ECDH+AES256"
			+ ":DH+AES256:ECDH+AES128:DH+AES:RSA+AESGCM:RSA+AES:!aNULL:!MD5:!DSS";

	private final List<Cipher> ciphers;

	private final boolean mentionsTls13;

	private AcceptableCiphers(List<Cipher> ciphers, boolean mentionsTls13) {
		this.ciphers = List.copyOf(ciphers);
		this.mentionsTls13 = mentionsTls13;
	}

	private static AcceptableCiphers unchosen(String... names) {
		return new AcceptableCiphers(of(names).ciphers, false);
	}

	/**
	 * Create a list.
	 * @param names the suites, most wanted first, by the names of {@link Cipher#of}
	 * @return exactly these suites: without one of TLS 1.3 among them, none is acceptable
	 * @throws IllegalArgumentException if there is no name, or one is unknown, occurs
	 * twice, or is that of a suite that cannot be chosen; the message has the name
	 */
	public static AcceptableCiphers of(String... names) {
		return of(List.of(names));
	}

	/**
	 * Create a list.
	 * @param names the suites, most wanted first, by the names of {@link Cipher#of}
	 * @return exactly these suites: without one of TLS 1.3 among them, none is acceptable
	 * @throws IllegalArgumentException if there is no name, or one is unknown, occurs
	 * twice, or is that of a suite that cannot be chosen; the message has the name
	 */
	public static AcceptableCiphers of(List<String> names) {
		Objects.requireNonNull(names, "'names' must not be null");
		if (names.isEmpty()) {
			throw new IllegalArgumentException("'names' must not be empty");
		}
		Set<Cipher> ciphers = new LinkedHashSet<>();
		for (String name : names) {
			Cipher cipher = CipherTable.find(name).orElseThrow(() -> refused(name));
			if (!ciphers.add(cipher)) {
				boolean sameName = names.indexOf(name) < names.lastIndexOf(name);
				throw new IllegalArgumentException(
						"'names': '%s' occurs twice%s".formatted(name, sameName ? "" : " under different names"));
			}
		}
		return new AcceptableCiphers(List.copyOf(ciphers), ciphers.stream().anyMatch(Cipher::isTls13));
	}

	private static IllegalArgumentException refused(String name) {
		Optional<String> absence = CipherWords.absence(name);
		return new IllegalArgumentException(
				absence.map((reason) -> "'names': '%s' cannot be selected: %s".formatted(name, reason))
					.orElseGet(() -> "'names': '%s' is not the name of a suite%s".formatted(name,
							CipherString.suggestion(name, List.of()))));
	}

	/**
	 * Create a list out of a string in the language of OpenSSL, for example
	 * {@code ECDHE+AESGCM:!aRSA:@STRENGTH}. Content and order are those of OpenSSL 3 with
	 * all its ciphers built in, 3DES too, apart from the suites that are not known here,
	 * see {@link Cipher}. These are the differences:
	 * <ul>
	 * <li>A word that is unknown is an error, also after {@code !}, {@code -} and
	 * {@code +}. So is one that is added but selects nothing, such as {@code LOW}, or
	 * only what was excluded for ever before.
	 * <li>{@code ALL} and other words do not stand for suites without authentication. To
	 * add suites by a word or name of what does not encrypt or not authenticate
	 * ({@code eNULL}, {@code aNULL}, {@code ADH} ...), is broken ({@code RC4} ...) or
	 * wants a shared secret ({@code PSK}, {@code SRP}) is an error. Excluding them is
	 * none, and does nothing.
	 * <li>The suites of TLS 1.3 are always in front, for the version is negotiated before
	 * the suite. The string can name them: what it adds by name, or by {@code TLSv1.3},
	 * are the only ones, and {@code !}, {@code -}, {@code +} and {@code @STRENGTH} work.
	 * If it adds none, they are those of OpenSSL in its order; other words never stand
	 * for them. See {@link #mentionsTls13()}.
	 * <li>Suites with static ECDH keys, which OpenSSL 3 does not have but the JDK has,
	 * are added by their names and by {@code kECDH}, {@code kECDHe}, {@code kECDHr} and
	 * {@code aECDH} only.
	 * <li>{@code @SECLEVEL=0}, 1 and 2 have no effect, as no suite known here is below
	 * their floor. Levels 3 to 5 are an error, for they also put a floor under the keys
	 * of certificates. So are {@code SUITEB128} and its like, and {@code FIPS}.
	 * <li>Suites can be named by all names of {@link Cipher#of}.
	 * <li>{@code DEFAULT} must be the first word, as the manual has it; elsewhere it is
	 * an error.
	 * </ul>
	 * @param cipherString the string
	 * @return what it selects
	 * @throws IllegalArgumentException if it cannot be understood, or selects nothing;
	 * the message has the word and its position, counted from 1
	 */
	public static AcceptableCiphers fromOpenSslCipherString(String cipherString) {
		Objects.requireNonNull(cipherString, "'cipherString' must not be null");
		CipherString.Selection selection = CipherString.select(cipherString);
		return new AcceptableCiphers(selection.ciphers(), selection.mentionsTls13());
	}

	/**
	 * Return what Twisted offers unless told otherwise, for peers that can nothing
	 * better. This is weaker than {@link #DEFAULT}: suites with CBC, with a short tag
	 * (CCM_8), and with static RSA, which is not forward secret, are among them, at the
	 * end.
	 * @return the list, in the order of Twisted
	 */
	public static AcceptableCiphers twistedCompatible() {
		return fromOpenSslCipherString(TWISTED_DEFAULT);
	}

	/**
	 * Return what is offered for a range of versions.
	 * @param versions the versions
	 * @return {@link #DEFAULT}, and {@link #BEFORE_TLS_1_2} where it is needed
	 */
	public static AcceptableCiphers forVersions(TlsVersionRange versions) {
		if (versions.minimum().compareTo(TlsVersion.TLSv1_2) >= 0) {
			return DEFAULT;
		}
		return DEFAULT.followedBy(BEFORE_TLS_1_2);
	}

	/**
	 * Return these suites and others.
	 * @param less the others, which are wanted less
	 * @return a new list
	 */
	AcceptableCiphers followedBy(AcceptableCiphers less) {
		return new AcceptableCiphers(Stream.concat(this.ciphers.stream(), less.ciphers.stream()).toList(),
				this.mentionsTls13 || less.mentionsTls13);
	}

	/**
	 * Return the suites.
	 * @return the suites, most wanted first
	 */
	public List<Cipher> ciphers() {
		return this.ciphers;
	}

	/**
	 * Return the names of the suites.
	 * @return the names in the registry, most wanted first
	 */
	public List<String> names() {
		return this.ciphers.stream().map(Cipher::name).toList();
	}

	/**
	 * Tell whether somebody chose among the suites of TLS 1.3, by naming one in order to
	 * add, exclude or move it. Not every engine can honour that: BoringSSL always has the
	 * same three, in its own order.
	 * @return whether somebody did; not so for {@link #DEFAULT} and
	 * {@link #twistedCompatible()}
	 */
	public boolean mentionsTls13() {
		return this.mentionsTls13;
	}

	/**
	 * Keep what an engine has.
	 * @param available the suites of the engine, by the names of {@link Cipher#of};
	 * others are skipped
	 * @return those of them that are acceptable, most wanted first, by the names they
	 * were given by; may be empty
	 */
	public List<String> select(Collection<String> available) {
		Map<Cipher, String> names = new HashMap<>();
		for (String name : available) {
			CipherTable.find(name).ifPresent((cipher) -> names.putIfAbsent(cipher, name));
		}
		List<String> selected = new ArrayList<>();
		for (Cipher cipher : this.ciphers) {
			Optional.ofNullable(names.get(cipher)).ifPresent(selected::add);
		}
		return List.copyOf(selected);
	}

	/**
	 * Compare with another list.
	 * @param obj the other
	 * @return whether it has the same suites in the same order, and both or neither were
	 * chosen with a mention of TLS 1.3
	 */
	@Override
	public boolean equals(Object obj) {
		return obj instanceof AcceptableCiphers other && this.ciphers.equals(other.ciphers)
				&& this.mentionsTls13 == other.mentionsTls13;
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.ciphers, this.mentionsTls13);
	}

	@Override
	public String toString() {
		return this.ciphers.stream().map(Cipher::name).collect(Collectors.joining(", ", "AcceptableCiphers[", "]"));
	}

}
