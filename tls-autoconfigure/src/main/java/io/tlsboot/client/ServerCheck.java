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

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.tlsboot.connection.FailureReason;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.starttls.StartTlsNegotiator;
import io.tlsboot.trust.ServiceIdentity;
import io.tlsboot.trust.TrustRoot;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.function.Tuple2;

/**
 * Connects to a server once, shakes hands, hangs up and reports: whether the certificate
 * is good, and what was presented and negotiated. A server that is refused is never
 * talked to. Immutable. The counterpart of Twisted's {@code check_server_certificate}.
 * <p>
 * Defaults: the platform's roots, the application protocols {@code h2} and
 * {@code http/1.1}, and {@link #DEFAULT_TIME_LIMIT}.
 *
 * @param host the host name or address to connect to, which the certificate must say
 * @param port the port
 * @param options whom to trust, and what to offer
 * @param timeLimit how long connecting and shaking hands may take together
 * @param startTls the protocol in which the connection goes over to TLS, or {@code null}
 * if it begins with a handshake
 * @since 0.1.0
 */
public record ServerCheck(String host, int port, CertificateOptions options, Duration timeLimit,
		@Nullable StartTlsNegotiator startTls) {

	/** How long a check may take: 10 seconds. */
	public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(10);

	private static final int MAX_PORT = 65535;

	private static final CertificateOptions DEFAULT_OPTIONS = CertificateOptions.builder()
		.acceptableProtocols(ApplicationProtocols.of(List.of("h2", "http/1.1")))
		.build();

	/**
	 * Create a check.
	 * @param host the host name or address to connect to, an IPv6 address with or without
	 * brackets
	 * @param port the port
	 * @param options whom to trust, and what to offer; without a trust root the
	 * platform's is used
	 * @param timeLimit how long connecting and shaking hands may take together
	 * @param startTls the protocol in which the connection goes over to TLS, or
	 * {@code null} if it begins with a handshake
	 * @throws IllegalArgumentException if the host is neither a name nor an address, or
	 * the port or the time is out of range, or the options skip the verification
	 */
	public ServerCheck {
		Objects.requireNonNull(options, "'options' must not be null");
		if (options.isVerificationInsecurelySkipped()) {
			throw new IllegalArgumentException("options: they skip the verification (expected: options that verify)");
		}
		boolean bracketed = host.startsWith("[") && host.endsWith("]");
		host = ServiceIdentity.of(bracketed ? host.substring(1, host.length() - 1) : host).host();
		if (port < 1 || port > MAX_PORT) {
			throw new IllegalArgumentException("port: %d (expected: 1 to %d)".formatted(port, MAX_PORT));
		}
		if (timeLimit.compareTo(Duration.ofMillis(1)) < 0
				|| timeLimit.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0) {
			throw new IllegalArgumentException(
					"timeLimit: %s (expected: 1 ms to %d ms)".formatted(timeLimit, Integer.MAX_VALUE));
		}
	}

	/**
	 * Return a check with every default.
	 * @param host the host name or address to connect to
	 * @param port the port
	 * @return the check
	 * @throws IllegalArgumentException if the host is neither a name nor an address, or
	 * the port is out of range
	 */
	public static ServerCheck of(String host, int port) {
		return new ServerCheck(host, port, DEFAULT_OPTIONS, DEFAULT_TIME_LIMIT, null);
	}

	/**
	 * Return a copy that trusts only these roots.
	 * @param trustRoot the anchors
	 * @return the copy
	 */
	public ServerCheck trusting(TrustRoot trustRoot) {
		return new ServerCheck(this.host, this.port, this.options.toBuilder().trustRoot(trustRoot).build(),
				this.timeLimit, this.startTls);
	}

	/**
	 * Return a copy that may take another time.
	 * @param timeLimit how long connecting and shaking hands may take together
	 * @return the copy
	 * @throws IllegalArgumentException if it is out of range
	 */
	public ServerCheck within(Duration timeLimit) {
		return new ServerCheck(this.host, this.port, this.options, timeLimit, this.startTls);
	}

	/**
	 * Return a copy whose connection begins in clear and goes over to TLS. It offers the
	 * application protocols of that protocol, if there are any, and no other.
	 * @param negotiator knows the protocol
	 * @return the copy
	 */
	public ServerCheck startingTls(StartTlsNegotiator negotiator) {
		return new ServerCheck(this.host, this.port,
				this.options.toBuilder()
					.acceptableProtocols(ApplicationProtocols.of(negotiator.applicationProtocols()))
					.build(),
				this.timeLimit, negotiator);
	}

	/**
	 * Check. Trusted certificates are read on a thread that may block.
	 * @return completes with the report, on any thread, soon after the time limit at the
	 * latest, whether the server is good, refused or not there; fails only if this side
	 * cannot be set up, with a {@link io.tlsboot.trust.TrustRootException} or an
	 * {@link io.tlsboot.engine.EngineException}. Each subscription is a check of its own.
	 */
	public Mono<ServerReport> run() {
		return run(Clock.systemUTC());
	}

	/**
	 * Check, at a time.
	 * @param clock the time by which the certificate is judged
	 * @return as {@link #run()}
	 */
	public Mono<ServerReport> run(Clock clock) {
		return attempt(clock).flatMap((first) -> sharesNoProtocol(first.getT2())
				? withoutProtocols(first.getT1()).attempt(clock) : Mono.just(first))
			.map(Tuple2::getT2);
	}

	// Setting up is not timed: it waits for nobody.
	private Mono<Tuple2<Long, ServerReport>> attempt(Clock clock) {
		return Mono
			.using(() -> new ServerCheckAttempt(this, clock), (attempt) -> attempt.connect().elapsed(),
					ServerCheckAttempt::close)
			.subscribeOn(Schedulers.boundedElastic());
	}

	// RFC 7301, section 3.2: a server that speaks something else must end the handshake.
	// That says nothing about its certificate.
	private boolean sharesNoProtocol(ServerReport report) {
		return !this.options.acceptableProtocols().isEmpty()
				&& report.reason().filter(FailureReason.PEER_ALERT::equals).isPresent()
				&& report.detail().toLowerCase(Locale.ROOT).replace('_', ' ').contains("no application protocol");
	}

	private ServerCheck withoutProtocols(long millisUsed) {
		Duration left = this.timeLimit.minusMillis(millisUsed);
		return new ServerCheck(this.host, this.port,
				this.options.toBuilder().acceptableProtocols(ApplicationProtocols.DEFAULT).build(),
				(left.toMillis() > 0) ? left : Duration.ofMillis(1), this.startTls);
	}

}
