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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import javax.crypto.spec.DHParameterSpec;

import org.jspecify.annotations.Nullable;

/**
 * The group in which a server agrees on keys with a client of TLS 1.2 or older that wants
 * finite field Diffie-Hellman (DHE): a prime and a generator. Instances are immutable,
 * and equal if these are.
 * <p>
 * Defaults: none; without them there is no DHE. The groups of
 * <a href="https://www.rfc-editor.org/rfc/rfc7919">RFC 7919</a>, such as
 * {@code ffdhe3072}, are better than groups of one's own: what is wrong with one of those
 * can hardly be seen.
 *
 * @since 0.1.0
 */
public final class DiffieHellmanParameters {

	/** The least size of the prime, in bits. What is below can be broken. */
	public static final int MINIMUM_BITS = 2048;

	/** The largest size of the prime, in bits. The JDK uses nothing above. */
	public static final int MAXIMUM_BITS = 8192;

	// The chance that a composite number passes is less than 1 in 2 to this power, and
	// far less for numbers that nobody constructed.
	private static final int CERTAINTY = 100;

	private final BigInteger prime;

	private final BigInteger generator;

	private final @Nullable String groupName;

	private DiffieHellmanParameters(BigInteger prime, BigInteger generator, @Nullable String groupName) {
		this.prime = prime;
		this.generator = generator;
		this.groupName = groupName;
	}

	/**
	 * Read parameters.
	 * @param pem a text with one PEM block {@code DH PARAMETERS} (PKCS #3), as
	 * {@code openssl dhparam} writes it; blocks of other kinds are skipped
	 * @return the parameters
	 * @throws IllegalArgumentException if there is not one such block, it is damaged, or
	 * {@linkplain #fromPem(String) the parameters are bad}
	 */
	public static DiffieHellmanParameters fromPem(byte[] pem) {
		Objects.requireNonNull(pem, "'pem' must not be null");
		return fromPem(new String(pem, StandardCharsets.ISO_8859_1));
	}

	/**
	 * Read parameters. For a group without a name that takes some time, up to seconds for
	 * the largest: its prime is tested.
	 * @param pem a text with one PEM block {@code DH PARAMETERS} (PKCS #3), as
	 * {@code openssl dhparam} writes it; blocks of other kinds are skipped
	 * @return the parameters
	 * @throws IllegalArgumentException if there is not one such block, it is damaged, the
	 * prime has less than {@value #MINIMUM_BITS} or more than {@value #MAXIMUM_BITS}
	 * bits, it is not a safe prime (half of the number below it is prime too), or the
	 * generator is not between 2 and the prime minus 2
	 */
	public static DiffieHellmanParameters fromPem(String pem) {
		Objects.requireNonNull(pem, "'pem' must not be null");
		DHParameterSpec spec = DiffieHellmanPem.read(pem);
		BigInteger prime = spec.getP();
		checkSize(prime);
		checkGenerator(spec.getG(), prime);
		Optional<DiffieHellmanGroups.Group> group = DiffieHellmanGroups.of(prime);
		if (group.isEmpty()) {
			checkSafePrime(prime);
		}
		return new DiffieHellmanParameters(prime, spec.getG(),
				group.filter((named) -> spec.getG().equals(DiffieHellmanGroups.GENERATOR))
					.map(DiffieHellmanGroups.Group::name)
					.orElse(null));
	}

	/**
	 * Return a group that has a name.
	 * @param name the name that OpenSSL has for it, in any case: {@code ffdhe2048}, or
	 * 3072, 4096, 6144 or 8192 (RFC 7919), or {@code modp_2048}, or the same sizes (RFC
	 * 3526)
	 * @return the parameters
	 * @throws IllegalArgumentException if no group is called so
	 */
	public static DiffieHellmanParameters named(String name) {
		Objects.requireNonNull(name, "'name' must not be null");
		return DiffieHellmanGroups.named(name)
			.map((group) -> new DiffieHellmanParameters(group.prime(), DiffieHellmanGroups.GENERATOR, group.name()))
			.orElseThrow(() -> new IllegalArgumentException("'name': '%s' is no group (expected: one of %s)"
				.formatted(name, String.join(", ", DiffieHellmanGroups.names()))));
	}

	/**
	 * Return the parameters that a text says, in the way of configurations.
	 * @param <E> what reading may throw
	 * @param text the {@linkplain #named(String) name of a group}, or else where
	 * parameters are
	 * @param content reads a text with one PEM block from there; not called for a name
	 * @return the parameters
	 * @throws E if that fails
	 * @throws IllegalArgumentException if {@linkplain #fromPem(byte[]) the parameters
	 * cannot be used}
	 */
	public static <E extends Exception> DiffieHellmanParameters of(String text, Content<E> content) throws E {
		Objects.requireNonNull(text, "'text' must not be null");
		return DiffieHellmanGroups.named(text).isPresent() ? named(text) : fromPem(content.read(text));
	}

	/**
	 * Return the names of groups.
	 * @return the names that {@link #named(String)} knows
	 */
	public static List<String> names() {
		return List.copyOf(DiffieHellmanGroups.names());
	}

	private static void checkSize(BigInteger prime) {
		if (prime.signum() <= 0) {
			throw refused("the prime is not positive");
		}
		if (prime.bitLength() < MINIMUM_BITS || prime.bitLength() > MAXIMUM_BITS) {
			throw refused("the prime has %d bits (expected: %d to %d)".formatted(prime.bitLength(), MINIMUM_BITS,
					MAXIMUM_BITS));
		}
	}

	private static void checkGenerator(BigInteger generator, BigInteger prime) {
		// The powers of 1 and of p - 1 are 1 and p - 1: whoever sees one knows the key.
		if (generator.compareTo(BigInteger.TWO) < 0 || generator.compareTo(prime.subtract(BigInteger.TWO)) > 0) {
			throw refused("the generator is out of range (expected: 2 to the prime minus 2)");
		}
	}

	// Only q = (p - 1) / 2 needs a full test: once it is prime, p is if 2^(p-1) = 1
	// modulo
	// p and 3 does not divide it (Pocklington).
	private static void checkSafePrime(BigInteger prime) {
		if (!prime.testBit(0)) {
			throw refused("the prime is an even number");
		}
		if (!prime.shiftRight(1).isProbablePrime(CERTAINTY)) {
			throw refused("the prime is not a safe prime: (p - 1) / 2 is not prime (option -dsaparam of openssl makes"
					+ " such ones)");
		}
		if (prime.mod(BigInteger.valueOf(3)).signum() == 0
				|| !BigInteger.TWO.modPow(prime.subtract(BigInteger.ONE), prime).equals(BigInteger.ONE)) {
			throw refused("the number in the place of the prime is not prime");
		}
	}

	static IllegalArgumentException refused(String problem) {
		return new IllegalArgumentException(message(problem));
	}

	static IllegalArgumentException refused(String problem, Exception cause) {
		return new IllegalArgumentException(message(problem), cause);
	}

	private static String message(String problem) {
		return "Diffie-Hellman parameters: %s; good ones are made by 'openssl genpkey -genparam -algorithm DH"
			.formatted(problem) + " -pkeyopt group:ffdhe3072' or 'openssl dhparam 3072'";
	}

	/**
	 * Return the size of the prime.
	 * @return the bits, from {@value #MINIMUM_BITS} to {@value #MAXIMUM_BITS}
	 */
	public int bits() {
		return this.prime.bitLength();
	}

	/**
	 * Return the prime.
	 * @return p
	 */
	public BigInteger prime() {
		return this.prime;
	}

	/**
	 * Return the generator.
	 * @return g
	 */
	public BigInteger generator() {
		return this.generator;
	}

	/**
	 * Return the name of the group.
	 * @return the name that OpenSSL has for it, such as {@code ffdhe2048} (RFC 7919) or
	 * {@code modp_2048} (RFC 3526), or empty if it has none
	 */
	public Optional<String> groupName() {
		return Optional.ofNullable(this.groupName);
	}

	@Override
	public boolean equals(Object obj) {
		return obj instanceof DiffieHellmanParameters other && this.prime.equals(other.prime)
				&& this.generator.equals(other.generator);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.prime, this.generator);
	}

	@Override
	public String toString() {
		return "DiffieHellmanParameters[%s, %d bits]".formatted(groupName().orElse("no name"), bits());
	}

	/**
	 * Reads what is at a place.
	 *
	 * @param <E> what that may throw
	 */
	@FunctionalInterface
	public interface Content<E extends Exception> {

		/**
		 * Read it.
		 * @param location the place
		 * @return the bytes
		 * @throws E if they cannot be read
		 */
		byte[] read(String location) throws E;

	}

}
