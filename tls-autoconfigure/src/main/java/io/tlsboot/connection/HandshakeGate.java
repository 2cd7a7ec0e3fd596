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

import java.nio.channels.ClosedChannelException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.OpenSslSession;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.internal.tcnative.SSL;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.Generation;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.ProtocolNegotiationSupport;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.trust.PeerCertificateException;
import io.tlsboot.x509.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a channel from becoming active before its handshake is done, and tells once how
 * the handshake ended. Stands directly behind the {@link SslHandler} and leaves when it
 * has nothing more to do.
 */
final class HandshakeGate extends ChannelInboundHandlerAdapter {

	private static final String END_OF_STREAM = "tlsboot.endOfStream";

	private final SslHandler handler;

	private final @Nullable KeyExchangeTap tap;

	private final Generation generation;

	private final @Nullable String serverName;

	private final Endpoint endpoint;

	private final HandshakeListener listener;

	private final boolean late;

	private long began;

	private boolean failed;

	HandshakeGate(SslHandler handler, @Nullable KeyExchangeTap tap, Generation generation, @Nullable String serverName,
			Endpoint endpoint, HandshakeListener listener, long began, boolean late) {
		this.handler = handler;
		this.tap = tap;
		this.generation = generation;
		this.serverName = serverName;
		this.endpoint = endpoint;
		this.listener = listener;
		this.began = began;
		this.late = late;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.began = System.nanoTime();
		// Reactor Netty reads on demand only, and nobody behind the gate can ask yet.
		context.read();
	}

	// The engine writes its first message before it tells that the channel is active:
	// where that fails already, as on a connection that was reset at once, its event came
	// before the handshake had begun here.
	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (isBegun()) {
			Throwable cause = this.handler.handshakeFuture().cause();
			fail(context, (cause != null) ? cause : new ClosedChannelException());
		}
		context.fireChannelInactive();
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		context.fireChannelReadComplete();
		if (!this.failed) {
			context.read();
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof SslHandshakeCompletionEvent completion) {
			if (completion.isSuccess() && !this.failed) {
				succeed(context);
			}
			else if (!completion.isSuccess() && isBegun()) {
				fail(context, completion.cause());
			}
		}
		context.fireUserEventTriggered(event);
	}

	private void succeed(ChannelHandlerContext context) {
		Duration duration = Duration.ofNanos(System.nanoTime() - this.began);
		NegotiatedSession session = session();
		if (isForeign(session)) {
			fail(context, new SSLHandshakeException(
					"No matching application layer protocol: the client chose one that was not offered"));
			context.close();
			return;
		}
		if (this.tap != null) {
			context.pipeline().remove(this.tap);
		}
		if (!this.generation.options().resumption().enabled()) {
			// JSSE would keep it all the same.
			this.handler.engine().getSession().invalidate();
		}
		context.channel().attr(ReactorTlsConnection.SESSION).set(session);
		this.listener.succeeded(this.endpoint, session, duration);
		context.pipeline().replace(this, END_OF_STREAM, new EndOfStream(this.handler));
		context.fireChannelActive();
	}

	// A proxy may fail before: that is no handshake.
	private boolean isBegun() {
		return this.began != 0;
	}

	private void fail(ChannelHandlerContext context, Throwable cause) {
		if (this.failed) {
			return;
		}
		this.failed = true;
		Throwable told = (cause instanceof DecoderException && cause.getCause() != null) ? cause.getCause() : cause;
		HandshakeFailure failure = new HandshakeFailure(reason(told), detail(told), Addresses.remote(context.channel()),
				Duration.ofNanos(System.nanoTime() - this.began));
		this.listener.failed(this.endpoint, failure);
		if (this.endpoint.side() == Side.CLIENT || this.late) {
			// Whoever waits for the connection learns it from here.
			context.fireExceptionCaught(new HandshakeException(this.endpoint, failure, told));
		}
	}

	// Under NPN the client has the last word, and BoringSSL does not look at it.
	private boolean isForeign(NegotiatedSession session) {
		return session.applicationProtocol()
			.filter((protocol) -> !this.generation.options().acceptableProtocols().names().contains(protocol))
			.isPresent();
	}

	// A client of NPN that finds nothing of its own in the server's list tells BoringSSL
	// so, which then speaks of an extension that it cannot read. One that it really
	// cannot read would be told in the same words.
	private FailureReason reason(Throwable cause) {
		boolean chooses = this.endpoint.side() == Side.CLIENT
				&& this.generation.options().protocolNegotiation().contains(ProtocolNegotiationSupport.NPN);
		if (chooses && FailureReasons.isUnreadableExtension(cause)) {
			return FailureReason.NO_PROTOCOL_OVERLAP;
		}
		FailureReason reason = FailureReasons.of(cause);
		if (this.late && this.endpoint.side() == Side.CLIENT && reason == FailureReason.PLAINTEXT_ON_TLS_PORT) {
			return FailureReason.PLAINTEXT_AFTER_STARTTLS;
		}
		// A client whose ClientHello was read does speak TLS.
		boolean spoke = this.endpoint.side() == Side.SERVER && reason == FailureReason.PLAINTEXT_ON_TLS_PORT;
		return spoke ? FailureReason.OTHER : reason;
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (!isBegun()) {
			context.fireExceptionCaught(cause);
			return;
		}
		// The decoder throws the failure once more, after it was told.
		if (!this.failed) {
			fail(context, cause);
			context.close();
		}
	}

	private NegotiatedSession session() {
		SSLSession session = this.handler.engine().getSession();
		return new NegotiatedSession(TlsVersion.of(session.getProtocol()).orElseThrow(), session.getCipherSuite(),
				group(session), this.handler.applicationProtocol(), serverName(session), peerCertificates(session),
				isResumed(), this.generation.number());
	}

	private boolean isResumed() {
		if (this.handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
			long pointer = engine.sslPointer();
			return pointer != 0 && SSL.isSessionReused(pointer);
		}
		return this.tap != null && this.tap.resumed();
	}

	private @Nullable NamedGroup group(SSLSession session) {
		if (session instanceof OpenSslSession openssl) {
			String name = openssl.getNamedGroup();
			return (name != null) ? NamedGroup.of(name).orElse(null) : null;
		}
		return (this.tap != null) ? this.tap.group() : null;
	}

	// On a server, the one that has decided about the options: an engine may read it
	// otherwise.
	private @Nullable String serverName(SSLSession session) {
		if (this.endpoint.side() == Side.SERVER || !(session instanceof ExtendedSSLSession extended)) {
			return this.serverName;
		}
		return extended.getRequestedServerNames()
			.stream()
			.filter(SNIHostName.class::isInstance)
			.map((name) -> ((SNIHostName) name).getAsciiName())
			.findFirst()
			.orElse(null);
	}

	private List<Certificate> peerCertificates(SSLSession session) {
		if (this.endpoint.side() == Side.SERVER
				&& this.generation.options().clientAuthentication() == ClientAuthentication.NONE) {
			// An engine says so by an exception, for each connection.
			return List.of();
		}
		try {
			return Arrays.stream(session.getPeerCertificates())
				.map((certificate) -> Certificate.of((X509Certificate) certificate))
				.toList();
		}
		catch (SSLPeerUnverifiedException ex) {
			return List.of();
		}
	}

	// The root of the chain of causes says what went wrong; the layers above it say that
	// something did.
	private static String detail(Throwable cause) {
		Throwable root = cause;
		for (Throwable next = cause; next != null; next = next.getCause()) {
			root = next;
			if (next instanceof PeerCertificateException) {
				break;
			}
		}
		return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
	}

}
