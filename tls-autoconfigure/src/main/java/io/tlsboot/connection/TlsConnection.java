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

import java.net.SocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;

/**
 * An open connection, as a handler or the user of a client sees it. Where it is secured,
 * the handshake is done.
 * <p>
 * What the peer sends is read by one subscriber after the other, of {@link #inbound()} or
 * of {@link #lines(int)}, and each goes on where the one before was cancelled. While
 * nobody asks for more, the socket is not read. The end of the stream tells how the
 * connection ended: it completes when the peer has closed it in order, and fails with a
 * {@link ConnectionLostException} when it has not. There is no half-close: when the peer
 * has ended the connection, nothing can be sent any more (RFC 5246, section 7.2.1).
 * <p>
 * Safe for use by several threads.
 *
 * @since 0.1.0
 */
public interface TlsConnection {

	/**
	 * Return what the peer sends.
	 * @return the inbound of Reactor Netty
	 */
	NettyInbound inbound();

	/**
	 * Return what the peer sends as lines of UTF-8, each without its end.
	 * @param maxLength how many bytes a line may have, its end not counted
	 * @return the lines
	 * @see #lines(int, Charset)
	 */
	default Flux<String> lines(int maxLength) {
		return lines(maxLength, StandardCharsets.UTF_8);
	}

	/**
	 * Return what the peer sends as lines, each without its end, which is LF or CR LF.
	 * Lines are taken one by one as they are asked for: what follows the last of them can
	 * be read from {@link #inbound()}, and so can what the peer sends after its last end
	 * of a line.
	 * @param maxLength how many bytes a line may have, its end not counted
	 * @param charset how they are decoded; what is malformed is replaced
	 * @return the lines; fails with a {@link LineTooLongException}
	 * @throws IllegalArgumentException if the length is not positive, or the charset does
	 * not write the end of a line as one octet
	 */
	Flux<String> lines(int maxLength, Charset charset);

	/**
	 * Return where to send to the peer. A send ends when it is written to the network, so
	 * that a peer who does not read stops whoever writes; it fails when the connection is
	 * gone. A publisher of several pieces that is being sent when the connection goes is
	 * cancelled, and its send completes: the inbound tells how the connection ended.
	 * @return the outbound of Reactor Netty
	 */
	NettyOutbound outbound();

	/**
	 * Return what was negotiated.
	 * @return the session, or empty on a plain connection
	 */
	Optional<NegotiatedSession> session();

	/**
	 * Return how the server of a protocol with STARTTLS introduced itself last before the
	 * connection was handed over: its capabilities, or its first packet. On a listener,
	 * what this side said.
	 * @return a copy of the bytes as they were sent; none where there is no such
	 * protocol, or it has nothing of that kind
	 */
	byte[] greeting();

	/**
	 * Go over to TLS, with the options of the listener or client, whose mode is
	 * {@code starttls} and which names no protocol.
	 * @return as {@link #startTls(TlsUpgrade)} says; also fails with an
	 * {@link IllegalStateException} if nothing says with which options
	 */
	Mono<NegotiatedSession> startTls();

	/**
	 * Go over to TLS. What was written before is sent in clear, what is written from the
	 * subscription on is sent secured. What was received in clear and is unread by then
	 * is not accepted (CVE-2011-0411), but for the beginning of a client's handshake:
	 * nothing that came before the switch can be read after it. Who reads may go on
	 * reading, but must not wait for more at the moment of the switch; whoever reads
	 * ahead on its own, such as a {@link java.io.BufferedReader}, must not be used.
	 * @param upgrade with what and in which role: whoever opened the connection may be
	 * the server of TLS
	 * @return begins at its subscription, and emits on the event loop what was
	 * negotiated; fails with a {@link HandshakeException}, and the connection is closed,
	 * or with an {@link IllegalStateException} if the connection has gone over before, is
	 * gone, or somebody waits for more in clear
	 */
	Mono<NegotiatedSession> startTls(TlsUpgrade upgrade);

	/**
	 * Return the peer's address: the one that a trusted proxy names in a header of the
	 * PROXY protocol, else that of TCP.
	 * @return the address, also when the connection is gone; {@code null} if it was gone
	 * before anybody asked
	 */
	@Nullable SocketAddress remoteAddress();

	/**
	 * Close in order: what was written is flushed, close_notify is sent (RFC 8446,
	 * section 6.1), the peer's is waited for, then TCP is closed. A peer that does not
	 * take what is written within 3 seconds, or does not answer within 5, is not waited
	 * for. What it sends in the meantime goes to whoever reads. Begins at once; closing
	 * again has no effect.
	 * @return completes when the connection is gone; need not be subscribed to
	 */
	Mono<Void> close();

	/**
	 * Break the connection off: TCP is reset, what was written and not sent is lost, and
	 * so is what was received and not read. No close_notify is sent, so the peer knows
	 * that what it got is not all. Whoever reads gets a {@link ConnectionLostException}.
	 * Has no effect when the connection is gone.
	 */
	void abort();

	/**
	 * Return a view of a connection of Reactor Netty, whose inbound nobody reads yet.
	 * @param connection the connection
	 * @return the view, through which it is read from now on
	 */
	static TlsConnection of(Connection connection) {
		return new ReactorTlsConnection(connection);
	}

}
