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

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;

/**
 * What a client offers in its first message (RFC 8446, section 4.1.2): untrusted, and
 * read only when it is asked for. Immutable.
 *
 * @since 0.1.0
 */
public final class ClientOffer {

	private static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

	private final int legacyVersion;

	private final ByteBuffer versions;

	private final ByteBuffer cipherSuites;

	private final ByteBuffer groups;

	private final ByteBuffer signatureSchemes;

	private final List<String> protocols;

	ClientOffer(int legacyVersion, ByteBuffer versions, ByteBuffer cipherSuites, ByteBuffer groups,
			ByteBuffer signatureSchemes, List<String> protocols) {
		this.legacyVersion = legacyVersion;
		this.versions = versions;
		this.cipherSuites = cipherSuites;
		this.groups = groups;
		this.signatureSchemes = signatureSchemes;
		this.protocols = List.copyOf(protocols);
	}

	/**
	 * Return the versions of TLS that are known here (RFC 8446, section 4.2.1).
	 * @return the versions; without the extension, all up to the one that the message
	 * names
	 */
	public List<TlsVersion> versions() {
		List<TlsVersion> known = new ArrayList<>();
		List<Integer> offered = numbers(this.versions);
		for (TlsVersion version : TlsVersion.values()) {
			boolean named = offered.isEmpty()
					? version.codePoint() <= Math.min(this.legacyVersion, TlsVersion.TLSv1_2.codePoint())
					: offered.contains(version.codePoint());
			if (named) {
				known.add(version);
			}
		}
		return known;
	}

	/**
	 * Return the cipher suites.
	 * @return their numbers in the registry of IANA, most wanted first
	 */
	public List<Integer> cipherSuites() {
		return numbers(this.cipherSuites);
	}

	/**
	 * Return the groups of the key exchange that are known here (RFC 8446, section
	 * 4.2.7).
	 * @return the groups, most wanted first; none if the extension is missing
	 */
	public List<NamedGroup> groups() {
		return numbers(this.groups).stream().flatMap((number) -> NamedGroup.of(number).stream()).toList();
	}

	/**
	 * Tell whether the client names groups at all.
	 * @return whether it does
	 */
	public boolean namesGroups() {
		return this.groups.hasRemaining();
	}

	/**
	 * Return the signature schemes (RFC 8446, section 4.2.3).
	 * @return their numbers in the registry of IANA, most wanted first; none if the
	 * extension is missing
	 */
	public List<Integer> signatureSchemes() {
		return numbers(this.signatureSchemes);
	}

	/**
	 * Return the application protocols (RFC 7301, section 3.1).
	 * @return the protocols, most wanted first; none if the extension is missing
	 */
	public List<String> protocols() {
		return this.protocols;
	}

	static ByteBuffer none() {
		return NONE;
	}

	private static List<Integer> numbers(ByteBuffer list) {
		List<Integer> numbers = new ArrayList<>(list.remaining() / 2);
		for (int position = list.position(); position + 1 < list.limit(); position += 2) {
			numbers.add(Short.toUnsignedInt(list.getShort(position)));
		}
		return numbers;
	}

}
