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

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The finite field groups that have names: those of RFC 7919 and RFC 3526. Each prime is
 * computed by the formula that its RFC has for it, so that nobody has to trust a long
 * number. The generator of all is 2.
 */
final class DiffieHellmanGroups {

	/** The generator of all groups. */
	static final BigInteger GENERATOR = BigInteger.TWO;

	// Bits of e and pi beyond those a formula wants, for the rounding of their series
	private static final int GUARD_BITS = 64;

	private static final int MAX_BITS = 8192;

	private static final List<Group> ALL = Stream.concat(ffdhe(), modp()).toList();

	private DiffieHellmanGroups() {
	}

	// RFC 7919, appendix A.
	private static Stream<Group> ffdhe() {
		BigInteger e = e(MAX_BITS);
		return Stream.of(group("ffdhe2048", 2048, e, 560316), group("ffdhe3072", 3072, e, 2625351),
				group("ffdhe4096", 4096, e, 5736041), group("ffdhe6144", 6144, e, 15705020),
				group("ffdhe8192", 8192, e, 10965728));
	}

	// RFC 3526, sections 3 to 7.
	private static Stream<Group> modp() {
		BigInteger pi = pi(MAX_BITS);
		return Stream.of(group("modp_2048", 2048, pi, 124476), group("modp_3072", 3072, pi, 1690314),
				group("modp_4096", 4096, pi, 240904), group("modp_6144", 6144, pi, 929484),
				group("modp_8192", 8192, pi, 4743158));
	}

	// Compute 2^b - 2^(b-64) + {[2^(b-130) c] + X} 2^64 - 1, where c is e or pi.
	private static Group group(String name, int bits, BigInteger constant, long offset) {
		BigInteger middle = constant.shiftRight(MAX_BITS + GUARD_BITS - (bits - 130)).add(BigInteger.valueOf(offset));
		BigInteger prime = BigInteger.ONE.shiftLeft(bits)
			.subtract(BigInteger.ONE.shiftLeft(bits - 64))
			.add(middle.shiftLeft(64))
			.subtract(BigInteger.ONE);
		return new Group(name, prime);
	}

	// Compute e as the sum of 1/n!.
	private static BigInteger e(int bits) {
		BigInteger term = BigInteger.ONE.shiftLeft(bits + GUARD_BITS);
		BigInteger sum = BigInteger.ZERO;
		for (int divisor = 1; term.signum() > 0; divisor++) {
			sum = sum.add(term);
			term = term.divide(BigInteger.valueOf(divisor));
		}
		return sum;
	}

	// Compute pi as 16 arctan(1/5) - 4 arctan(1/239) (Machin).
	private static BigInteger pi(int bits) {
		return arctanOfInverse(5, bits).shiftLeft(4).subtract(arctanOfInverse(239, bits).shiftLeft(2));
	}

	private static BigInteger arctanOfInverse(int inverse, int bits) {
		BigInteger square = BigInteger.valueOf((long) inverse * inverse);
		BigInteger power = BigInteger.ONE.shiftLeft(bits + GUARD_BITS).divide(BigInteger.valueOf(inverse));
		BigInteger sum = BigInteger.ZERO;
		for (int divisor = 1; power.signum() > 0; divisor += 2) {
			BigInteger term = power.divide(BigInteger.valueOf(divisor));
			sum = (divisor % 4 == 1) ? sum.add(term) : sum.subtract(term);
			power = power.divide(square);
		}
		return sum;
	}

	/**
	 * Find the group of a name.
	 * @param name the name
	 * @return the group, or empty if none is called so
	 */
	static Optional<Group> named(String name) {
		return ALL.stream().filter((group) -> group.name().equalsIgnoreCase(name)).findFirst();
	}

	/**
	 * Find the group with a prime.
	 * @param prime the prime
	 * @return the group, or empty if none with a name has it
	 */
	static Optional<Group> of(BigInteger prime) {
		return ALL.stream().filter((group) -> group.prime().equals(prime)).findFirst();
	}

	/**
	 * Return the names.
	 * @return those of all groups
	 */
	static List<String> names() {
		return ALL.stream().map(Group::name).toList();
	}

	/**
	 * A group with a name.
	 *
	 * @param name the name that OpenSSL has for it
	 * @param prime the prime
	 */
	record Group(String name, BigInteger prime) {

	}

}
