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

package io.tlsboot.connection;

import java.util.Collections;
import java.util.Objects;
import java.util.OptionalInt;

import javax.net.ssl.SSLEngine;

import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.TlsAlert.Direction;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ProtocolNegotiationSupport;
import io.tlsboot.trust.PeerCertificateException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why a handshake failed: from what the engine threw, the alerts that were seen
 * and what the client had offered.
 *
 * @param engine the engine, or {@code null} if it did not come to one
 * @param tap has seen the alerts in the clear
 * @param options the options, or {@code null} if they are not ours
 * @param side who we are
 * @param offer what the client had offered, on a server of ours
 * @param late whether the connection was in clear before
 */
record FailureReader(@Nullable SSLEngine engine, HandshakeTap tap, @Nullable CertificateOptions options, Side side,
		@Nullable ClientOffer offer, boolean late) {

	FailureReason reason(Throwable cause) {
		if (this.options == null) {
			FailureReason told = PlatformFailures.of(cause);
			if (told != null) {
				return told;
			}
		}
		// A client of NPN that finds nothing of its own in the server's list tells
		// BoringSSL so, which then speaks of an extension that it cannot read. One that
		// it really cannot read would be told in the same words.
		boolean chooses = this.side == Side.CLIENT && this.options != null
				&& this.options.protocolNegotiation().contains(ProtocolNegotiationSupport.NPN);
		if (chooses && FailureReasons.isUnreadableExtension(cause)) {
			return FailureReason.NO_PROTOCOL_OVERLAP;
		}
		FailureReason reason = FailureReasons.of(cause);
		if (this.side == Side.SERVER) {
			return ofServer(reason);
		}
		if (this.late && reason == FailureReason.PLAINTEXT_ON_TLS_PORT) {
			return FailureReason.PLAINTEXT_AFTER_STARTTLS;
		}
		return (isVague(reason) && this.tap.received().isPresent()) ? FailureReason.PEER_ALERT : reason;
	}

	private FailureReason ofServer(FailureReason reason) {
		// OpenSSL as a client sends its alert in the clear where the engine awaits a
		// record that is encrypted, and cannot read it.
		if (isVague(reason) && this.tap.received().isPresent()) {
			return FailureReason.PEER_ALERT;
		}
		// Before TLS 1.3, suites whose group is missing are passed over until none is
		// left.
		if (reason == FailureReason.NO_SHARED_CIPHER && isWithoutGroup()) {
			return FailureReason.NO_SHARED_GROUP;
		}
		// A client whose ClientHello was read does speak TLS.
		return (reason == FailureReason.PLAINTEXT_ON_TLS_PORT && this.offer != null) ? FailureReason.MALFORMED : reason;
	}

	private static boolean isVague(FailureReason reason) {
		return reason == FailureReason.OTHER || reason == FailureReason.MALFORMED || reason == FailureReason.RESET
				|| reason == FailureReason.PLAINTEXT_ON_TLS_PORT;
	}

	private boolean isWithoutGroup() {
		ClientOffer offered = this.offer;
		return offered != null && this.options != null && offered.namesGroups()
				&& Collections.disjoint(offered.groups(), this.options.groups().groups())
				&& this.options.acceptableCiphers()
					.ciphers()
					.stream()
					.anyMatch((cipher) -> offered.cipherSuites().contains(cipher.codePoint()));
	}

	@Nullable TlsAlert alert(FailureReason reason, Throwable cause) {
		if (reason == FailureReason.PEER_ALERT) {
			OptionalInt told = FailureReasons.alert(cause);
			return alert(told.isPresent() ? told : this.tap.received(), Direction.RECEIVED);
		}
		OptionalInt seen = this.tap.sent();
		if (seen.isEmpty() && this.engine != null && this.options != null) {
			seen = SentAlerts.of(this.engine, this.side, reason);
		}
		return alert(seen, Direction.SENT);
	}

	private static @Nullable TlsAlert alert(OptionalInt code, Direction direction) {
		return code.isPresent() ? new TlsAlert(code.getAsInt(), direction) : null;
	}

	// The root of the chain of causes says what went wrong; the layers above it say that
	// something did.
	static String detail(Throwable cause) {
		Throwable root = cause;
		for (Throwable next = cause; next != null; next = next.getCause()) {
			root = next;
			if (next instanceof PeerCertificateException) {
				break;
			}
		}
		return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
	}

}
