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

package io.tlsboot.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.util.NetUtil;

/**
 * Addresses that begin with the same bits (RFC 4632, section 3.1; RFC 4291, section 2.3).
 *
 * @param network the first address
 * @param prefix how many bits are the same
 * @since 0.1.0
 */
public record AddressRange(InetAddress network, int prefix) {

	private static final Pattern TEXT = Pattern.compile("(?<address>[0-9a-fA-F:.]+)(?:/(?<prefix>[0-9]{1,3}))?");

	private static final String EXPECTED = "expected: an IP address, or a range such as 10.0.0.0/8 or 2001:db8::/32";

	/**
	 * Create a range.
	 * @param network the first address
	 * @param prefix how many bits are the same
	 * @throws IllegalArgumentException if the address has not as many bits, or others
	 * than these
	 */
	public AddressRange {
		Objects.requireNonNull(network, "'network' must not be null");
		byte[] bytes = network.getAddress();
		int bits = bytes.length * Byte.SIZE;
		if (prefix < 0 || prefix > bits) {
			throw new IllegalArgumentException("prefix: %d (expected: 0 to %d)".formatted(prefix, bits));
		}
		for (int bit = prefix; bit < bits; bit++) {
			if (bit(bytes, bit)) {
				throw new IllegalArgumentException("'%s/%d' has bits behind its prefix (%s)"
					.formatted(NetUtil.toAddressString(network), prefix, EXPECTED));
			}
		}
	}

	private static boolean bit(byte[] bytes, int index) {
		return (bytes[index / Byte.SIZE] & (0x80 >> index % Byte.SIZE)) != 0;
	}

	/**
	 * Return the range that a text names.
	 * @param text an address, or address, slash and number of bits
	 * @return the range
	 * @throws IllegalArgumentException if the text is neither
	 */
	public static AddressRange parse(String text) {
		Matcher matcher = TEXT.matcher(text);
		if (text.indexOf(':') >= 0 && text.indexOf('.') >= 0) {
			throw new IllegalArgumentException(
					"found: '%s' (expected: an IPv4 address by itself, which also matches where a peer's is mapped to IPv6)"
						.formatted(text));
		}
		byte[] bytes = matcher.matches() ? NetUtil.createByteArrayFromIpAddressString(matcher.group("address")) : null;
		if (bytes == null) {
			throw new IllegalArgumentException("found: '%s' (%s)".formatted(text, EXPECTED));
		}
		InetAddress network = address(bytes);
		String prefix = matcher.group("prefix");
		return new AddressRange(network,
				(prefix != null) ? Integer.parseInt(prefix) : network.getAddress().length * Byte.SIZE);
	}

	private static InetAddress address(byte[] bytes) {
		try {
			return InetAddress.getByAddress(bytes);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Tell whether an address is one of these.
	 * @param address the address; IPv4 in IPv6 is IPv4
	 * @return whether it is
	 */
	public boolean contains(InetAddress address) {
		byte[] mine = this.network.getAddress();
		byte[] other = address(address.getAddress()).getAddress();
		if (mine.length != other.length) {
			return false;
		}
		for (int bit = 0; bit < this.prefix; bit++) {
			if (bit(mine, bit) != bit(other, bit)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return the range as {@link #parse} reads it.
	 * @return the text
	 */
	@Override
	public String toString() {
		return "%s/%d".formatted(NetUtil.toAddressString(this.network), this.prefix);
	}

}
