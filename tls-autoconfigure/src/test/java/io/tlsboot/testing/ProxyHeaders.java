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

package io.tlsboot.testing;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Headers of the PROXY protocol, written by hand as its specification has them.
 */
public final class ProxyHeaders {

	/** The client that the headers name, over IPv4. */
	public static final InetSocketAddress CLIENT_4 = address("192.0.2.7", 40001);

	/** The client that the headers name, over IPv6. */
	public static final InetSocketAddress CLIENT_6 = address("2001:db8::7", 40006);

	private static final InetSocketAddress SERVER_4 = address("198.51.100.1", 443);

	private static final InetSocketAddress SERVER_6 = address("2001:db8::1", 443);

	private static final byte[] SIGNATURE = { 13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10 };

	private ProxyHeaders() {
	}

	private static InetSocketAddress address(String address, int port) {
		try {
			return new InetSocketAddress(InetAddress.getByName(address), port);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static byte[] text(String line) {
		return line.getBytes(StandardCharsets.US_ASCII);
	}

	public static byte[] v1Tcp4() {
		return text("PROXY TCP4 192.0.2.7 198.51.100.1 40001 443\r\n");
	}

	public static byte[] v1Tcp6() {
		return text("PROXY TCP6 2001:db8::7 2001:db8::1 40006 443\r\n");
	}

	public static byte[] v1Unknown() {
		return text("PROXY UNKNOWN 1 2 3\r\n");
	}

	public static byte[] v2Tcp4() {
		return v2(0x21, 0x11, addresses(CLIENT_4, SERVER_4));
	}

	public static byte[] v2Tcp6() {
		// With a value of an unknown type behind the addresses.
		return v2(0x21, 0x21, concat(addresses(CLIENT_6, SERVER_6), new byte[] { (byte) 0xe0, 0, 2, 1, 2 }));
	}

	public static byte[] v2Local() {
		return v2(0x20, 0, new byte[0]);
	}

	public static byte[] v2Unspecified() {
		return v2(0x21, 0, new byte[] { 1, 2, 3 });
	}

	public static byte[] v2(int command, int family, byte[] rest) {
		return v2(command, family, rest.length, rest);
	}

	public static byte[] v2(int command, int family, int length, byte[] rest) {
		ByteBuffer fixed = ByteBuffer.allocate(SIGNATURE.length + 4).put(SIGNATURE);
		fixed.put((byte) command).put((byte) family).putShort((short) length);
		return concat(fixed.array(), rest);
	}

	private static byte[] addresses(InetSocketAddress source, InetSocketAddress destination) {
		byte[] ports = ByteBuffer.allocate(4)
			.putShort((short) source.getPort())
			.putShort((short) destination.getPort())
			.array();
		return concat(source.getAddress().getAddress(), destination.getAddress().getAddress(), ports);
	}

	public static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

}
