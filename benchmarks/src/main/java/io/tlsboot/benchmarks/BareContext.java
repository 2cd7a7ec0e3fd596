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

package io.tlsboot.benchmarks;

import java.time.Clock;
import java.util.List;

import javax.net.ssl.SSLException;

import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContext;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.Generation;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.x509.PrivateCertificate;

/**
 * What a program that uses Netty itself would write for the same options: BoringSSL, the
 * same versions, cipher suites, groups and application protocols.
 */
final class BareContext implements AutoCloseable {

	private static final long CLOSE_READ_MILLIS = 5000;

	private final SslContext context;

	private final boolean resumption;

	BareContext(CertificateOptions options) {
		this.resumption = options.resumption().enabled();
		this.context = context(options);
		if (!this.resumption && this.context.sessionContext() instanceof OpenSslSessionContext sessions) {
			sessions.setSessionCacheEnabled(false);
		}
	}

	private static SslContext context(CertificateOptions options) {
		try (TlsContext ours = TlsContext.forServer(new Generation("benchmark", 1, options),
				ContextSettings.of(Clock.systemUTC()))) {
			PrivateCertificate identity = options.identity().orElseThrow();
			SslContextBuilder builder = SslContextBuilder.forServer(identity.privateKey(), identity.x509Chain())
				.sslProvider(SslProvider.OPENSSL_REFCNT)
				.protocols(ours.versions().stream().map(TlsVersion::protocolName).toList())
				.ciphers(ours.cipherSuites())
				.option(OpenSslContextOption.GROUPS, ours.groups().toArray(String[]::new));
			List<String> protocols = options.acceptableProtocols().names();
			if (!protocols.isEmpty()) {
				builder.applicationProtocolConfig(Protocols.of(protocols));
			}
			return builder.build();
		}
		catch (SSLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	SslContext netty() {
		return this.context;
	}

	/**
	 * Apply what is set for each connection.
	 * @param handler the handler of a new connection
	 */
	void configure(SslHandler handler) {
		handler.setCloseNotifyReadTimeoutMillis(CLOSE_READ_MILLIS);
		if (!this.resumption && handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
			// Netty allows the tickets of TLS 1.3 for each connection.
			SSL.setOptions(engine.sslPointer(), SSL.SSL_OP_NO_TICKET);
		}
	}

	@Override
	public void close() {
		ReferenceCountUtil.release(this.context);
	}

}
