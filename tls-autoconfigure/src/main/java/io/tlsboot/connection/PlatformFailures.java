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

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

import org.jspecify.annotations.Nullable;

/**
 * Finds the reason in what the platform's own trust managers throw. Ours have a type for
 * it.
 */
final class PlatformFailures {

	private PlatformFailures() {
	}

	static @Nullable FailureReason of(Throwable failure) {
		FailureReason found = null;
		// The deepest one knows best.
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			FailureReason told = one(cause);
			found = (told != null) ? told : found;
		}
		return found;
	}

	private static @Nullable FailureReason one(Throwable cause) {
		if (cause instanceof CertificateExpiredException) {
			return FailureReason.EXPIRED;
		}
		if (cause instanceof CertificateNotYetValidException) {
			return FailureReason.NOT_YET_VALID;
		}
		if (cause instanceof CertPathBuilderException) {
			return FailureReason.UNTRUSTED_ISSUER;
		}
		if (cause instanceof CertPathValidatorException path) {
			return (path.getReason() == BasicReason.EXPIRED) ? FailureReason.EXPIRED
					: (path.getReason() == BasicReason.NOT_YET_VALID) ? FailureReason.NOT_YET_VALID
							: FailureReason.NOT_ACCEPTABLE;
		}
		return (cause instanceof CertificateException) ? certificate(String.valueOf(cause.getMessage())) : null;
	}

	// A name that does not match has no type of its own.
	private static FailureReason certificate(String message) {
		return (message.startsWith("No name matching") || message.startsWith("No subject alternative"))
				? FailureReason.NAME_MISMATCH : FailureReason.NOT_ACCEPTABLE;
	}

}
