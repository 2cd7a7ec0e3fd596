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
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;

/**
 * A client of the JDK whose TCP connection the test can reach past TLS, for what no
 * honest client does.
 */
public final class RawTlsPeer implements AutoCloseable {

	private final PacedSocket tcp;

	private final SSLSocket tls;

	private RawTlsPeer(PacedSocket tcp, SSLSocket tls) {
		this.tcp = tcp;
		this.tls = tls;
	}

	public static RawTlsPeer connect(int port, String version) throws IOException, GeneralSecurityException {
		PacedSocket tcp = new PacedSocket(port);
		tcp.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
		tcp.setTcpNoDelay(true);
		SSLSocket tls = (SSLSocket) context().getSocketFactory().createSocket(tcp, "localhost", port, false);
		tls.setEnabledProtocols(new String[] { version });
		return new RawTlsPeer(tcp, tls);
	}

	/**
	 * Make the first message of a handshake, for who will not do the rest.
	 */
	public static byte[] clientHello(String version) throws IOException, GeneralSecurityException {
		SSLEngine engine = context().createSSLEngine();
		engine.setUseClientMode(true);
		engine.setEnabledProtocols(new String[] { version });
		ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
		engine.wrap(ByteBuffer.allocate(0), hello);
		byte[] bytes = new byte[hello.flip().remaining()];
		hello.get(bytes);
		return bytes;
	}

	private static SSLContext context() throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		TrustManager[] trust = InsecureTrustManagerFactory.INSTANCE.getTrustManagers();
		context.init(null, trust, null);
		return context;
	}

	/**
	 * From now on, send each octet by itself.
	 */
	public void trickle() {
		this.tcp.trickling = true;
	}

	/**
	 * Return the records of some data, each its own, which are not sent.
	 */
	public byte[] records(byte[]... data) throws IOException {
		this.tcp.held = new ByteArrayOutputStream();
		for (byte[] one : data) {
			this.tls.getOutputStream().write(one);
		}
		byte[] records = this.tcp.held.toByteArray();
		this.tcp.held = null;
		return records;
	}

	public void handshake() throws IOException {
		this.tls.startHandshake();
		this.tls.getOutputStream().write('x');
		this.tls.getInputStream().read();
	}

	/**
	 * Return what is under TLS.
	 */
	public Socket tcp() {
		return this.tcp;
	}

	/**
	 * Return what TLS goes through.
	 */
	public SSLSocket tls() {
		return this.tls;
	}

	public void renegotiate() throws IOException {
		this.tls.startHandshake();
		this.tls.getOutputStream().write('x');
		this.tls.getInputStream().read();
		throw new AssertionError("renegotiated");
	}

	@Override
	public void close() throws IOException {
		this.tcp.close();
	}

	/**
	 * Sends when and in the pieces that the test wants.
	 */
	private static final class PacedSocket extends Socket {

		private volatile boolean trickling;

		private volatile ByteArrayOutputStream held;

		private PacedSocket(int port) throws IOException {
			super(InetAddress.getLoopbackAddress(), port);
		}

		@Override
		public OutputStream getOutputStream() throws IOException {
			OutputStream direct = super.getOutputStream();
			return new OutputStream() {

				@Override
				public void write(int octet) throws IOException {
					write(new byte[] { (byte) octet }, 0, 1);
				}

				@Override
				public void write(byte[] bytes, int offset, int length) throws IOException {
					OutputStream holding = PacedSocket.this.held;
					if (holding != null) {
						holding.write(bytes, offset, length);
					}
					else if (PacedSocket.this.trickling) {
						for (int at = offset; at < offset + length; at++) {
							direct.write(bytes, at, 1);
						}
					}
					else {
						direct.write(bytes, offset, length);
					}
				}

			};
		}

	}

}
