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

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.x509.KeyType;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * An implementation of TLS.
 *
 * @since 0.1.0
 */
public enum Engine {

	/** BoringSSL through netty-tcnative. */
	OPENSSL(SslProvider.OPENSSL_REFCNT) {

		@Override
		public boolean isAvailable() {
			return OpenSsl.isAvailable();
		}

		@Override
		public String version() {
			if (!isAvailable()) {
				return "not available";
			}
			return "%s (netty-tcnative %s)".formatted(OpenSsl.versionString(), Objects
				.requireNonNullElse(SSL.class.getPackage().getImplementationVersion(), "of unknown version"));
		}

		@Override
		public Set<TlsVersion> supportedVersions() {
			return EnumSet.range(TlsVersion.TLSv1_0, TlsVersion.TLSv1_3);
		}

	},

	/** The JDK's own. */
	JDK(SslProvider.JDK) {

		@Override
		public boolean isAvailable() {
			return true;
		}

		@Override
		public String version() {
			return "JSSE (%s %s)".formatted(System.getProperty("java.vendor"), Runtime.version());
		}

		@Override
		public Set<TlsVersion> supportedVersions() {
			return JdkVersions.enabled();
		}

	};

	private final SslProvider provider;

	Engine(SslProvider provider) {
		this.provider = provider;
	}

	/**
	 * Return the engine for options.
	 * @param options the options
	 * @return the engine
	 * @throws EngineException if it is not available, or cannot honour them
	 */
	public static Engine of(CertificateOptions options) {
		KeyType unserved = options.identity()
			.map((identity) -> identity.certificate().publicKeyInfo().type())
			.filter((type) -> !type.isServedByBoringSsl())
			.orElse(null);
		if (unserved == null) {
			return of(options.engine());
		}
		if (options.engine() == EngineChoice.OPENSSL) {
			throw new EngineException("the engine OPENSSL cannot sign with a key of the type %s".formatted(unserved),
					"Choose the engine 'auto' or 'jdk', or use an EC key.");
		}
		return JDK;
	}

	/**
	 * Return the engine for a choice.
	 * @param choice what the options say
	 * @return the engine
	 * @throws EngineException if it is not available
	 */
	public static Engine of(EngineChoice choice) {
		return switch (choice) {
			case AUTO -> Auto.CHOSEN;
			case JDK -> JDK;
			case OPENSSL -> {
				if (!OPENSSL.isAvailable()) {
					throw new EngineException("the engine OPENSSL is not available: " + unavailability(),
							"Add io.netty:netty-tcnative-boringssl-static for this platform, or choose the engine "
									+ "'auto' or 'jdk'.");
				}
				yield OPENSSL;
			}
		};
	}

	/**
	 * Return why BoringSSL cannot be used.
	 * @return the reason, or {@code null} if it can
	 */
	public static @Nullable String unavailability() {
		if (OpenSsl.isAvailable()) {
			return null;
		}
		Throwable cause = OpenSsl.unavailabilityCause();
		return (cause instanceof ClassNotFoundException) ? "netty-tcnative is not on the class path"
				: String.valueOf(cause);
	}

	/**
	 * Tell whether this engine can be used here.
	 * @return whether it can
	 */
	public abstract boolean isAvailable();

	/**
	 * Return which implementation this is.
	 * @return its name and version
	 */
	public abstract String version();

	/**
	 * Return the versions of TLS that this engine negotiates here.
	 * @return the versions
	 */
	public abstract Set<TlsVersion> supportedVersions();

	SslProvider provider() {
		return this.provider;
	}

	/**
	 * What is chosen where the user does not: decided and logged once.
	 */
	private static final class Auto {

		private static final Log logger = LogFactory.getLog(Engine.class);

		static final Engine CHOSEN = choose();

		private static Engine choose() {
			if (OPENSSL.isAvailable()) {
				logger.info("TLS engine: " + OPENSSL.version());
				return OPENSSL;
			}
			logger
				.info("TLS engine: %s, since BoringSSL cannot be used: %s".formatted(JDK.version(), unavailability()));
			return JDK;
		}

	}

}
