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

import java.security.Security;
import java.util.Objects;

import javax.crypto.spec.DHParameterSpec;

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

	private static final String RFC_7919 = "ffdhe";

	// What the properties had before us, and what a server was seen to send.
	private static @Nullable Before before;

	private static @Nullable DiffieHellmanParameters verified;

	private JvmDiffieHellman() {
	}

	/**
	 * Choose the group, before anything uses TLS. The starter does so when it finds
	 * parameters in the configuration of an application. Afterwards the system property
	 * {@code jdk.tls.ephemeralDHKeySize}, and for other groups than those of RFC 7919 the
	 * security property {@code jdk.tls.server.defaultDHEParameters}, name the group,
	 * unless somebody else has set them.
	 * @param parameters the group
	 * @throws EngineException if a server already uses another group, or JSSE has none of
	 * this size
	 */
	public static synchronized void choose(DiffieHellmanParameters parameters) {
		Objects.requireNonNull(parameters, "'parameters' must not be null");
		requireNoOther(parameters);
		if (parameters.bits() % SIZE_UNIT != 0) {
			throw refused(parameters, "its size is no multiple of %d bits".formatted(SIZE_UNIT),
					"Use a group such as 'ffdhe3072'.");
		}
		Before found = before;
		if (found == null) {
			found = new Before(blankToNull(Security.getProperty(GROUPS)), blankToNull(System.getProperty(SIZE)));
			before = found;
		}
		// Whoever set them keeps their say, and the flight shows whether it is the same.
		if (found.groups() == null) {
			Security.setProperty(GROUPS, value(parameters));
		}
		if (found.size() == null) {
			System.setProperty(SIZE, String.valueOf(parameters.bits()));
		}
	}

	// JSSE has the groups of RFC 7919 built in, and tests the primes of all others.
	private static String value(DiffieHellmanParameters parameters) {
		return parameters.groupName().filter((name) -> name.startsWith(RFC_7919)).isPresent() ? ""
				: "{%s,%s}".formatted(parameters.prime().toString(16), parameters.generator().toString(16));
	}

	private static @Nullable String blankToNull(@Nullable String value) {
		return (value == null || value.isBlank()) ? null : value;
	}

	private static void requireNoOther(DiffieHellmanParameters parameters) {
		DiffieHellmanParameters other = verified;
		if (other != null && !other.equals(parameters)) {
			throw refused(parameters,
					"the JVM already uses %s for other options, or for an earlier application, and has one group for all"
						.formatted(other),
					"Use the same parameters everywhere, or remove these, or start in a new JVM.");
		}
	}

	/**
	 * See that a server sends the group that was chosen.
	 * @param parameters the group
	 * @param context the server's context
	 * @param options its options
	 * @throws EngineException if it does not
	 */
	static synchronized void verify(DiffieHellmanParameters parameters, SslContext context,
			CertificateOptions options) {
		requireNoOther(parameters);
		DHParameterSpec sent = DiffieHellmanProbe.ask(context, options).orElse(null);
		if (sent == null) {
			throw refused(parameters, "it does not negotiate a suite that needs one",
					"See that the security property jdk.tls.disabledAlgorithms does not stand against it.");
		}
		if (!parameters.prime().equals(sent.getP()) || !parameters.generator().equals(sent.getG())) {
			throw refused(parameters, "it already uses another one, of %d bits".formatted(sent.getP().bitLength()),
					("Remove the security property %s and the system property %s where they are set. Otherwise something "
							+ "has used TLS too early: set both on the command line.")
						.formatted(GROUPS, SIZE));
		}
		verified = parameters;
	}

	private static EngineException refused(DiffieHellmanParameters parameters, String reason, String action) {
		return new EngineException("dh-parameters",
				"the engine JDK cannot honour the group %s: %s".formatted(parameters, reason), action, null);
	}

	/**
	 * What others have set.
	 *
	 * @param groups the security property, or {@code null}
	 * @param size the system property, or {@code null}
	 */
	private record Before(@Nullable String groups, @Nullable String size) {

	}

}
