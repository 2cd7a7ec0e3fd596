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
import java.util.function.Supplier;

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
import org.jspecify.annotations.Nullable;

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
		try (Server first = Server.of(options, engine, options); Server second = anonymous(options, engine)) {
			for (TlsVersion version : options.versions().versions()) {
				server(first, options, second, version);
			}
		}
	}

	private static Server anonymous(CertificateOptions options, Engine engine) {
		return Server.of(options, engine, withoutIdentity(options));
	}

	// BoringSSL's client knows less than its server: no signatures with P-521, and before
	// TLS 1.3 no key on a curve that is not among the groups (RFC 8422, section 5.1).
	private static void server(Server first, CertificateOptions options, Server second, TlsVersion version) {
		try {
			run(first, first.engine(), options, version);
		}
		catch (EngineException ex) {
			if (first.engine() == Engine.JDK) {
				throw ex;
			}
			try {
				run(second, Engine.JDK, withoutIdentity(options), version);
			}
			catch (EngineException other) {
				throw ex;
			}
		}
	}

	private static CertificateOptions withoutIdentity(CertificateOptions options) {
		return options.toBuilder()
			.identity(null)
			.dhParameters(null)
			.groups(null)
			.postQuantum(PostQuantum.PREFER)
			.build();
	}

	/**
	 * Test options of a client, against a server of the moment.
	 * @param options the options
	 * @throws EngineException if the handshake fails
	 */
	static void client(CertificateOptions options) {
		Engine engine = Engine.of(options);
		List<Server> servers = SERVER_KEYS.stream().map((type) -> ofTheMoment(type, options, engine)).toList();
		try {
			for (TlsVersion version : options.versions().versions()) {
				client(servers, options, version);
			}
		}
		finally {
			servers.forEach(Server::close);
		}
	}

	private static Server ofTheMoment(KeyType type, CertificateOptions client, Engine engine) {
		return new Server(() -> client.toBuilder()
			.dhParameters(null)
			.insecurelySkipVerification(false)
			.identity(ofTheMoment(type))
			.build(), engine, client);
	}

	private static void client(List<Server> servers, CertificateOptions options, TlsVersion version) {
		EngineException failure = null;
		for (Server server : servers) {
			try {
				run(server, server.engine(), options, version);
				return;
			}
			catch (EngineException ex) {
				failure = (failure != null) ? failure : ex;
			}
		}
		throw Objects.requireNonNull(failure);
	}

	private static void run(Server server, Engine clientEngine, CertificateOptions clientOptions, TlsVersion version) {
		SslContext serverContext = server.context();
		SslContext client = SslContexts.client(only(clientOptions, version), clientEngine, new AcceptingTrustManager());
		try {
			handshake(serverContext, client, version);
		}
		finally {
			ReferenceCountUtil.release(client);
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
		SslHandler serverHandler = OwnEngines.server(serverContext, ByteBufAllocator.DEFAULT);
		SslHandler clientHandler = OwnEngines.client(clientContext, ByteBufAllocator.DEFAULT, "localhost");
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
	 * The server of one run, for all versions: built when it is first needed.
	 */
	private static final class Server implements AutoCloseable {

		private final Supplier<CertificateOptions> options;

		private final Engine engine;

		private final ClientAuthentication authentication;

		private @Nullable SslContext context;

		Server(Supplier<CertificateOptions> options, Engine engine, CertificateOptions client) {
			this.options = options;
			this.engine = engine;
			this.authentication = client.identity().isPresent() ? ClientAuthentication.NEED : ClientAuthentication.NONE;
		}

		static Server of(CertificateOptions options, Engine engine, CertificateOptions client) {
			return new Server(() -> options, engine, client);
		}

		Engine engine() {
			return this.engine;
		}

		SslContext context() {
			SslContext built = this.context;
			if (built == null) {
				built = SslContexts.server(this.options.get(), this.engine, this.authentication,
						new AcceptingTrustManager());
				this.context = built;
			}
			return built;
		}

		@Override
		public void close() {
			if (this.context != null) {
				ReferenceCountUtil.release(this.context);
			}
		}

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
