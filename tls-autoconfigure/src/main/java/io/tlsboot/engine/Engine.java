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
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.ProtocolNegotiationSupport;
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
		public Capabilities capabilities() {
			return BoringSsl.CAPABILITIES;
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
		public Capabilities capabilities() {
			return Jsse.CAPABILITIES;
		}

	};

	private final SslProvider provider;

	Engine(SslProvider provider) {
		this.provider = provider;
	}

	/**
	 * Return the engine for options. With {@link EngineChoice#AUTO} it is BoringSSL,
	 * unless an option needs the JDK's.
	 * @param options the options
	 * @return the engine
	 * @throws EngineException if it is not available, or cannot honour an option
	 */
	public static Engine of(CertificateOptions options) {
		if (options.engine() != EngineChoice.OPENSSL) {
			options.dhParameters().ifPresent(JvmDiffieHellman::choose);
		}
		List<Demand> demands = Demand.of(options);
		Engine chosen = of(options.engine());
		Demand unmet = chosen.unmet(demands);
		if (unmet == null) {
			return chosen;
		}
		boolean free = options.engine() == EngineChoice.AUTO && chosen == OPENSSL;
		Demand unmetByJdk = JDK.unmet(demands);
		if (free && unmetByJdk == null) {
			Auto.report(chosen, unmet);
			return JDK;
		}
		throw refusal(chosen, unmet, free ? unmetByJdk : null, demands);
	}

	private @Nullable Demand unmet(List<Demand> demands) {
		return demands.stream()
			.filter((demand) -> demand.lack().in(capabilities()).isPresent())
			.findFirst()
			.orElse(null);
	}

	private static EngineException refusal(Engine engine, Demand unmet, @Nullable Demand other, List<Demand> demands) {
		StringBuilder message = new StringBuilder("the engine %s cannot honour %s: %s".formatted(engine, unmet.wanted(),
				unmet.lack().in(engine.capabilities()).orElseThrow()));
		if (other != null) {
			message.append("; the engine %s cannot honour %s: %s".formatted(JDK, other.wanted(),
					other.lack().in(JDK.capabilities()).orElseThrow()));
		}
		Engine alternative = (engine == OPENSSL) ? JDK : OPENSSL;
		boolean helps = alternative.isAvailable() && alternative.unmet(demands) == null;
		String action = unmet.alternative();
		return new EngineException(unmet.option(), message.toString(),
				(helps ? "Set the engine to '%s', or %s.".formatted(alternative.name().toLowerCase(Locale.ROOT), action)
						: "%s%s.".formatted(action.substring(0, 1).toUpperCase(Locale.ROOT), action.substring(1))),
				null);
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
	 * Return how application protocols can be negotiated here, by one engine at least.
	 * @return the mechanisms, never none
	 */
	public static Set<ProtocolNegotiationSupport> protocolNegotiationMechanisms() {
		Set<ProtocolNegotiationSupport> mechanisms = EnumSet.of(ProtocolNegotiationSupport.ALPN);
		if (OPENSSL.isAvailable() && OPENSSL.capabilities().has(Capabilities.Feature.NPN)) {
			mechanisms.add(ProtocolNegotiationSupport.NPN);
		}
		return mechanisms;
	}

	/**
	 * Return the cipher suites of options that this engine knows.
	 * @param options the policy
	 * @return the names of IANA, most wanted first
	 */
	public List<String> cipherSuites(CertificateOptions options) {
		return options.acceptableCiphers().select(capabilities().cipherSuites());
	}

	/**
	 * Return the groups of options that this engine knows.
	 * @param options the policy
	 * @return their names, most wanted first; empty where the JVM decides about them
	 */
	public List<String> groups(CertificateOptions options) {
		if (!capabilities().has(Capabilities.Feature.SELECTABLE_GROUPS)) {
			return List.of();
		}
		return options.groups()
			.groups()
			.stream()
			.filter(capabilities().groups()::contains)
			.map(NamedGroup::groupName)
			.toList();
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
	 * Return what this engine can honour here.
	 * @return its capabilities
	 */
	public abstract Capabilities capabilities();

	SslProvider provider() {
		return this.provider;
	}

	/**
	 * Loads the native library, when it is first asked for.
	 */
	private static final class BoringSsl {

		static final Capabilities CAPABILITIES = Capabilities.boringSsl();

	}

	/**
	 * Loads JSSE, which fixes its group for finite field Diffie-Hellman.
	 */
	private static final class Jsse {

		static final Capabilities CAPABILITIES = Capabilities.jdk();

	}

	/**
	 * What is chosen where the user does not: decided and logged once.
	 */
	private static final class Auto {

		private static final Log logger = LogFactory.getLog(Engine.class);

		static final Engine CHOSEN = choose();

		private static final Set<String> reported = ConcurrentHashMap.newKeySet();

		static void report(Engine engine, Demand unmet) {
			String lack = unmet.lack().in(engine.capabilities()).orElseThrow();
			if (reported.add(unmet.wanted())) {
				logger.info("TLS engine for options with %s: %s, since %s cannot honour that: %s"
					.formatted(unmet.wanted(), JDK.version(), engine, lack));
			}
		}

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
