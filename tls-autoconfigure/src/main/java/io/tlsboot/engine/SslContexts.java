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

import java.time.Clock;
import java.util.Set;

import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.ClientOptions;
import io.tlsboot.options.ProtocolNegotiationSupport;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.trust.ConnectionTrustManager;
import io.tlsboot.trust.PeerTrustManager;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.trust.UnverifyingTrustManager;
import io.tlsboot.x509.PrivateCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Translates options into Netty's terms.
 */
final class SslContexts {

	static {
		JvmRenegotiation.refuse();
	}

	private SslContexts() {
	}

	static SslContext server(CertificateOptions options, Engine engine, Clock clock) {
		ClientAuthentication authentication = options.clientAuthentication();
		return server(options, engine, authentication, (authentication == ClientAuthentication.NONE) ? null
				: PeerTrustManager.forClients(options.trustRoot().orElseThrow(), options.trustPolicy(), clock));
	}

	static SslContext server(CertificateOptions options, Engine engine, ClientAuthentication authentication,
			@Nullable X509ExtendedTrustManager manager) {
		if (options.isVerificationInsecurelySkipped()) {
			throw new EngineException("insecurely-skip-verification",
					"a listener may not use options that verify nobody: they would let in anybody's certificate",
					"Use other options for the listener.", null);
		}
		PrivateCertificate identity = options.identity()
			.orElseThrow(() -> new EngineException("a listener needs a certificate and the options have none",
					"Set a certificate and its private key in the options."));
		// Netty puts the key into a key store in memory, for a moment. That of PKCS #12
		// would
		// stretch its password, which takes most of the time of a start.
		SslContextBuilder builder = SslContextBuilder.forServer(identity.privateKey(), identity.x509Chain())
			.keyStoreType("JKS")
			.clientAuth(clientAuth(authentication));
		if (manager != null) {
			builder.trustManager(trustManager(manager, engine));
		}
		SslContext context = build(builder, options, engine);
		try {
			options.dhParameters().ifPresent((parameters) -> JvmDiffieHellman.verify(parameters, context, options));
			return context;
		}
		catch (EngineException ex) {
			ReferenceCountUtil.release(context);
			throw ex;
		}
	}

	static SslContext client(ClientOptions options, Engine engine, Clock clock, @Nullable ChainObserver observer) {
		X509ExtendedTrustManager manager = options.options().isVerificationInsecurelySkipped()
				? new UnverifyingTrustManager() : PeerTrustManager.forServer(options.trustRoot(),
						options.options().trustPolicy(), options.serverIdentity(), clock);
		return client(options.options(), engine,
				(observer != null) ? new ObservedTrustManager(manager, observer) : manager);
	}

	static SslContext anyServer(CertificateOptions options, Engine engine, Clock clock) {
		return client(options, engine,
				options.isVerificationInsecurelySkipped() ? new UnverifyingTrustManager() : ConnectionTrustManager
					.forServers(options.trustRoot().orElseGet(TrustRoot::platform), options.trustPolicy(), clock));
	}

	static SslContext client(CertificateOptions options, Engine engine, X509ExtendedTrustManager manager) {
		// Our trust manager knows the name. The platform's own check is laxer than
		// RFC 9525 and stays off.
		SslContextBuilder builder = SslContextBuilder.forClient()
			.endpointIdentificationAlgorithm(null)
			.trustManager(trustManager(manager, engine));
		builder.keyManager(new ClientKeyManager(options.identity().orElse(null)));
		return build(builder, options, engine);
	}

	private static SslContext build(SslContextBuilder builder, CertificateOptions options, Engine engine) {
		builder.sslProvider(engine.provider())
			.protocols(options.versions().versions().stream().map(TlsVersion::protocolName).toList())
			.ciphers(options.acceptableCiphers().select(engine.capabilities().cipherSuites()),
					SupportedCipherSuiteFilter.INSTANCE)
			.applicationProtocolConfig(applicationProtocols(options, engine));
		if (engine == Engine.OPENSSL) {
			builder.option(OpenSslContextOption.GROUPS, options.groups().names().toArray(String[]::new));
		}
		try {
			return Resumption.build(options.resumption(), builder, engine);
		}
		catch (SSLException ex) {
			throw TlsContext.refused(engine, ex);
		}
	}

	private static ClientAuth clientAuth(ClientAuthentication mode) {
		return switch (mode) {
			case NONE -> ClientAuth.NONE;
			case WANT -> ClientAuth.OPTIONAL;
			case NEED -> ClientAuth.REQUIRE;
		};
	}

	private static TrustManager trustManager(X509ExtendedTrustManager manager, Engine engine) {
		return new ResumptionTrustManager((engine == Engine.OPENSSL) ? new OpenSslAlertTrustManager(manager) : manager);
	}

	private static ApplicationProtocolConfig applicationProtocols(CertificateOptions options, Engine engine) {
		if (options.acceptableProtocols().isEmpty()) {
			return ApplicationProtocolConfig.DISABLED;
		}
		// BoringSSL through Netty knows no other mode than this. With it a client of NPN
		// fails where there is no overlap; for ALPN, see SecurePipeline.
		boolean fatal = engine == Engine.JDK;
		return new ApplicationProtocolConfig(mechanism(options.protocolNegotiation()),
				fatal ? ApplicationProtocolConfig.SelectorFailureBehavior.FATAL_ALERT
						: ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
				ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
				options.acceptableProtocols().names());
	}

	private static Protocol mechanism(Set<ProtocolNegotiationSupport> mechanisms) {
		if (!mechanisms.contains(ProtocolNegotiationSupport.NPN)) {
			return Protocol.ALPN;
		}
		return mechanisms.contains(ProtocolNegotiationSupport.ALPN) ? Protocol.NPN_AND_ALPN : Protocol.NPN;
	}

}
