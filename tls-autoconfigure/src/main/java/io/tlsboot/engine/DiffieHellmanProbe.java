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

package io.tlsboot.engine;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

import javax.crypto.spec.DHParameterSpec;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.TlsVersionRange;

/**
 * Asks a server of the JDK's engine, in memory, for a suite with finite field
 * Diffie-Hellman, and looks which group it takes. The client names no groups itself,
 * since a server has to follow one that does (RFC 7919, section 4).
 */
final class DiffieHellmanProbe {

	private static final int RANDOM_LENGTH = 32;

	private static final int RECORD_HEADER = 5;

	private static final int HANDSHAKE = 22;

	private static final int SERVER_KEY_EXCHANGE = 12;

	// DHE_RSA with AES-GCM, ChaCha20-Poly1305, and AES-CBC: the server has the choice.
	private static final int[] SUITES = { 0x009e, 0x009f, 0xccaa, 0x0067, 0x006b, 0x0033, 0x0039 };

	// Some insist on it: extended_master_secret (RFC 7627).
	private static final int EXTENSION_MASTER_SECRET = 23;

	// signature_algorithms (RFC 5246, section 7.4.1.4.1): RSA with SHA-256 to SHA-512,
	// PKCS #1 and PSS.
	private static final int EXTENSION_SIGNATURES = 13;

	private static final int[] SIGNATURES = { 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601 };

	private static final int EMPTY_RENEGOTIATION_INFO = 0x00ff;

	private DiffieHellmanProbe() {
	}

	/**
	 * Return the group that a server sends.
	 * @param context the server's context
	 * @param options its options
	 * @return the group, or empty if it does not negotiate such a suite
	 */
	static Optional<DHParameterSpec> ask(SslContext context, CertificateOptions options) {
		SSLEngine engine = context.newEngine(ByteBufAllocator.DEFAULT);
		try {
			return find(answer(engine, clientHello(options)));
		}
		catch (SSLException | BufferUnderflowException | IllegalArgumentException ex) {
			return Optional.empty();
		}
		finally {
			engine.closeOutbound();
		}
	}

	// RFC 5246, section 7.4.3: dh_p<1..2^16-1>, then dh_g<1..2^16-1>.
	private static BigInteger number(ByteBuffer message) {
		byte[] number = new byte[Short.toUnsignedInt(message.getShort())];
		message.get(number);
		return new BigInteger(1, number);
	}

	private static ByteBuffer clientHello(CertificateOptions options) {
		ByteBuffer body = ByteBuffer.allocate(RANDOM_LENGTH + 64 + 2 * SUITES.length);
		body.putShort((short) newest(options.versions()));
		body.position(body.position() + RANDOM_LENGTH);
		body.put((byte) 0);
		body.putShort((short) (2 * SUITES.length + 2));
		for (int suite : SUITES) {
			body.putShort((short) suite);
		}
		body.putShort((short) EMPTY_RENEGOTIATION_INFO);
		body.put((byte) 1).put((byte) 0);
		body.putShort((short) (2 * SIGNATURES.length + 10));
		body.putShort((short) EXTENSION_MASTER_SECRET).putShort((short) 0);
		body.putShort((short) EXTENSION_SIGNATURES);
		body.putShort((short) (2 * SIGNATURES.length + 2));
		body.putShort((short) (2 * SIGNATURES.length));
		for (int signature : SIGNATURES) {
			body.putShort((short) signature);
		}
		body.flip();
		ByteBuffer flight = ByteBuffer.allocate(RECORD_HEADER + 4 + body.remaining());
		flight.put((byte) HANDSHAKE).putShort((short) 0x0301).putShort((short) (4 + body.remaining()));
		flight.putInt((1 << 24) | body.remaining());
		return flight.put(body).flip();
	}

	// RFC 5246, appendix E.1. There is no such suite in TLS 1.3.
	private static int newest(TlsVersionRange versions) {
		return switch (versions.maximum()) {
			case SSLv3 -> 0x0300;
			case TLSv1_0 -> 0x0301;
			case TLSv1_1 -> 0x0302;
			case TLSv1_2, TLSv1_3 -> 0x0303;
		};
	}

	private static ByteBuffer answer(SSLEngine engine, ByteBuffer flight) throws SSLException {
		ByteBuffer nothing = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
		ByteBuffer answer = ByteBuffer.allocate(1 << 17);
		engine.beginHandshake();
		HandshakeStatus status = engine.unwrap(flight, nothing).getHandshakeStatus();
		while (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP) {
			if (status == HandshakeStatus.NEED_TASK) {
				for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
					task.run();
				}
				status = engine.getHandshakeStatus();
			}
			else {
				status = engine.wrap(ByteBuffer.allocate(0), answer).getHandshakeStatus();
			}
		}
		return answer.flip();
	}

	private static Optional<DHParameterSpec> find(ByteBuffer records) {
		ByteBuffer messages = ByteBuffer.allocate(records.remaining());
		while (records.remaining() >= RECORD_HEADER && records.get() == HANDSHAKE) {
			records.getShort();
			int length = Short.toUnsignedInt(records.getShort());
			messages.put(records.slice(records.position(), length));
			records.position(records.position() + length);
		}
		messages.flip();
		while (messages.remaining() >= 4) {
			int header = messages.getInt();
			if (header >>> 24 == SERVER_KEY_EXCHANGE) {
				return Optional.of(new DHParameterSpec(number(messages), number(messages)));
			}
			messages.position(messages.position() + (header & 0xffffff));
		}
		return Optional.empty();
	}

}
