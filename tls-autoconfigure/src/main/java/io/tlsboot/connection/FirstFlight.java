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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ProtocolNegotiationSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client's first message before any engine does, decides with what the connection
 * is secured, puts that in its own place, and hands on what it has read. Here a client is
 * refused that does not speak TLS, asks for a name that is not served (RFC 6066, section
 * 3), or offers no application protocol of ours (RFC 7301, section 3.2): an engine could
 * not say so, or not with the right alert.
 */
final class FirstFlight extends ChannelInboundHandlerAdapter {

	private static final int FIRST_CONTENT_TYPE = 20;

	private static final int LAST_CONTENT_TYPE = 24;

	private static final int ALERT = 21;

	private static final int ALERT_RECORD_LENGTH = 7;

	// RFC 8446, section 6.
	private static final int UNEXPECTED_MESSAGE = 10;

	private static final int DECODE_ERROR = 50;

	private static final int MISSING_EXTENSION = 109;

	private static final int UNRECOGNIZED_NAME = 112;

	private static final int NO_APPLICATION_PROTOCOL = 120;

	private static final Set<String> HTTP_METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS",
			"TRACE", "PATCH", "PRI");

	private static final int LONGEST_METHOD = 8;

	private final ServerContexts contexts;

	private final Endpoint endpoint;

	private final HandshakeListener listener;

	private final Duration timeout;

	private final boolean late;

	private final FirstMessage message = new FirstMessage();

	private long began;

	private @Nullable Future<?> timer;

	private @Nullable ByteBuf received;

	private int needed = 1;

	private boolean done;

	private boolean answered;

	/**
	 * Create a reader for one connection.
	 * @param contexts decides with what it is secured
	 * @param endpoint the listener
	 * @param listener hears how the handshake ends
	 * @param timeout how long it may take
	 * @param late whether the connection was in clear before, and somebody waits for the
	 * end of the handshake
	 */
	FirstFlight(ServerContexts contexts, Endpoint endpoint, HandshakeListener listener, Duration timeout,
			boolean late) {
		this.contexts = contexts;
		this.endpoint = endpoint;
		this.listener = listener;
		this.timeout = timeout;
		this.late = late;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.began = System.nanoTime();
		this.listener.began(this.endpoint);
		this.timer = context.executor()
			.schedule(
					() -> fail(context, FailureReason.TIMEOUT, "the client took too long to begin its handshake", null),
					this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		// Reactor Netty reads on demand only, and nobody behind can ask yet.
		context.read();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.done || !(message instanceof ByteBuf bytes)) {
			ReferenceCountUtil.release(message);
			return;
		}
		ByteBuf before = this.received;
		ByteBuf all = (before != null) ? ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), before, bytes)
				: bytes;
		this.received = all;
		if (all.readableBytes() >= this.needed) {
			look(context, all);
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (!this.done || this.answered) {
			context.read();
		}
	}

	private void look(ChannelHandlerContext context, ByteBuf bytes) {
		int type = bytes.getUnsignedByte(bytes.readerIndex());
		if (type < FIRST_CONTENT_TYPE || type > LAST_CONTENT_TYPE) {
			refusePlaintext(context, bytes);
			return;
		}
		if (type == ALERT) {
			refuseAlert(context, bytes);
			return;
		}
		int missing = this.message.missing(bytes.nioBuffer());
		if (missing > 0) {
			this.needed = bytes.readableBytes() + missing;
			return;
		}
		if (missing == FirstMessage.BROKEN) {
			refuse(context, FailureReason.MALFORMED, "the client did not begin with a ClientHello", null,
					UNEXPECTED_MESSAGE);
			return;
		}
		ClientHello hello = ClientHello.parse(this.message.body());
		if (hello == null) {
			refuse(context, FailureReason.MALFORMED, "the ClientHello is malformed", null, DECODE_ERROR);
			return;
		}
		decide(context, hello);
	}

	private void decide(ChannelHandlerContext context, ClientHello hello) {
		String name = hello.serverName();
		if (name != null && !name.chars().allMatch(FirstFlight::isVisible)) {
			refuse(context, FailureReason.UNKNOWN_SERVER_NAME,
					"the client asks for '%s', which is no name".formatted(name), name, UNRECOGNIZED_NAME);
			return;
		}
		ServerContexts.Secured secured = this.contexts.choose(name, context.alloc());
		if (secured == null) {
			refuse(context, FailureReason.UNKNOWN_SERVER_NAME,
					(name != null) ? "the client asks for the name '%s'".formatted(name)
							: "the client asks for no name",
					name, (name != null) ? UNRECOGNIZED_NAME : MISSING_EXTENSION);
			return;
		}
		CertificateOptions options = secured.generation().options();
		List<String> acceptable = options.acceptableProtocols().names();
		boolean chooses = !acceptable.isEmpty()
				&& options.protocolNegotiation().contains(ProtocolNegotiationSupport.ALPN);
		List<String> offered = hello.offer().protocols();
		if (chooses && !offered.isEmpty() && Collections.disjoint(offered, acceptable)) {
			ReferenceCountUtil.release(secured.handler().engine());
			refuse(context, FailureReason.NO_PROTOCOL_OVERLAP,
					"No matching application layer protocol: the client offers %s (acceptable: %s)".formatted(offered,
							acceptable),
					name, NO_APPLICATION_PROTOCOL);
			return;
		}
		secure(context, secured, hello);
	}

	private void secure(ChannelHandlerContext context, ServerContexts.Secured secured, ClientHello hello) {
		this.done = true;
		long left = this.timeout.toNanos() - (System.nanoTime() - this.began);
		secured.handler().setHandshakeTimeoutMillis(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
		SecurePipeline.secureBehind(context, secured, hello, this.endpoint, this.listener, this.began, this.late);
		ByteBuf bytes = this.received;
		this.received = null;
		if (bytes != null) {
			context.fireChannelRead(bytes);
		}
		context.fireChannelReadComplete();
		context.pipeline().remove(this);
	}

	private void refuseAlert(ChannelHandlerContext context, ByteBuf bytes) {
		if (bytes.readableBytes() < ALERT_RECORD_LENGTH) {
			this.needed = ALERT_RECORD_LENGTH;
			return;
		}
		int description = bytes.getUnsignedByte(bytes.readerIndex() + ALERT_RECORD_LENGTH - 1);
		fail(context,
				failure(context, FailureReason.PEER_ALERT, "the client sent an alert instead of its first message",
						null, new TlsAlert(description, TlsAlert.Direction.RECEIVED)),
				null);
	}

	private void refusePlaintext(ChannelHandlerContext context, ByteBuf bytes) {
		if (this.late) {
			fail(context, FailureReason.PLAINTEXT_AFTER_STARTTLS,
					"the client did not begin its handshake at the switch to TLS", null);
			return;
		}
		String beginning = bytes.toString(bytes.readerIndex(), Math.min(bytes.readableBytes(), LONGEST_METHOD),
				StandardCharsets.ISO_8859_1);
		int end = beginning.indexOf(' ');
		if (end < 0 && HTTP_METHODS.stream().anyMatch((method) -> method.startsWith(beginning))) {
			this.needed = bytes.readableBytes() + 1;
			return;
		}
		boolean http = end > 0 && HTTP_METHODS.contains(beginning.substring(0, end));
		fail(context, FailureReason.PLAINTEXT_ON_TLS_PORT, "the client does not speak TLS",
				http ? Unpooled.copiedBuffer(answer(), StandardCharsets.US_ASCII) : null);
	}

	private static String answer() {
		String body = "This port speaks TLS: use https.\n";
		return "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
			.formatted(body.length(), body);
	}

	// Fatal, and in the clear since no key is known yet.
	private static ByteBuf alert(int description) {
		return Unpooled.wrappedBuffer(new byte[] { 21, 3, 3, 0, 2, 2, (byte) description });
	}

	private static boolean isVisible(int character) {
		return character > ' ' && character <= '~';
	}

	private void refuse(ChannelHandlerContext context, FailureReason reason, String detail, @Nullable String serverName,
			int description) {
		fail(context, failure(context, reason, detail, serverName, new TlsAlert(description, TlsAlert.Direction.SENT)),
				alert(description));
	}

	private void fail(ChannelHandlerContext context, FailureReason reason, String detail, @Nullable ByteBuf answer) {
		fail(context, failure(context, reason, detail, null, null), answer);
	}

	private HandshakeFailure failure(ChannelHandlerContext context, FailureReason reason, String detail,
			@Nullable String serverName, @Nullable TlsAlert alert) {
		return new HandshakeFailure(reason, detail, Addresses.remote(context.channel()),
				Duration.ofNanos(System.nanoTime() - this.began), serverName, alert);
	}

	private void fail(ChannelHandlerContext context, HandshakeFailure failure, @Nullable ByteBuf answer) {
		if (this.done) {
			ReferenceCountUtil.release(answer);
			return;
		}
		this.done = true;
		release();
		this.listener.ended(this.endpoint);
		this.listener.failed(this.endpoint, failure);
		if (answer != null) {
			this.answered = true;
			LastWords.send(context, answer);
		}
		else {
			context.close();
		}
		if (this.late) {
			// Last: who hears of it closes the connection.
			context.fireExceptionCaught(new HandshakeException(this.endpoint, failure, null));
		}
	}

	private void release() {
		ReferenceCountUtil.release(this.received);
		this.received = null;
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		fail(context, FailureReason.RESET, "the connection went away before the client began its handshake", null);
		context.fireChannelInactive();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		fail(context, FailureReasons.of(cause), String.valueOf(cause.getMessage()), null);
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		Future<?> running = this.timer;
		if (running != null) {
			running.cancel(false);
		}
		release();
	}

}
