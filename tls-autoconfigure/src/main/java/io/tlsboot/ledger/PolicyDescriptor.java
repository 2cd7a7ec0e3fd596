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

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What connections are secured with: what is left of the options with the engine.
 *
 * @param options the name of the options
 * @param generation their generation
 * @param engine the implementation of TLS
 * @param versions the versions that can be negotiated
 * @param cipherSuites the cipher suites that can be negotiated, most wanted first
 * @param groups the groups of the key exchange that can be negotiated, most wanted first;
 * none where the JVM decides about them
 * @param postQuantum {@code prefer}, {@code require} or {@code off}
 * @param dhParameters the group for finite field Diffie-Hellman; {@code null} for none
 * @param resumption whether sessions may be resumed
 * @param resumptionLifetime how long
 * @param resumptionCacheSize how many sessions are kept in memory
 * @param applicationProtocols the application protocols that can be negotiated
 * @param protocolNegotiation how they are
 * @param clientAuthentication whether clients are asked for a certificate; {@code null}
 * for a client
 * @param trust what a peer's chain must end at; {@code null} if peers are not asked for a
 * certificate, or none is verified
 * @param trustSources the same in detail
 * @param trustPolicy how strictly a peer's chain is judged
 * @param insecurelySkipsVerification whether a client accepts every server
 * @param certificate its certificate; {@code null} if it has none
 * @param chain all certificates that are sent, its own first
 * @param origins where each of these values comes from, by the name of the field
 * @since 0.1.0
 */
public record PolicyDescriptor(String options, long generation, String engine, List<String> versions,
		List<String> cipherSuites, List<String> groups, String postQuantum, @Nullable String dhParameters,
		boolean resumption, Duration resumptionLifetime, int resumptionCacheSize, List<String> applicationProtocols,
		List<String> protocolNegotiation, @Nullable String clientAuthentication, @Nullable String trust,
		@Nullable List<TrustSourceDescriptor> trustSources, TrustPolicyDescriptor trustPolicy,
		boolean insecurelySkipsVerification, @Nullable CertificateDescriptor certificate,
		List<CertificateDescriptor> chain, Map<String, String> origins) {

}
