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

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.netty.handler.ssl.OpenSslSession;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.Generation;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.x509.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a handshake came to out of its engine, when it is done.
 *
 * @param handler has the engine
 * @param tap has seen the server's first flight where the engine does not tell of it
 * @param generation the options, or {@code null} if they are not ours
 * @param side who we are
 * @param serverName the name that the client asked for, on a server
 */
record SessionReader(SslHandler handler, HandshakeTap tap, @Nullable Generation generation, Side side,
		@Nullable String serverName) {

	NegotiatedSession read() {
		SSLSession session = this.handler.engine().getSession();
		return new NegotiatedSession(TlsVersion.of(session.getProtocol()).orElseThrow(), session.getCipherSuite(),
				group(session), this.handler.applicationProtocol(), serverName(session), peerCertificates(session),
				isResumed(), options(), SignatureSchemes.name(this.tap.learnt().signatureScheme()).orElse(null));
	}

	private NegotiatedSession.Options options() {
		Generation ours = this.generation;
		return (ours != null) ? new NegotiatedSession.Options(ours.name(), ours.number())
				: new NegotiatedSession.Options("", 0);
	}

	private boolean isResumed() {
		if (this.handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
			long pointer = engine.sslPointer();
			return pointer != 0 && SSL.isSessionReused(pointer);
		}
		return this.tap.learnt().resumed();
	}

	private @Nullable NamedGroup group(SSLSession session) {
		if (session instanceof OpenSslSession openssl) {
			String name = openssl.getNamedGroup();
			return (name != null) ? NamedGroup.of(name).orElse(null) : null;
		}
		return this.tap.learnt().group();
	}

	// On a server, the one that has decided about the options: an engine may read it
	// otherwise.
	private @Nullable String serverName(SSLSession session) {
		if (this.side == Side.SERVER || !(session instanceof ExtendedSSLSession extended)) {
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
		if (this.side == Side.SERVER && this.generation != null
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

}
