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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * Whether a name is within a subtree of name constraints (RFC 5280, section 4.2.1.10).
 * What cannot be decided is an exception, and the certificate is refused.
 */
final class NameMatch {

	private static final Pattern DNS = Pattern
		.compile("(?i)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

	private static final int MAX_NAME = 253;

	private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+){3}");

	private static final String WILDCARD = "*.";

	private NameMatch() {
	}

	/**
	 * Check that a subtree means something.
	 * @param base the subtree
	 * @throws IllegalArgumentException if it does not
	 */
	static void requireConstraint(GeneralName base) {
		switch (base.getTagNo()) {
			case GeneralName.dNSName -> {
				String name = text(base);
				require(name.isEmpty() || isHost(name), "DNS constraint (expected: no leading dot, no star)");
			}
			case GeneralName.iPAddress -> requireNetwork(octets(base));
			case GeneralName.rfc822Name -> {
				String address = text(base);
				String host = address.substring(address.indexOf('@') + 1);
				host = (host.startsWith(".") && address.indexOf('@') < 0) ? host.substring(1) : host;
				require(address.indexOf('@') != 0 && isHost(host), "mail constraint");
			}
			default -> {
				// Compared as they are, or not at all.
			}
		}
	}

	/**
	 * Tell whether all that a name stands for is within a subtree.
	 * @param name the name
	 * @param base the subtree
	 * @return whether it is; {@code false} if they are of different kinds
	 */
	static boolean isWithin(GeneralName name, GeneralName base) {
		return sameKind(name, base) && isWithinOfKind(name, base);
	}

	/**
	 * Tell whether something that a name stands for may be within a subtree.
	 * @param name the name
	 * @param base the subtree
	 * @return whether it may; {@code false} if they are of different kinds
	 */
	static boolean mayBeWithin(GeneralName name, GeneralName base) {
		if (!sameKind(name, base)) {
			return false;
		}
		if (name.getTagNo() == GeneralName.dNSName && text(name).startsWith(WILDCARD)) {
			String parent = text(name).substring(WILDCARD.length());
			String subtree = text(base);
			require(isHost(parent), "DNS name");
			return isBelow(parent, subtree) || isBelow(subtree, parent);
		}
		return isWithinOfKind(name, base);
	}

	private static boolean isHost(String name) {
		return name.length() <= MAX_NAME && DNS.matcher(name).matches();
	}

	private static boolean sameKind(GeneralName name, GeneralName base) {
		return name.getTagNo() == base.getTagNo();
	}

	private static boolean isWithinOfKind(GeneralName name, GeneralName base) {
		return switch (name.getTagNo()) {
			case GeneralName.dNSName -> dns(text(name), text(base));
			case GeneralName.iPAddress -> address(octets(name), octets(base));
			case GeneralName.directoryName ->
				directory(X500Name.getInstance(name.getName()), X500Name.getInstance(base.getName()));
			case GeneralName.rfc822Name -> mail(text(name), text(base));
			case GeneralName.uniformResourceIdentifier -> host(uriHost(text(name)), text(base));
			default -> throw new IllegalArgumentException("constraints on this kind of name are not supported");
		};
	}

	private static boolean dns(String name, String subtree) {
		String host = name.startsWith(WILDCARD) ? name.substring(WILDCARD.length()) : name;
		require(isHost(host), "DNS name");
		return isBelow(host, subtree);
	}

	private static boolean isBelow(String host, String subtree) {
		String lower = host.toLowerCase(Locale.ROOT);
		String parent = subtree.toLowerCase(Locale.ROOT);
		return parent.isEmpty() || lower.equals(parent) || lower.endsWith("." + parent);
	}

	private static boolean address(byte[] address, byte[] network) {
		if (network.length != 2 * address.length) {
			return false;
		}
		for (int i = 0; i < address.length; i++) {
			int mask = network[address.length + i];
			if ((address[i] & mask) != (network[i] & mask)) {
				return false;
			}
		}
		return true;
	}

	// RFC 4632: a prefix, so no one behind a zero.
	private static void requireNetwork(byte[] network) {
		require(network.length == 8 || network.length == 32, "network");
		boolean zero = false;
		for (int i = network.length / 2; i < network.length; i++) {
			for (int bit = 7; bit >= 0; bit--) {
				boolean set = (network[i] >> bit & 1) == 1;
				require(!(zero && set), "network");
				zero = zero || !set;
			}
		}
	}

	private static boolean directory(X500Name name, X500Name subtree) {
		RDN[] parts = name.getRDNs();
		int length = subtree.getRDNs().length;
		return parts.length >= length
				&& principal(new X500Name(Arrays.copyOf(parts, length))).equals(principal(subtree));
	}

	private static X500Principal principal(X500Name name) {
		try {
			return new X500Principal(name.getEncoded());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean mail(String address, String subtree) {
		int at = address.lastIndexOf('@');
		require(at > 0 && isHost(address.substring(at + 1)) && address.indexOf('@') == at, "address");
		int subtreeAt = subtree.lastIndexOf('@');
		if (subtreeAt < 0) {
			return host(address.substring(at + 1), subtree);
		}
		// The local part is the host's own, upper and lower case included.
		return address.substring(0, at).equals(subtree.substring(0, subtreeAt))
				&& address.substring(at + 1).equalsIgnoreCase(subtree.substring(subtreeAt + 1));
	}

	// A subtree with a leading dot means the hosts below it, one without this host alone.
	private static boolean host(String host, String subtree) {
		return subtree.startsWith(".") ? host.toLowerCase(Locale.ROOT).endsWith(subtree.toLowerCase(Locale.ROOT))
				: host.equalsIgnoreCase(subtree);
	}

	private static String uriHost(String uri) {
		String host = URI.create(uri).getHost();
		// One whose host is an address, or that has none, must be refused.
		require(host != null && isHost(host) && !IPV4.matcher(host).matches(), "URI");
		return host;
	}

	private static String text(GeneralName name) {
		return ASN1IA5String.getInstance(name.getName()).getString();
	}

	private static byte[] octets(GeneralName name) {
		return ASN1OctetString.getInstance(name.getName()).getOctets();
	}

	private static void require(boolean valid, String what) {
		if (!valid) {
			throw new IllegalArgumentException("a malformed " + what);
		}
	}

}
