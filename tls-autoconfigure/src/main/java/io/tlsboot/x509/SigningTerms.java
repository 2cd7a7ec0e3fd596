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

import java.math.BigInteger;
import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a certificate that we sign shall say besides its subject: serial number, lifetime,
 * digest, and whether it is one of an authority. An immutable value.
 * <p>
 * Defaults: a random serial number of 128 bits, {@link #DEFAULT_LIFETIME}, SHA-256, no
 * authority.
 *
 * @since 0.1.0
 */
public final class SigningTerms {

	/** How long a certificate is valid: one year. */
	public static final Duration DEFAULT_LIFETIME = Duration.ofDays(365);

	private static final SigningTerms DEFAULTS = new SigningTerms(null, DEFAULT_LIFETIME, Signatures.DEFAULT_DIGEST,
			false);

	// RFC 5280, section 4.1.2.2: at most 20 octets, the first bit of which is the sign.
	private static final int MOST_SERIAL_BITS = 20 * Byte.SIZE - 1;

	private final @Nullable BigInteger serialNumber;

	private final Duration lifetime;

	private final String digest;

	private final boolean authority;

	private SigningTerms(@Nullable BigInteger serialNumber, Duration lifetime, String digest, boolean authority) {
		this.serialNumber = serialNumber;
		this.lifetime = lifetime;
		this.digest = digest;
		this.authority = authority;
	}

	/**
	 * Return the defaults.
	 * @return the terms
	 */
	public static SigningTerms defaults() {
		return DEFAULTS;
	}

	/**
	 * Return these terms with another serial number.
	 * @param serial the number
	 * @return new terms
	 * @throws IllegalArgumentException if it is not positive or has more than 20 octets
	 */
	public SigningTerms withSerialNumber(BigInteger serial) {
		if (serial.signum() <= 0 || serial.bitLength() > MOST_SERIAL_BITS) {
			throw new IllegalArgumentException("serial: %s (expected: > 0, at most 20 octets)".formatted(serial));
		}
		return new SigningTerms(serial, this.lifetime, this.digest, this.authority);
	}

	/**
	 * Return these terms with another lifetime.
	 * @param validFor how long, from now on
	 * @return new terms
	 * @throws IllegalArgumentException if it is not positive
	 */
	public SigningTerms withLifetime(Duration validFor) {
		if (validFor.isZero() || validFor.isNegative()) {
			throw new IllegalArgumentException("lifetime: %s (expected: > 0)".formatted(validFor));
		}
		return new SigningTerms(this.serialNumber, validFor, this.digest, this.authority);
	}

	/**
	 * Return these terms with another digest. Without effect for keys that bring their
	 * own, as Ed25519.
	 * @param name one of SHA-256, SHA-384 or SHA-512
	 * @return new terms
	 * @throws IllegalArgumentException if it is another one
	 */
	public SigningTerms withDigest(String name) {
		return new SigningTerms(this.serialNumber, this.lifetime, Signatures.digest(name), this.authority);
	}

	/**
	 * Return these terms for the certificate of an authority, which may sign others.
	 * @return new terms
	 */
	public SigningTerms forAuthority() {
		return new SigningTerms(this.serialNumber, this.lifetime, this.digest, true);
	}

	@Nullable BigInteger serialNumber() {
		return this.serialNumber;
	}

	Duration lifetime() {
		return this.lifetime;
	}

	String digest() {
		return this.digest;
	}

	boolean isAuthority() {
		return this.authority;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SigningTerms that && Objects.equals(this.serialNumber, that.serialNumber)
				&& this.lifetime.equals(that.lifetime) && this.digest.equals(that.digest)
				&& this.authority == that.authority;
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.serialNumber, this.lifetime, this.digest, this.authority);
	}

	@Override
	public String toString() {
		return "<SigningTerms serial=%s lifetime=%s digest=%s authority=%s>".formatted(
				(this.serialNumber != null) ? this.serialNumber : "random", this.lifetime, this.digest, this.authority);
	}

}
