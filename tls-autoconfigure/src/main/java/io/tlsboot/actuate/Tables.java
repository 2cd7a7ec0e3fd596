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

package io.tlsboot.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.tlsboot.ledger.CertificateDescriptor;
import io.tlsboot.ledger.FailureRecord;
import io.tlsboot.ledger.HandshakeCounts;
import io.tlsboot.ledger.OtherDescriptor;
import io.tlsboot.ledger.SessionRecord;
import io.tlsboot.ledger.TrustSourceDescriptor;

/**
 * Tables that stand on several pages.
 */
final class Tables {

	private Tables() {
	}

	/**
	 * Write counts.
	 * @param html what is written to
	 * @param counts the counts
	 */
	static void cards(Html html, HandshakeCounts counts) {
		html.open("div", "class", "cards");
		card(html, "succeeded", counts.succeeded(), "");
		card(html, "failed", counts.failed(), (counts.failed() > 0) ? "bad" : "");
		card(html, "in progress", counts.inProgress(), "");
		card(html, "post-quantum", counts.postQuantum(), "");
		card(html, "resumed", counts.resumed(), "");
		html.close("div");
	}

	private static void card(Html html, String what, long count, String style) {
		html.open("div", "class", "card").element("b", count, "class", style).element("span", what, "class", "dim");
		html.close("div");
	}

	/**
	 * Write what was negotiated.
	 * @param html what is written to
	 * @param counts the counts
	 */
	static void negotiated(Html html, HandshakeCounts counts) {
		Layout.section(html, "Handshakes", () -> {
			if (counts.succeeded() + counts.failed() == 0) {
				html.element("p", "None yet.", "class", "dim");
				return;
			}
			html.open("div", "class", "bars");
			Layout.bars(html, "Versions", counts.versions(), "");
			Layout.bars(html, "Groups", counts.groups(), "");
			Layout.bars(html, "Cipher suites", counts.cipherSuites(), "");
			Layout.bars(html, "Application protocols", counts.applicationProtocols(), "");
			Layout.bars(html, "Failures", counts.failures(), "bad");
			html.close("div");
		});
	}

	/**
	 * Write failures.
	 * @param html what is written to
	 * @param failures the failures
	 */
	static void failures(Html html, List<FailureRecord> failures) {
		if (failures.isEmpty()) {
			return;
		}
		Layout.section(html, "Last failures",
				() -> Layout.table(html, List.of("Time", "Of", "Reason", "What was found, and what to do", "Peer",
						"Server name", "Alert", "Took"), () -> failures.forEach((failure) -> {
							html.open("tr");
							html.element("td", time(failure.time()), "class", "time");
							Layout.cell(html, "%s %s".formatted(failure.side(), failure.endpoint()));
							html.element("td", failure.reason(), "class", "bad").open("td").text(failure.detail());
							html.open("br").element("span", failure.remedy(), "class", "dim").close("td");
							Layout.cell(html, failure.peer());
							Layout.cell(html, failure.serverName());
							Layout.cell(html, (failure.alert() != null) ? "%s %s (%d)"
								.formatted(failure.alertDirection(), failure.alert(), failure.alertCode()) : null);
							Layout.cell(html, took(failure.duration()));
							html.close("tr");
						})));
	}

	/**
	 * Write handshakes that succeeded.
	 * @param html what is written to
	 * @param sessions the handshakes
	 */
	static void sessions(Html html, List<SessionRecord> sessions) {
		if (sessions.isEmpty()) {
			return;
		}
		Layout.section(html, "Last handshakes that succeeded",
				() -> Layout.table(html, List.of("Time", "Of", "Version", "Cipher suite", "Group", "Protocol",
						"Server name", "Peer", "Resumed", "Took"), () -> sessions.forEach((session) -> {
							html.open("tr");
							html.element("td", time(session.time()), "class", "time");
							Layout.cell(html, "%s %s".formatted(session.side(), session.endpoint()));
							Layout.cell(html, session.version());
							Layout.cell(html, session.cipherSuite());
							Layout.cell(html, session.group());
							Layout.cell(html, session.applicationProtocol());
							Layout.cell(html, session.serverName());
							Layout.cell(html, session.peer());
							Layout.cell(html, session.resumed() ? "yes" : "no");
							Layout.cell(html, took(session.duration()));
							html.close("tr");
						})));
	}

	/**
	 * Write what else had handshakes.
	 * @param html what is written to
	 * @param others what else
	 * @param base what comes before a name in a link
	 */
	static void others(Html html, List<OtherDescriptor> others, String base) {
		if (others.isEmpty()) {
			return;
		}
		Layout.section(html, "Others", () -> Layout.table(html, List.of("Name", "Side", "#Succeeded", "#Failed"),
				() -> others.forEach((other) -> {
					html.open("tr").open("td").link(base, other.name()).close("td");
					Layout.cell(html, other.side());
					Layout.cell(html, other.handshakes().succeeded());
					Layout.cell(html, other.handshakes().failed());
					html.close("tr");
				})));
	}

	/**
	 * Write certificates.
	 * @param html what is written to
	 * @param chain the certificates
	 */
	static void chain(Html html, List<CertificateDescriptor> chain) {
		Layout.table(html, List.of("Subject", "Names", "Issuer", "Valid from", "Valid until", "#Days left",
				"Serial number", "SHA-256"), () -> chain.forEach((certificate) -> {
					html.open("tr");
					Layout.cell(html, certificate.subject());
					Layout.cell(html, String.join(", ", certificate.subjectAlternativeNames()));
					Layout.cell(html, certificate.issuer());
					html.element("td", time(certificate.validFrom()), "class", "time");
					html.element("td", time(certificate.validUntil()), "class", "time");
					Layout.cell(html, certificate.daysLeft());
					html.open("td").element("code", certificate.serialNumber()).close("td");
					html.open("td").element("code", certificate.fingerprint()).close("td");
					html.close("tr");
				}));
	}

	/**
	 * Write trust sources.
	 * @param html what is written to
	 * @param sources the sources
	 */
	static void trust(Html html, List<TrustSourceDescriptor> sources) {
		Layout.table(html, List.of("Trusts", "#Certificates", "SHA-256"), () -> sources.forEach((source) -> {
			html.open("tr");
			Layout.cell(html, source.source());
			Layout.cell(html, source.count());
			html.open("td");
			List<String> fingerprints = source.fingerprints();
			if (fingerprints != null) {
				fingerprints.forEach((fingerprint) -> html.element("code", fingerprint).open("br"));
			}
			html.close("td").close("tr");
		}));
	}

	/**
	 * Return a time for people.
	 * @param time the time
	 * @return to the second
	 */
	static String time(Instant time) {
		return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
	}

	private static String took(Duration duration) {
		return "%d ms".formatted(duration.toMillis());
	}

}
