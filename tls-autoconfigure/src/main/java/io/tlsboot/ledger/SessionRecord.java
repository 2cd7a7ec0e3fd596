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
import java.time.Instant;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.trust.PeerText;
import io.tlsboot.x509.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * A handshake that succeeded. What the peer had a hand in is cut to lines of limited
 * length; it is no label.
 *
 * @param time when it was over
 * @param endpoint the name of the listener or client
 * @param side {@code server} or {@code client}
 * @param version the version
 * @param cipherSuite the cipher suite
 * @param group the group of the key exchange; {@code null} if there was none, or it is
 * unknown
 * @param postQuantum whether a recording of it is safe from a quantum computer
 * @param signatureScheme the scheme of the server's signature; {@code null} where the
 * engine does not tell
 * @param applicationProtocol the application protocol; {@code null} if none was
 * negotiated
 * @param serverName the name that was asked for; {@code null} if there was none
 * @param resumed whether an earlier session went on
 * @param clientSubjectHash SHA-256 over the subject of the client's certificate, in
 * hexadecimal digits; {@code null} on a client, and where the client presented none
 * @param generation the generation of the options
 * @param peer the address of the peer; {@code null} if it is gone
 * @param duration how long it took
 * @since 0.1.0
 */
public record SessionRecord(Instant time, String endpoint, String side, String version, String cipherSuite,
		@Nullable String group, boolean postQuantum, @Nullable String signatureScheme,
		@Nullable String applicationProtocol, @Nullable String serverName, boolean resumed,
		@Nullable String clientSubjectHash, long generation, @Nullable String peer, Duration duration) {

	private static final int MAX_SERVER_NAME = 255;

	static SessionRecord of(Instant time, Endpoint endpoint, HandshakeSuccess success) {
		NegotiatedSession session = success.session();
		return new SessionRecord(time, endpoint.name(), endpoint.side().code(), session.version().protocolName(),
				session.cipherSuite(), session.group().map(NamedGroup::groupName).orElse(null),
				session.group().filter(NamedGroup::isPostQuantum).isPresent(), session.signatureScheme().orElse(null),
				session.applicationProtocol().orElse(null),
				session.serverName().map((name) -> PeerText.line(name, MAX_SERVER_NAME)).orElse(null),
				session.isResumed(), clientSubjectHash(endpoint, session), session.generation(),
				FailureRecord.text(success.remoteAddress()), success.duration());
	}

	private static @Nullable String clientSubjectHash(Endpoint endpoint, NegotiatedSession session) {
		return (endpoint.side() == Endpoint.Side.SERVER)
				? session.peerCertificate().map(SessionRecord::subjectHash).orElse(null) : null;
	}

	private static String subjectHash(Certificate certificate) {
		return Hashes.sha256(certificate.toX509().getSubjectX500Principal().getEncoded());
	}

}
