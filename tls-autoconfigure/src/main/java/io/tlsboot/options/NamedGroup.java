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
import java.util.Optional;

/**
 * A group for the key exchange (the "TLS Supported Groups" registry of IANA).
 *
 * @since 0.1.0
 */
public enum NamedGroup {

	/** X25519 together with ML-KEM-768: safe unless both are broken. */
	X25519MLKEM768(0x11ec, "X25519MLKEM768", true),

	/** P-256 together with ML-KEM-768. */
	SECP256R1MLKEM768(0x11eb, "SecP256r1MLKEM768", true),

	/** P-384 together with ML-KEM-1024. */
	SECP384R1MLKEM1024(0x11ed, "SecP384r1MLKEM1024", true),

	/** X25519 (RFC 7748). */
	X25519(0x001d, "X25519", false),

	/** P-256. */
	SECP256R1(0x0017, "secp256r1", false),

	/** P-384. */
	SECP384R1(0x0018, "secp384r1", false),

	/** P-521. */
	SECP521R1(0x0019, "secp521r1", false),

	/** X448 (RFC 7748). */
	X448(0x001e, "X448", false),

	/** The 2048 bit group of RFC 7919. */
	FFDHE2048(0x0100, "ffdhe2048", false),

	/** The 3072 bit group of RFC 7919. */
	FFDHE3072(0x0101, "ffdhe3072", false);

	/**
	 * What is offered as far as the engine knows it, most wanted first: hybrid before
	 * classical, fast before large. The JDK offers what its property
	 * {@code jdk.tls.namedGroups} says where that is set, and before Java 20 always.
	 */
	public static final List<NamedGroup> DEFAULT = List.of(X25519MLKEM768, X25519, SECP256R1, SECP384R1);

	private final int codePoint;

	private final String groupName;

	private final boolean postQuantum;

	NamedGroup(int codePoint, String groupName, boolean postQuantum) {
		this.codePoint = codePoint;
		this.groupName = groupName;
		this.postQuantum = postQuantum;
	}

	/**
	 * Return the name in the registry.
	 * @return for example {@code secp256r1}
	 */
	public String groupName() {
		return this.groupName;
	}

	/**
	 * Tell whether a recording of the handshake is safe from a quantum computer.
	 * @return whether it is
	 */
	public boolean isPostQuantum() {
		return this.postQuantum;
	}

	/**
	 * Return the group with such a number.
	 * @param codePoint the number in the registry
	 * @return the group, or empty if it is not one of these
	 */
	public static Optional<NamedGroup> of(int codePoint) {
		return Arrays.stream(values()).filter((group) -> group.codePoint == codePoint).findFirst();
	}

	/**
	 * Return the group with such a name, as engines write it.
	 * @param name for example {@code X25519}, {@code P-256} or {@code prime256v1}
	 * @return the group, or empty if it is not one of these
	 */
	public static Optional<NamedGroup> of(String name) {
		return switch (name) {
			case "P-256", "prime256v1" -> Optional.of(SECP256R1);
			case "P-384" -> Optional.of(SECP384R1);
			case "P-521" -> Optional.of(SECP521R1);
			default -> Arrays.stream(values()).filter((group) -> group.groupName.equalsIgnoreCase(name)).findFirst();
		};
	}

}
