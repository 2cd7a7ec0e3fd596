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
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * A header of the PROXY protocol at the beginning of what a peer sends (HAProxy, "The
 * PROXY protocol, versions 1 &amp; 2", sections 2.1 and 2.2). Judged as early as it can
 * be. What version 2 adds to the addresses is not looked at.
 *
 * @param length how many bytes it takes
 * @param source the client, or {@code null} if the header names none
 * @param destination where the client connected to; {@code null} if the client is
 */
record ProxyPreamble(int length, @Nullable InetSocketAddress source, @Nullable InetSocketAddress destination) {

	/** More than any proxy is known to send; the format allows 64 KiB. */
	static final int MAX_LENGTH = 4096;

	private static final ByteBuf V1 = constant("PROXY ".getBytes(StandardCharsets.US_ASCII));

	private static final ByteBuf V2 = constant(new byte[] { 13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10 });

	private static final int V1_MAX_LENGTH = 107;

	private static final int V2_FIXED = 16;

	private static final int STREAM_4 = 0x11;

	private static final int STREAM_6 = 0x21;

	private static final int STREAM_UNIX = 0x31;

	private static final Pattern PORT = Pattern.compile("0|[1-9][0-9]{0,4}");

	private static final int MAX_PORT = 65535;

	private static ByteBuf constant(byte[] bytes) {
		return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes).asReadOnly());
	}

	/**
	 * Read a header.
	 * @param bytes what has come, at least one byte; not changed
	 * @param accepted which versions may come
	 * @return the header, or {@code null} if more has to come
	 * @throws IllegalArgumentException if no header can come of these bytes
	 */
	static @Nullable ProxyPreamble read(ByteBuf bytes, ProxyProtocol accepted) {
		if (accepted.accepts(ProxyProtocol.V1) && beginsLike(bytes, V1)) {
			return (bytes.readableBytes() > V1.readableBytes()) ? readV1(bytes) : null;
		}
		if (accepted.accepts(ProxyProtocol.V2) && beginsLike(bytes, V2)) {
			return (bytes.readableBytes() >= V2_FIXED) ? readV2(bytes) : null;
		}
		throw new IllegalArgumentException("the connection does not begin with a header of the PROXY protocol");
	}

	private static boolean beginsLike(ByteBuf bytes, ByteBuf signature) {
		int length = Math.min(bytes.readableBytes(), signature.readableBytes());
		return ByteBufUtil.equals(bytes, bytes.readerIndex(), signature, 0, length);
	}

	private static @Nullable ProxyPreamble readV1(ByteBuf bytes) {
		int searched = Math.min(bytes.readableBytes(), V1_MAX_LENGTH);
		int end = bytes.indexOf(bytes.readerIndex(), bytes.readerIndex() + searched, (byte) '\n') - bytes.readerIndex();
		if (end < 0) {
			if (searched == V1_MAX_LENGTH) {
				throw new IllegalArgumentException("the PROXY header has more than %d bytes".formatted(V1_MAX_LENGTH));
			}
			return null;
		}
		String line = bytes.toString(bytes.readerIndex(), end, StandardCharsets.ISO_8859_1);
		if (!line.endsWith("\r")) {
			throw broken("its line does not end with CR LF");
		}
		String[] words = line.substring(0, line.length() - 1).split(" ", -1);
		if (words[1].equals("UNKNOWN")) {
			return new ProxyPreamble(end + 1, null, null);
		}
		boolean four = words[1].equals("TCP4");
		if (words.length != 6 || !(four || words[1].equals("TCP6"))) {
			throw broken("it is not of the form 'PROXY TCP4|TCP6 source destination port port'");
		}
		return new ProxyPreamble(end + 1, endpoint(words[2], words[4], four), endpoint(words[3], words[5], four));
	}

	private static InetSocketAddress endpoint(String address, String port, boolean four) {
		// A zone means nothing on another machine.
		boolean valid = four ? NetUtil.isValidIpV4Address(address)
				: NetUtil.isValidIpV6Address(address) && address.indexOf('%') < 0 && address.indexOf('[') < 0;
		byte[] bytes = valid ? NetUtil.createByteArrayFromIpAddressString(address) : null;
		if (bytes == null) {
			throw broken("an address is none of its family");
		}
		if (!PORT.matcher(port).matches() || Integer.parseInt(port) > MAX_PORT) {
			throw broken("a port is out of range");
		}
		return endpoint(bytes, Integer.parseInt(port));
	}

	private static @Nullable ProxyPreamble readV2(ByteBuf bytes) {
		int start = bytes.readerIndex();
		int command = bytes.getUnsignedByte(start + 12);
		int family = bytes.getUnsignedByte(start + 13);
		int length = V2_FIXED + bytes.getUnsignedShort(start + 14);
		if (command != 0x20 && command != 0x21) {
			throw broken("its version or command is unknown");
		}
		if (length > MAX_LENGTH) {
			throw new IllegalArgumentException(
					"the PROXY header has %d bytes (expected: at most %d)".formatted(length, MAX_LENGTH));
		}
		boolean local = command == 0x20;
		int needed = local ? 0 : addresses(family);
		if (length < V2_FIXED + needed) {
			throw broken("it is too short for its addresses");
		}
		if (bytes.readableBytes() < length) {
			return null;
		}
		if (local || (family != STREAM_4 && family != STREAM_6)) {
			return new ProxyPreamble(length, null, null);
		}
		int size = (family == STREAM_4) ? 4 : 16;
		int ports = start + V2_FIXED + 2 * size;
		return new ProxyPreamble(length, endpoint(bytes, start + V2_FIXED, size, ports),
				endpoint(bytes, start + V2_FIXED + size, size, ports + 2));
	}

	private static int addresses(int family) {
		return switch (family) {
			case 0 -> 0;
			case STREAM_4 -> 12;
			case STREAM_6 -> 36;
			case STREAM_UNIX -> 216;
			default -> throw broken("its family is unknown, or not one of streams");
		};
	}

	private static InetSocketAddress endpoint(ByteBuf bytes, int index, int size, int port) {
		byte[] address = new byte[size];
		bytes.getBytes(index, address);
		return endpoint(address, bytes.getUnsignedShort(port));
	}

	private static InetSocketAddress endpoint(byte[] address, int port) {
		try {
			return new InetSocketAddress(InetAddress.getByAddress(address), port);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static IllegalArgumentException broken(String problem) {
		return new IllegalArgumentException("the PROXY header is broken: " + problem);
	}

}
