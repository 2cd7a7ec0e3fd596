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

import java.math.BigInteger;
import java.security.Security;
import java.util.Objects;
import java.util.Optional;

import io.netty.handler.ssl.SslContext;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.DiffieHellmanParameters;
import org.jspecify.annotations.Nullable;

/**
 * The group for finite field Diffie-Hellman of the JDK's engine: one for the whole JVM,
 * by two properties that JSSE reads when anything first uses TLS. Whether it really sends
 * the group is looked up in a flight of its own, never assumed.
 *
 * @since 0.1.0
 */
public final class JvmDiffieHellman {

	private static final String GROUPS = "jdk.tls.server.defaultDHEParameters";

	private static final String SIZE = "jdk.tls.ephemeralDHKeySize";

	// JSSE fails in a static initializer, and for good, where a size is none of its own.
	private static final int SIZE_UNIT = 64;

	private static @Nullable DiffieHellmanParameters chosen;

	private JvmDiffieHellman() {
	}

	/**
	 * Choose the group, before anything uses TLS. The starter does so when it finds
	 * parameters in the configuration of an application. Afterwards the security property
	 * {@code jdk.tls.server.defaultDHEParameters} and the system property
	 * {@code jdk.tls.ephemeralDHKeySize} name the group, unless somebody else has set
	 * them. Choosing the same group again has no effect.
	 * @param parameters the group
	 * @throws EngineException if another group was chosen before, or JSSE has none of
	 * this size
	 */
	public static synchronized void choose(DiffieHellmanParameters parameters) {
		Objects.requireNonNull(parameters, "'parameters' must not be null");
		DiffieHellmanParameters before = chosen;
		if (before != null && before.equals(parameters)) {
			return;
		}
		if (before != null) {
			throw refused(parameters,
					"the JVM already uses %s for other options, and has one group for all".formatted(before),
					"Use the same parameters everywhere, or remove these.");
		}
		if (parameters.bits() % SIZE_UNIT != 0) {
			throw refused(parameters, "its size is no multiple of %d bits".formatted(SIZE_UNIT),
					"Use a group such as 'ffdhe3072'.");
		}
		// Whoever set them keeps their say, and the flight shows whether it is the same.
		if (isBlank(Security.getProperty(GROUPS))) {
			Security.setProperty(GROUPS,
					"{%s,%s}".formatted(parameters.prime().toString(16), parameters.generator().toString(16)));
		}
		if (isBlank(System.getProperty(SIZE))) {
			System.setProperty(SIZE, String.valueOf(parameters.bits()));
		}
		chosen = parameters;
	}

	private static boolean isBlank(@Nullable String value) {
		return value == null || value.isBlank();
	}

	/**
	 * See that a server sends the group that was chosen.
	 * @param parameters the group
	 * @param context the server's context
	 * @param options its options
	 * @throws EngineException if it does not
	 */
	static void verify(DiffieHellmanParameters parameters, SslContext context, CertificateOptions options) {
		Optional<BigInteger> prime = DiffieHellmanProbe.prime(context, options);
		if (!prime.equals(Optional.of(parameters.prime()))) {
			throw refused(parameters,
					prime.map((other) -> "it already uses another one, of %d bits".formatted(other.bitLength()))
						.orElse("it does not negotiate a suite that needs one"),
					("Remove the security property %s and the system property %s where they are set. Otherwise something "
							+ "has used TLS too early: set both on the command line.")
						.formatted(GROUPS, SIZE));
		}
	}

	private static EngineException refused(DiffieHellmanParameters parameters, String reason, String action) {
		return new EngineException("dh-parameters",
				"the engine JDK cannot honour the group %s: %s".formatted(parameters, reason), action, null);
	}

}
