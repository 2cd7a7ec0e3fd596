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

package io.tlsboot.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

import io.tlsboot.x509.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * The name or address that a server's certificate must say (RFC 9525). Only subject
 * alternative names count; a wildcard stands for one whole left-most label under at least
 * two more.
 *
 * @since 0.1.0
 */
public final class ServiceIdentity {

	// RFC 5890, section 2.3.1: letters, digits and hyphens, none at an edge; RFC 1035,
	// section 2.3.4: at most 63 octets.
	private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

	private static final Pattern IPV4 = Pattern
		.compile("(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

	// What begins like this the platform takes for an address, or refuses: it is not
	// looked up.
	private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:\\[].*:.*|:.*");

	private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");

	private static final int MAX_NAME = 253;

	private static final int MAX_ASCII = 0x80;

	private final String host;

	private final @Nullable InetAddress address;

	private ServiceIdentity(String host, @Nullable InetAddress address) {
		this.host = host;
		this.address = address;
	}

	/**
	 * Return the identity of a host.
	 * @param host a DNS name, an internationalized one in Unicode or as its A-labels, or
	 * the literal of an IPv4 or IPv6 address; one trailing dot is dropped
	 * @return the identity
	 * @throws IllegalArgumentException if the host is neither
	 */
	public static ServiceIdentity of(String host) {
		Objects.requireNonNull(host, "'host' must not be null");
		InetAddress address = literal(host);
		if (address != null) {
			return new ServiceIdentity(host, address);
		}
		boolean ascii = host.chars().allMatch((character) -> character < MAX_ASCII);
		String written = ascii ? host : InternationalName.toAscii(host);
		String name = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
		String[] labels = name.split("\\.", -1);
		for (String label : labels) {
			if (!LABEL.matcher(label).matches()) {
				throw new IllegalArgumentException(
						"host: '%s' (expected: a DNS name of letters, digits and hyphens, or an IP address)"
							.formatted(host));
			}
		}
		if (name.length() > MAX_NAME) {
			throw new IllegalArgumentException(
					"host: %d characters (expected: at most %d)".formatted(name.length(), MAX_NAME));
		}
		if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
			// 127.1, 2130706433 or 0x7f000001: some resolvers take it for an address.
			throw new IllegalArgumentException(
					"host: '%s' (expected: an IPv4 address as four decimal numbers, or a name)".formatted(host));
		}
		return new ServiceIdentity(name.toLowerCase(Locale.ROOT), null);
	}

	private static @Nullable InetAddress literal(String host) {
		if (host.indexOf('%') >= 0) {
			throw new IllegalArgumentException(
					"host: '%s' (expected: an address without a scope, which no certificate has)".formatted(host));
		}
		if (!IPV4.matcher(host).matches() && !IPV6.matcher(host).matches()) {
			return null;
		}
		try {
			return InetAddress.getByName(host);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException("host: '%s' (expected: an IP address or a DNS name)".formatted(host),
					ex);
		}
	}

	/**
	 * Return the host.
	 * @return the name in lower case without trailing dot, or the address as given
	 */
	public String host() {
		return this.host;
	}

	/**
	 * Tell whether this is an address. One is never sent as server name (RFC 6066,
	 * section 3).
	 * @return whether it is
	 */
	public boolean isAddress() {
		return this.address != null;
	}

	/**
	 * Tell whether a certificate speaks for this identity.
	 * @param certificate the leaf
	 * @return whether one of its subject alternative names matches
	 */
	public boolean matches(Certificate certificate) {
		try {
			return matches(SubjectNames.of(certificate.toX509()));
		}
		catch (RuntimeException ex) {
			// Names that cannot be read are nobody's.
			return false;
		}
	}

	boolean matches(SubjectNames names) {
		if (this.address != null) {
			return names.hasAddress(this.address.getAddress());
		}
		return names.dnsNames().stream().anyMatch(this::matchesName);
	}

	private boolean matchesName(String presented) {
		String pattern = presented.toLowerCase(Locale.ROOT);
		if (!pattern.startsWith("*.")) {
			return pattern.equals(this.host);
		}
		String parent = pattern.substring(1);
		int dot = this.host.indexOf('.');
		return parent.indexOf('.', 1) > 0 && dot > 0 && !this.host.startsWith("xn--")
				&& this.host.substring(dot).equals(parent);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof ServiceIdentity that && this.host.equals(that.host)
				&& Objects.equals(this.address, that.address);
	}

	@Override
	public int hashCode() {
		return this.host.hashCode();
	}

	@Override
	public String toString() {
		return this.host;
	}

}
