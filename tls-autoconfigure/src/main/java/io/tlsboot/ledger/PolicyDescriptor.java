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

package io.tlsboot.ledger;

import java.util.List;
import java.util.Locale;

import io.tlsboot.engine.TlsContext;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.trust.TrustRoot;
import org.jspecify.annotations.Nullable;

/**
 * What a listener or client secures its connections with.
 *
 * @param options the name of the options
 * @param generation their generation
 * @param engine the implementation of TLS
 * @param versions the versions that can be negotiated
 * @param cipherSuites the cipher suites that can be negotiated, most wanted first
 * @param groups the groups of the key exchange that can be negotiated, most wanted first;
 * none where the JVM decides about them
 * @param resumption whether sessions may be resumed
 * @param applicationProtocols the application protocols that can be negotiated
 * @param clientAuthentication whether clients are asked for a certificate; {@code null}
 * for a client
 * @param trust what a peer's chain must end at; {@code null} if peers are not asked for a
 * certificate, or none is verified
 * @param trustSources the same in detail
 * @param insecurelySkipsVerification whether a client accepts every server
 * @param certificate its certificate; {@code null} if it has none
 * @since 0.1.0
 */
public record PolicyDescriptor(String options, long generation, String engine, List<String> versions,
		List<String> cipherSuites, List<String> groups, boolean resumption, List<String> applicationProtocols,
		@Nullable String clientAuthentication, @Nullable String trust,
		@Nullable List<TrustSourceDescriptor> trustSources, boolean insecurelySkipsVerification,
		@Nullable CertificateDescriptor certificate) {

	static PolicyDescriptor ofListener(TlsContext context) {
		CertificateOptions options = context.generation().options();
		ClientAuthentication authentication = options.clientAuthentication();
		TrustRoot root = options.trustRoot()
			.filter((configured) -> authentication != ClientAuthentication.NONE)
			.orElse(null);
		return of(context, authentication.name().toLowerCase(Locale.ROOT), root);
	}

	static PolicyDescriptor ofClient(TlsContext context) {
		CertificateOptions options = context.generation().options();
		return of(context, null,
				options.isVerificationInsecurelySkipped() ? null : options.trustRoot().orElseGet(TrustRoot::platform));
	}

	private static PolicyDescriptor of(TlsContext context, @Nullable String clientAuthentication,
			@Nullable TrustRoot root) {
		CertificateOptions options = context.generation().options();
		return new PolicyDescriptor(context.generation().name(), context.generation().number(),
				context.engine().name().toLowerCase(Locale.ROOT),
				context.versions().stream().map(TlsVersion::protocolName).toList(), context.cipherSuites(),
				context.groups(), options.resumption().enabled(), options.acceptableProtocols().names(),
				clientAuthentication, (root != null) ? root.description() : null,
				(root != null) ? root.sources().stream().map(TrustSourceDescriptor::of).toList() : null,
				options.isVerificationInsecurelySkipped(),
				options.identity().map((identity) -> CertificateDescriptor.of(identity.certificate())).orElse(null));
	}

}
