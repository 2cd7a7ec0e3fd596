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
import java.util.Comparator;
import java.util.Optional;

/**
 * One cipher suite of TLS: what keys are agreed on by, what authenticates the server, and
 * what protects the data. There is one for each suite that is known here, which are those
 * of BoringSSL, of the JDK and of OpenSSL 3, apart from the ones without encryption,
 * without authentication or with a shared key or password, and the ones that OpenSSL 3
 * itself has dropped. Instances are immutable, and equal if their names are.
 *
 * @since 0.1.0
 * @see <a href="https://www.iana.org/assignments/tls-parameters">TLS Cipher Suites, the
 * registry of the names</a>
 */
public final class Cipher {

	private final int codePoint;

	private final String name;

	private final String openSslName;

	private final KeyExchange keyExchange;

	private final Authentication authentication;

	private final Encryption encryption;

	private final Mac mac;

	private Cipher(int codePoint, String name, String openSslName, KeyExchange keyExchange,
			Authentication authentication, Encryption encryption, Mac mac) {
		this.codePoint = codePoint;
		this.name = name;
		this.openSslName = openSslName;
		this.keyExchange = keyExchange;
		this.authentication = authentication;
		this.encryption = encryption;
		this.mac = mac;
	}

	/**
	 * Make a suite out of its name in the registry, which has all of it: {@code TLS_},
	 * key exchange and authentication, {@code _WITH_} (since TLS 1.3 neither), encryption
	 * and hash.
	 * @param codePoint the number in the registry
	 * @param name the name in the registry
	 * @param openSslName the name that OpenSSL has for it
	 * @return the suite
	 */
	static Cipher parse(int codePoint, String name, String openSslName) {
		int with = name.indexOf("_WITH_");
		String rest = name.substring((with < 0) ? "TLS_".length() : with + "_WITH_".length());
		Encryption encryption = Encryption.startOf(rest);
		Mac mac = encryption.isAead() ? Mac.AEAD : Mac.of(rest.substring(encryption.ianaName.length() + 1));
		if (with < 0) {
			return new Cipher(codePoint, name, openSslName, KeyExchange.ANY, Authentication.ANY, encryption, mac);
		}
		String[] keys = name.substring("TLS_".length(), with).split("_", 2);
		KeyExchange keyExchange = KeyExchange.valueOf(keys[0]);
		Authentication authentication = (keyExchange == KeyExchange.ECDH) ? Authentication.ECDH
				: Authentication.valueOf(keys[keys.length - 1]);
		return new Cipher(codePoint, name, openSslName, keyExchange, authentication, encryption, mac);
	}

	/**
	 * Return the suite with such a name.
	 * @param name the name in the registry, the one of the JDK, which begins with
	 * {@code SSL_} for some, or the one of OpenSSL
	 * @return the suite, or empty if none known here is called so
	 */
	public static Optional<Cipher> of(String name) {
		return CipherTable.find(name);
	}

	/**
	 * Return the number in the registry, which messages have for it.
	 * @return for example 0xc02f
	 */
	public int codePoint() {
		return this.codePoint;
	}

	/**
	 * Return the name in the registry.
	 * @return for example {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the name that OpenSSL has for it.
	 * @return for example {@code ECDHE-RSA-AES128-GCM-SHA256}; for a suite of TLS 1.3 the
	 * name in the registry
	 */
	public String openSslName() {
		return this.openSslName;
	}

	/**
	 * Return the oldest version of the protocol that has it.
	 * @return {@link TlsVersion#SSLv3} or newer
	 */
	public TlsVersion oldestVersion() {
		if (isTls13()) {
			return TlsVersion.TLSv1_3;
		}
		if (this.mac != Mac.SHA1) {
			return TlsVersion.TLSv1_2;
		}
		return switch (this.keyExchange) {
			case ECDHE, ECDH -> TlsVersion.TLSv1_0;
			case DHE, RSA, ANY -> TlsVersion.SSLv3;
		};
	}

	/**
	 * Return the newest version of the protocol that has it.
	 * @return {@link TlsVersion#TLSv1_2} or {@link TlsVersion#TLSv1_3}
	 */
	public TlsVersion newestVersion() {
		return isTls13() ? TlsVersion.TLSv1_3 : TlsVersion.TLSv1_2;
	}

	/**
	 * Tell whether it belongs to TLS 1.3, which shares no suite with the versions before.
	 * @return whether it does
	 */
	public boolean isTls13() {
		return this.keyExchange == KeyExchange.ANY;
	}

	/**
	 * Tell whether it lacks forward secrecy or authenticated encryption (RFC 9325,
	 * section 4.2).
	 * @return whether it is known to be weak
	 */
	public boolean isWeak() {
		boolean forwardSecret = isTls13() || this.keyExchange == KeyExchange.ECDHE
				|| this.keyExchange == KeyExchange.DHE;
		return !forwardSecret || !this.encryption.isAead();
	}

	/**
	 * Tell whether a version of the protocol has it.
	 * @param version the version
	 * @return whether it has
	 */
	public boolean worksWith(TlsVersion version) {
		return version.compareTo(oldestVersion()) >= 0 && version.compareTo(newestVersion()) <= 0;
	}

	/**
	 * Return what the keys are agreed on by.
	 * @return {@link KeyExchange#ANY} for TLS 1.3, which negotiates it apart
	 */
	public KeyExchange keyExchange() {
		return this.keyExchange;
	}

	/**
	 * Return what kind of key the server's certificate must have.
	 * @return {@link Authentication#ANY} for TLS 1.3, which negotiates it apart
	 */
	public Authentication authentication() {
		return this.authentication;
	}

	/**
	 * Return what encrypts the data.
	 * @return cipher, length of its key, and mode
	 */
	public Encryption encryption() {
		return this.encryption;
	}

	/**
	 * Return how strong the encryption is.
	 * @return the bits that count: 112 for 3DES, else those of the key
	 */
	public int strengthBits() {
		return this.encryption.strengthBits;
	}

	/**
	 * Return what protects the data from being changed.
	 * @return {@link Mac#AEAD} where the encryption does so itself
	 */
	public Mac mac() {
		return this.mac;
	}

	@Override
	public boolean equals(Object obj) {
		return obj instanceof Cipher other && this.name.equals(other.name);
	}

	@Override
	public int hashCode() {
		return this.name.hashCode();
	}

	/**
	 * Return the name in the registry.
	 * @return the name
	 */
	@Override
	public String toString() {
		return this.name;
	}

	/** What the keys are agreed on by. */
	public enum KeyExchange {

		/** Negotiated apart, and always ephemeral: TLS 1.3. */
		ANY,

		/** Ephemeral Diffie-Hellman on an elliptic curve: forward secret. */
		ECDHE,

		/** Ephemeral Diffie-Hellman in a finite field: forward secret. */
		DHE,

		/** The client encrypts a secret for the server's RSA key: not forward secret. */
		RSA,

		/**
		 * Diffie-Hellman with the elliptic curve key of the certificate: not forward
		 * secret.
		 */
		ECDH

	}

	/** What kind of key the server's certificate must have. */
	public enum Authentication {

		/** Negotiated apart: TLS 1.3. */
		ANY,

		/** An elliptic curve key, or an Edwards curve key. */
		ECDSA,

		/** An RSA key. */
		RSA,

		/** A DSA key. */
		DSS,

		/** An elliptic curve key for key agreement. */
		ECDH

	}

	/** What encrypts the data: cipher, length of its key, and mode. */
	public enum Encryption {

		/** AES with 128 bits in Galois/counter mode. */
		AES_128_GCM("AES_128_GCM", 128),

		/** AES with 256 bits in Galois/counter mode. */
		AES_256_GCM("AES_256_GCM", 256),

		/** AES with 128 bits in counter mode with CBC-MAC. */
		AES_128_CCM("AES_128_CCM", 128),

		/** AES with 256 bits in counter mode with CBC-MAC. */
		AES_256_CCM("AES_256_CCM", 256),

		/** The same with 128 bits, and with a tag of 8 octets only. */
		AES_128_CCM_8("AES_128_CCM_8", 128),

		/** The same with 256 bits, and with a tag of 8 octets only. */
		AES_256_CCM_8("AES_256_CCM_8", 256),

		/** AES with 128 bits in cipher block chaining mode. */
		AES_128_CBC("AES_128_CBC", 128),

		/** AES with 256 bits in cipher block chaining mode. */
		AES_256_CBC("AES_256_CBC", 256),

		/** ChaCha20 with Poly1305. */
		CHACHA20_POLY1305("CHACHA20_POLY1305", 256),

		/** Camellia with 128 bits in cipher block chaining mode. */
		CAMELLIA_128_CBC("CAMELLIA_128_CBC", 128),

		/** Camellia with 256 bits in cipher block chaining mode. */
		CAMELLIA_256_CBC("CAMELLIA_256_CBC", 256),

		/** ARIA with 128 bits in Galois/counter mode. */
		ARIA_128_GCM("ARIA_128_GCM", 128),

		/** ARIA with 256 bits in Galois/counter mode. */
		ARIA_256_GCM("ARIA_256_GCM", 256),

		/** Triple DES in cipher block chaining mode. */
		TRIPLE_DES_CBC("3DES_EDE_CBC", 112);

		private final String ianaName;

		private final int strengthBits;

		Encryption(String ianaName, int strengthBits) {
			this.ianaName = ianaName;
			this.strengthBits = strengthBits;
		}

		/**
		 * Return the encryption whose name a text begins with.
		 * @param text the end of the name of a suite
		 * @return the one with the longest such name, for CCM_8 begins with CCM
		 */
		private static Encryption startOf(String text) {
			return Arrays.stream(values())
				.filter((encryption) -> text.startsWith(encryption.ianaName))
				.max(Comparator.comparingInt((encryption) -> encryption.ianaName.length()))
				.orElseThrow(() -> new IllegalArgumentException(text));
		}

		/**
		 * Tell whether it also protects the data from being changed.
		 * @return whether it is an AEAD, and not a CBC mode
		 */
		public boolean isAead() {
			return !this.ianaName.endsWith("_CBC");
		}

	}

	/** What protects the data from being changed. */
	public enum Mac {

		/** The encryption itself. */
		AEAD,

		/** HMAC with SHA-1. */
		SHA1,

		/** HMAC with SHA-256. */
		SHA256,

		/** HMAC with SHA-384. */
		SHA384;

		private static Mac of(String hash) {
			return hash.equals("SHA") ? SHA1 : valueOf(hash);
		}

	}

}
