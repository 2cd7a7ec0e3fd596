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
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The versions that may be negotiated, both ends included.
 *
 * @param minimum the oldest
 * @param maximum the newest
 * @since 0.1.0
 */
public record TlsVersionRange(TlsVersion minimum, TlsVersion maximum) {

	/** TLS 1.2 to TLS 1.3: what has no known weakness as configured here (RFC 9325). */
	public static final TlsVersionRange DEFAULT = new TlsVersionRange(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3);

	/**
	 * Create a range.
	 * @param minimum the oldest
	 * @param maximum the newest
	 * @throws IllegalArgumentException if the minimum is above the maximum
	 */
	public TlsVersionRange {
		Objects.requireNonNull(minimum, "'minimum' must not be null");
		Objects.requireNonNull(maximum, "'maximum' must not be null");
		if (minimum.compareTo(maximum) > 0) {
			throw new IllegalArgumentException("the minimum %s is above the maximum %s".formatted(minimum, maximum));
		}
	}

	/**
	 * Work out the range from Twisted's three verbs. Without any it is {@link #DEFAULT}.
	 * A maximum alone that is below the default minimum becomes the minimum too.
	 * @param raiseMinimumTo the minimum is this, or the default where that is newer
	 * @param insecurelyLowerMinimumTo the minimum is this, even below the default
	 * @param lowerMaximumSecurityTo the maximum is this
	 * @return the range
	 * @throws MutuallyExclusiveException if the minimum is both raised and lowered
	 * @throws IllegalArgumentException if the minimum is above the maximum
	 */
	public static TlsVersionRange of(@Nullable TlsVersion raiseMinimumTo, @Nullable TlsVersion insecurelyLowerMinimumTo,
			@Nullable TlsVersion lowerMaximumSecurityTo) {
		if (raiseMinimumTo != null && insecurelyLowerMinimumTo != null) {
			throw new MutuallyExclusiveException("raise-minimum-to", "insecurely-lower-minimum-to");
		}
		TlsVersion maximum = (lowerMaximumSecurityTo != null) ? lowerMaximumSecurityTo : DEFAULT.maximum;
		if (insecurelyLowerMinimumTo != null) {
			return new TlsVersionRange(insecurelyLowerMinimumTo, maximum);
		}
		if (raiseMinimumTo != null) {
			return new TlsVersionRange(newer(raiseMinimumTo, DEFAULT.minimum), maximum);
		}
		return new TlsVersionRange((maximum.compareTo(DEFAULT.minimum) < 0) ? maximum : DEFAULT.minimum, maximum);
	}

	/**
	 * Return those versions that a choice leaves.
	 * @param choice the choice
	 * @return these, or only TLS 1.3 where a hybrid group is required, since no older
	 * version knows any
	 * @throws IllegalArgumentException if TLS 1.3 is not among them
	 */
	TlsVersionRange with(PostQuantum choice) {
		return (choice == PostQuantum.REQUIRE) ? new TlsVersionRange(TlsVersion.TLSv1_3, this.maximum) : this;
	}

	private static TlsVersion newer(TlsVersion one, TlsVersion other) {
		return (one.compareTo(other) >= 0) ? one : other;
	}

	/**
	 * Return the versions of this range.
	 * @return at least one, oldest first
	 */
	public List<TlsVersion> versions() {
		return Arrays.stream(TlsVersion.values())
			.filter((version) -> version.compareTo(this.minimum) >= 0 && version.compareTo(this.maximum) <= 0)
			.toList();
	}

	@Override
	public String toString() {
		return this.minimum + ".." + this.maximum;
	}

}
