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

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.PostQuantum;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.x509.DistinguishedName;
import io.tlsboot.x509.KeyPair;
import io.tlsboot.x509.KeyType;
import io.tlsboot.x509.PrivateCertificate;
import io.tlsboot.x509.SigningTerms;

/**
 * A complete handshake in memory of options with themselves, of each version, before they
 * go into service: suites, groups, protocols, and signatures with the key on each side
 * that has one. Both ends are ours, so nobody's certificate is judged.
 */
final class SelfTest {

	// A client's options need not fit each server: one kind is enough. RSA keys take
	// long.
	private static final List<KeyType> SERVER_KEYS = List.of(KeyType.EC_P256, KeyType.EC_P384, KeyType.EC_P521,
			KeyType.RSA);

	private SelfTest() {
	}

	/**
	 * Test options of a server.
	 * @param options the options
	 * @throws EngineException if the handshake fails
	 */
	static void server(CertificateOptions options) {
		Engine engine = Engine.of(options);
		for (TlsVersion version : options.versions().versions()) {
			server(engine, options, version);
		}
	}

	// BoringSSL's client knows less than its server: no signatures with P-521, and before
	// TLS 1.3 no key on a curve that is not among the groups (RFC 8422, section 5.1).
	private static void server(Engine engine, CertificateOptions options, TlsVersion version) {
		try {
			run(engine, options, engine, options, version);
		}
		catch (EngineException ex) {
			if (engine == Engine.JDK) {
				throw ex;
			}
			CertificateOptions anonymous = options.toBuilder()
				.identity(null)
				.dhParameters(null)
				.groups(null)
				.postQuantum(PostQuantum.PREFER)
				.build();
			try {
				run(engine, options, Engine.JDK, anonymous, version);
			}
			catch (EngineException other) {
				throw ex;
			}
		}
	}

	/**
	 * Test options of a client, against a server of the moment.
	 * @param options the options
	 * @throws EngineException if the handshake fails
	 */
	static void client(CertificateOptions options) {
		Engine engine = Engine.of(options);
		for (TlsVersion version : options.versions().versions()) {
			client(engine, options, version);
		}
	}

	private static void client(Engine engine, CertificateOptions options, TlsVersion version) {
		EngineException failure = null;
		for (KeyType type : SERVER_KEYS) {
			try {
				run(engine,
						options.toBuilder()
							.dhParameters(null)
							.insecurelySkipVerification(false)
							.identity(ofTheMoment(type))
							.build(),
						engine, options, version);
				return;
			}
			catch (EngineException ex) {
				failure = (failure != null) ? failure : ex;
			}
		}
		throw Objects.requireNonNull(failure);
	}

	private static void run(Engine engine, CertificateOptions serverOptions, Engine clientEngine,
			CertificateOptions clientOptions, TlsVersion version) {
		AcceptingTrustManager anybody = new AcceptingTrustManager();
		ClientAuthentication authentication = clientOptions.identity().isPresent() ? ClientAuthentication.NEED
				: ClientAuthentication.NONE;
		SslContext server = SslContexts.server(serverOptions, engine, authentication, anybody);
		try {
			SslContext client = SslContexts.client(only(clientOptions, version), clientEngine, anybody);
			try {
				handshake(server, client, version);
			}
			finally {
				ReferenceCountUtil.release(client);
			}
		}
		finally {
			ReferenceCountUtil.release(server);
		}
	}

	// What is for TLS 1.2 alone could not be asked of a client of TLS 1.3.
	private static CertificateOptions only(CertificateOptions options, TlsVersion version) {
		return options.toBuilder()
			.acceptableCiphers(options.acceptableCiphers())
			.dhParameters(null)
			.protocolNegotiation(CertificateOptions.DEFAULT_PROTOCOL_NEGOTIATION)
			.raiseMinimumTo(null)
			.insecurelyLowerMinimumTo(version)
			.lowerMaximumSecurityTo(version)
			.build();
	}

	private static void handshake(SslContext serverContext, SslContext clientContext, TlsVersion version) {
		SslHandler serverHandler = serverContext.newHandler(ByteBufAllocator.DEFAULT);
		SslHandler clientHandler = clientContext.newHandler(ByteBufAllocator.DEFAULT);
		EmbeddedChannel server = new EmbeddedChannel(serverHandler);
		EmbeddedChannel client = new EmbeddedChannel(clientHandler);
		try {
			boolean moved = true;
			while (moved) {
				moved = move(client, server);
				moved |= move(server, client);
			}
			require("server", serverHandler.handshakeFuture(), version);
			require("client", clientHandler.handshakeFuture(), version);
		}
		finally {
			close(client);
			close(server);
		}
	}

	private static boolean move(EmbeddedChannel from, EmbeddedChannel to) {
		boolean moved = false;
		for (ByteBuf flight = from.readOutbound(); flight != null; flight = from.readOutbound()) {
			moved = true;
			try {
				to.writeInbound(flight);
			}
			catch (Exception ex) {
				// What the handler throws is in its future, too.
			}
		}
		return moved;
	}

	private static void require(String side, Future<?> handshake, TlsVersion version) {
		if (!handshake.isSuccess()) {
			Throwable cause = handshake.cause();
			throw new EngineException(null,
					"they cannot complete a handshake of %s with themselves: %s as %s".formatted(version,
							(cause != null) ? Objects.requireNonNullElse(cause.getMessage(), cause) : "no end", side),
					"Change the options. With the property 'tls.self-test' set to false they are not tested.", cause);
		}
	}

	private static void close(EmbeddedChannel channel) {
		try {
			channel.finishAndReleaseAll();
		}
		catch (Exception ex) {
			// A failed handshake is thrown once more.
		}
	}

	private static PrivateCertificate ofTheMoment(KeyType type) {
		return KeyPair.generate(type)
			.selfSigned(DistinguishedName.of(Map.of("CN", "self-test")), SigningTerms.defaults());
	}

	/**
	 * Accepts anybody: never to leave this class.
	 */
	private static final class AcceptingTrustManager extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
