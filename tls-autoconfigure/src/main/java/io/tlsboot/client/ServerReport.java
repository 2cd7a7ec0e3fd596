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

package io.tlsboot.client;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.x509.Certificate;

/**
 * What a {@link ServerCheck} found out.
 *
 * @param outcome how it ended
 * @param reason why the handshake failed; empty if it did not, or there was none
 * @param detail what was said about the failure, one line; empty if there was none
 * @param chain the chain that the server presented, leaf first, verified only if the
 * outcome is {@link Outcome#OK}; empty if it did not get so far
 * @param session what was negotiated; empty unless the outcome is {@link Outcome#OK}
 * @since 0.1.0
 */
public record ServerReport(Outcome outcome, Optional<FailureReason> reason, String detail, List<Certificate> chain,
		Optional<NegotiatedSession> session) {

	/**
	 * Create a report.
	 * @param outcome how the check ended
	 * @param reason why the handshake failed
	 * @param detail what was said about the failure
	 * @param chain the chain that the server presented
	 * @param session what was negotiated
	 */
	public ServerReport {
		Objects.requireNonNull(outcome, "'outcome' must not be null");
		Objects.requireNonNull(reason, "'reason' must not be null");
		Objects.requireNonNull(detail, "'detail' must not be null");
		Objects.requireNonNull(session, "'session' must not be null");
		chain = List.copyOf(chain);
	}

	static ServerReport good(List<Certificate> chain, NegotiatedSession session) {
		return new ServerReport(Outcome.OK, Optional.empty(), "", chain, Optional.of(session));
	}

	static ServerReport refused(FailureReason reason, String detail, List<Certificate> chain) {
		return new ServerReport(Outcome.REFUSED, Optional.of(reason), detail, chain, Optional.empty());
	}

	static ServerReport unreachable(String detail) {
		return new ServerReport(Outcome.UNREACHABLE, Optional.empty(), detail, List.of(), Optional.empty());
	}

	/**
	 * Return the server's own certificate.
	 * @return the leaf, or empty if none was presented
	 */
	public Optional<Certificate> leaf() {
		return this.chain.stream().findFirst();
	}

	/**
	 * How a check ended.
	 */
	public enum Outcome {

		/** The certificate is good and the handshake is done. */
		OK,

		/** The certificate is refused, or the handshake failed otherwise. */
		REFUSED,

		/** There was no connection, so nothing is known about the certificate. */
		UNREACHABLE

	}

}
