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
 * @param applicationProtocols the application protocols that can be negotiated
 * @param clientAuthentication whether clients are asked for a certificate; {@code null}
 * for a client
 * @param trust what a peer's chain must end at; {@code null} if peers are not asked for a
 * certificate
 * @param certificate its certificate; {@code null} if it has none
 * @since 0.1.0
 */
public record PolicyDescriptor(String options, long generation, String engine, List<String> versions,
		List<String> applicationProtocols, @Nullable String clientAuthentication, @Nullable String trust,
		@Nullable CertificateDescriptor certificate) {

	static PolicyDescriptor ofListener(TlsContext context) {
		CertificateOptions options = context.generation().options();
		ClientAuthentication authentication = options.clientAuthentication();
		String trust = options.trustRoot()
			.filter((root) -> authentication != ClientAuthentication.NONE)
			.map(TrustRoot::description)
			.orElse(null);
		return of(context, authentication.name().toLowerCase(Locale.ROOT), trust);
	}

	static PolicyDescriptor ofClient(TlsContext context) {
		TrustRoot root = context.generation().options().trustRoot().orElseGet(TrustRoot::platform);
		return of(context, null, root.description());
	}

	private static PolicyDescriptor of(TlsContext context, @Nullable String clientAuthentication,
			@Nullable String trust) {
		CertificateOptions options = context.generation().options();
		return new PolicyDescriptor(context.generation().name(), context.generation().number(),
				context.engine().name().toLowerCase(Locale.ROOT),
				context.versions().stream().map(TlsVersion::protocolName).toList(),
				options.acceptableProtocols().names(), clientAuthentication, trust,
				options.identity().map((identity) -> CertificateDescriptor.of(identity.certificate())).orElse(null));
	}

}
