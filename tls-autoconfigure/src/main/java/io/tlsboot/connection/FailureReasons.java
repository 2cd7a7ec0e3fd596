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

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLProtocolException;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.tlsboot.trust.PeerCertificateException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the reason in what an engine throws. Types decide where there are any; BoringSSL
 * and JSSE tell the rest apart in their messages alone.
 */
final class FailureReasons {

	private static final Pattern BORINGSSL_ERROR = Pattern.compile("\\berror:[0-9a-f]{8}:");

	// The number of the library of TLS and the reason; of an alert, SSL_AD_REASON_OFFSET
	// is added to its number.
	private static final Pattern BORINGSSL_TLS_ERROR = Pattern.compile("\\berror:10([0-9a-f]{6}):");

	private static final int BORINGSSL_ALERT_OFFSET = 1000;

	private static final Pattern JSSE_ALERT = Pattern.compile("Received fatal alert: ([a-z_]+)");

	private static final Map<String, FailureReason> MESSAGES = new LinkedHashMap<>();

	static {
		// An alert of no known level is none.
		MESSAGES.put("UNKNOWN_ALERT_TYPE", FailureReason.MALFORMED);
		// Alerts of the peer first: their names contain words of the others.
		MESSAGES.put("Received fatal alert", FailureReason.PEER_ALERT);
		MESSAGES.put("_ALERT_", FailureReason.PEER_ALERT);
		MESSAGES.put("UNSUPPORTED_PROTOCOL", FailureReason.NO_SHARED_VERSION);
		MESSAGES.put("protocol version", FailureReason.NO_SHARED_VERSION);
		MESSAGES.put("requested protocol", FailureReason.NO_SHARED_VERSION);
		MESSAGES.put("No appropriate protocol", FailureReason.NO_SHARED_VERSION);
		MESSAGES.put("NO_SHARED_CIPHER", FailureReason.NO_SHARED_CIPHER);
		MESSAGES.put("no cipher suites in common", FailureReason.NO_SHARED_CIPHER);
		MESSAGES.put("NO_SHARED_GROUP", FailureReason.NO_SHARED_GROUP);
		// JSSE as a server, which finds none and asks for one all the same.
		MESSAGES.put("key_share extension in HelloRetryRequest", FailureReason.NO_SHARED_GROUP);
		// The client does not know the curve of our key.
		MESSAGES.put("WRONG_CURVE", FailureReason.NO_SHARED_GROUP);
		MESSAGES.put("NO_COMMON_SIGNATURE_ALGORITHMS", FailureReason.NO_SHARED_SIGNATURE);
		MESSAGES.put("available authentication scheme", FailureReason.NO_SHARED_SIGNATURE);
		MESSAGES.put("No supported signature algorithm", FailureReason.NO_SHARED_SIGNATURE);
		MESSAGES.put("No supported CertificateVerify signature algorithm", FailureReason.NO_SHARED_SIGNATURE);
		MESSAGES.put("No matching application layer protocol", FailureReason.NO_PROTOCOL_OVERLAP);
		MESSAGES.put("PEER_DID_NOT_RETURN_A_CERTIFICATE", FailureReason.CLIENT_CERTIFICATE_MISSING);
		MESSAGES.put("Empty client certificate chain", FailureReason.CLIENT_CERTIFICATE_MISSING);
		// JSSE looks at length and encoding of a chain before it asks anybody.
		MESSAGES.put("certificate chain length", FailureReason.NOT_ACCEPTABLE);
		MESSAGES.put("Failed to parse server certificates", FailureReason.NOT_ACCEPTABLE);
		MESSAGES.put("Failed to parse client certificates", FailureReason.NOT_ACCEPTABLE);
		MESSAGES.put("HTTP_REQUEST", FailureReason.PLAINTEXT_ON_TLS_PORT);
		MESSAGES.put("WRONG_VERSION_NUMBER", FailureReason.PLAINTEXT_ON_TLS_PORT);
		MESSAGES.put("closing inbound before receiving peer's close_notify", FailureReason.RESET);
	}

	private FailureReasons() {
	}

	static FailureReason of(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof PeerCertificateException peer) {
				return certificate(peer);
			}
		}
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof NotSslRecordException) {
				return FailureReason.PLAINTEXT_ON_TLS_PORT;
			}
			if (cause instanceof SslHandshakeTimeoutException) {
				return FailureReason.TIMEOUT;
			}
			FailureReason told = (cause instanceof SSLException) ? message(cause.getMessage()) : null;
			if (told != null) {
				return told;
			}
			if (cause instanceof ClosedChannelException
					|| (cause instanceof IOException && !(cause instanceof SSLException))) {
				return FailureReason.RESET;
			}
		}
		return isProtocolError(failure) ? FailureReason.MALFORMED : FailureReason.OTHER;
	}

	// BoringSSL says what it does not like of a message, JSSE by a type of its own, or
	// with what the cipher has thrown.
	private static boolean isProtocolError(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SSLProtocolException || cause instanceof GeneralSecurityException
					|| (cause instanceof SSLException
							&& BORINGSSL_ERROR.matcher(String.valueOf(cause.getMessage())).find())) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Find the alert of the peer in what an engine throws.
	 * @param failure what was thrown
	 * @return the number of its description, or empty if no alert is spoken of
	 */
	static OptionalInt alert(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			String message = String.valueOf(cause.getMessage());
			Matcher boringSsl = BORINGSSL_TLS_ERROR.matcher(message);
			if (boringSsl.find()) {
				int code = Integer.parseInt(boringSsl.group(1), 16) - BORINGSSL_ALERT_OFFSET;
				if (code >= 0 && code < 256) {
					return OptionalInt.of(code);
				}
			}
			Matcher jsse = JSSE_ALERT.matcher(message);
			if (jsse.find()) {
				return TlsAlert.code(jsse.group(1));
			}
		}
		return OptionalInt.empty();
	}

	static boolean isUnreadableExtension(Throwable failure) {
		return failure instanceof SSLException
				&& String.valueOf(failure.getMessage()).contains("ERROR_PARSING_EXTENSION");
	}

	private static FailureReason certificate(PeerCertificateException failure) {
		return switch (failure.reason()) {
			case UNTRUSTED_ISSUER -> FailureReason.UNTRUSTED_ISSUER;
			case EXPIRED -> FailureReason.EXPIRED;
			case NOT_YET_VALID -> FailureReason.NOT_YET_VALID;
			case NAME_MISMATCH -> FailureReason.NAME_MISMATCH;
			case NOT_ACCEPTABLE -> FailureReason.NOT_ACCEPTABLE;
		};
	}

	private static @Nullable FailureReason message(@Nullable String message) {
		if (message == null) {
			return null;
		}
		return MESSAGES.entrySet()
			.stream()
			.filter((entry) -> message.contains(entry.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

}
