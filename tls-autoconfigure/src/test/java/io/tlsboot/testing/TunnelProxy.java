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

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.tlsboot.client.ClientProxy;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on loopback that takes every name for a server on loopback.
 */
public final class TunnelProxy implements AutoCloseable {

	private static final byte[] NO_ADDRESS = { 0, 0, 0, 0, 0, 0 };

	private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

	private final ClientProxy.Type type;

	private final BlockingQueue<String> targets = new LinkedBlockingQueue<>();

	private final AtomicInteger accepted = new AtomicInteger();

	private volatile @Nullable String credentials;

	private volatile boolean refusing;

	private volatile boolean silent;

	public TunnelProxy(ClientProxy.Type type) throws IOException {
		this.type = type;
		daemon(this::accept);
	}

	/**
	 * Serve nobody else; SOCKS4 knows the user alone.
	 */
	public void demand(String username, String password) {
		this.credentials = (this.type == ClientProxy.Type.SOCKS4) ? username : username + ":" + password;
	}

	public void refuse() {
		this.refusing = true;
	}

	public void keepSilent() {
		this.silent = true;
	}

	public ClientProxy address() {
		return ClientProxy.of(this.type, "127.0.0.1", this.listening.getLocalPort());
	}

	/**
	 * Return where the next client wanted to, as it said it.
	 */
	public String target() {
		try {
			return String.valueOf(this.targets.poll(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS));
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	public int accepted() {
		return this.accepted.get();
	}

	private static void daemon(Runnable task) {
		Thread thread = new Thread(task, "tunnel-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		try {
			while (true) {
				Socket client = this.listening.accept();
				this.accepted.incrementAndGet();
				daemon(() -> serve(client));
			}
		}
		catch (IOException ex) {
			// The test closes it.
		}
	}

	private void serve(Socket client) {
		try (client) {
			DataInputStream in = new DataInputStream(client.getInputStream());
			OutputStream out = client.getOutputStream();
			if (this.silent) {
				in.transferTo(OutputStream.nullOutputStream());
				return;
			}
			String target = switch (this.type) {
				case HTTP -> http(in, out);
				case SOCKS4 -> socks4(in, out);
				case SOCKS5 -> socks5(in, out);
			};
			if (target == null) {
				return;
			}
			this.targets.add(target);
			if (this.refusing) {
				answer(out, "HTTP/1.1 403 Forbidden\r\n\r\n", 91, 2);
				return;
			}
			try (Socket server = new Socket(InetAddress.getLoopbackAddress(),
					Integer.parseInt(target.substring(target.lastIndexOf(':') + 1)))) {
				answer(out, "HTTP/1.1 200 OK\r\n\r\n", 90, 0);
				daemon(() -> pump(server, client));
				in.transferTo(server.getOutputStream());
			}
		}
		catch (IOException ex) {
			// One of the ends went away.
		}
	}

	private static void pump(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
			to.shutdownOutput();
		}
		catch (IOException ex) {
			// The other end went away.
		}
	}

	private void answer(OutputStream out, String http, int socks4, int socks5) throws IOException {
		switch (this.type) {
			case HTTP -> out.write(http.getBytes(StandardCharsets.US_ASCII));
			case SOCKS4 -> {
				out.write(new byte[] { 0, (byte) socks4 });
				out.write(NO_ADDRESS);
			}
			case SOCKS5 -> {
				out.write(new byte[] { 5, (byte) socks5, 0, 1 });
				out.write(NO_ADDRESS);
			}
		}
		out.flush();
	}

	private @Nullable String http(DataInputStream in, OutputStream out) throws IOException {
		StringBuilder request = new StringBuilder();
		while (request.indexOf("\r\n\r\n") < 0) {
			request.append((char) in.readUnsignedByte());
		}
		String wanted = this.credentials;
		if (wanted != null && request.indexOf(
				"Basic " + Base64.getEncoder().encodeToString(wanted.getBytes(StandardCharsets.UTF_8)) + "\r\n") < 0) {
			answer(out, "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", 0, 0);
			return null;
		}
		return request.substring("CONNECT ".length(), request.indexOf(" HTTP"));
	}

	// SOCKS 4a: an address 0.0.0.x says that a name follows the user.
	private @Nullable String socks4(DataInputStream in, OutputStream out) throws IOException {
		in.readUnsignedShort();
		int port = in.readUnsignedShort();
		byte[] address = in.readNBytes(4);
		String user = text(in);
		boolean named = address[0] == 0 && address[1] == 0 && address[2] == 0;
		String host = named ? text(in) : InetAddress.getByAddress(address).getHostAddress();
		String wanted = this.credentials;
		if (wanted != null && !wanted.equals(user)) {
			answer(out, "", 93, 0);
			return null;
		}
		return host + ":" + port;
	}

	private static String text(DataInputStream in) throws IOException {
		StringBuilder text = new StringBuilder();
		for (int octet = in.readUnsignedByte(); octet != 0; octet = in.readUnsignedByte()) {
			text.append((char) octet);
		}
		return text.toString();
	}

	// RFC 1928, and RFC 1929 for the credentials.
	private @Nullable String socks5(DataInputStream in, OutputStream out) throws IOException {
		in.readUnsignedByte();
		in.readNBytes(in.readUnsignedByte());
		String wanted = this.credentials;
		out.write(new byte[] { 5, (byte) ((wanted != null) ? 2 : 0) });
		if (wanted != null) {
			in.readUnsignedByte();
			String given = counted(in) + ":" + counted(in);
			out.write(new byte[] { 1, (byte) (given.equals(wanted) ? 0 : 1) });
			if (!given.equals(wanted)) {
				return null;
			}
		}
		in.readNBytes(3);
		String host = switch (in.readUnsignedByte()) {
			case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
			case 3 -> counted(in);
			default -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
		};
		return host + ":" + in.readUnsignedShort();
	}

	private static String counted(DataInputStream in) throws IOException {
		return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
	}

	@Override
	public void close() throws IOException {
		this.listening.close();
	}

}
