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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tlsboot.ledger.CertificateDescriptor;
import io.tlsboot.ledger.EndpointDescriptor;
import io.tlsboot.ledger.OptionsDescriptor;
import io.tlsboot.ledger.OtherDescriptor;
import io.tlsboot.ledger.PolicyDescriptor;
import io.tlsboot.ledger.ReasonDescriptor;
import io.tlsboot.ledger.ReloadHistory;
import io.tlsboot.lint.Finding;

/**
 * What an operator should look at first.
 */
final class Attention {

	private static final int SOON = 30;

	private static final int USUAL_RSA_BITS = 2048;

	// By text, so that options that several use are told of once.
	private final Map<String, Note> notes = new LinkedHashMap<>();

	private final boolean linted;

	/**
	 * Create an empty list.
	 * @param linted whether the findings of lint are added, so that what it looks at is
	 * not looked at here
	 */
	Attention(boolean linted) {
		this.linted = linted;
	}

	/**
	 * Add what lint has found, but for mere information.
	 * @param findings what it has found
	 */
	void findings(List<Finding> findings) {
		findings.stream()
			.filter((finding) -> !finding.severity().equals("info"))
			.forEach((finding) -> add(finding.severity().equals("error"),
					"%s: %s (%s)".formatted(finding.where(), finding.problem(), finding.code()), finding.remedy()));
	}

	/**
	 * Look at a listener or client.
	 * @param endpoint the listener or client
	 */
	void look(EndpointDescriptor endpoint) {
		if (Boolean.FALSE.equals(endpoint.running())) {
			add(true, "The listener '%s' is not running.".formatted(endpoint.name()), "Look at the log of the start.");
		}
		PolicyDescriptor tls = endpoint.tls();
		if (tls != null) {
			look(tls);
		}
		if (endpoint.serverNames() != null) {
			endpoint.serverNames().values().forEach(this::look);
		}
	}

	/**
	 * Look at options.
	 * @param options the options
	 */
	void look(OptionsDescriptor options) {
		PolicyDescriptor tls = options.tls();
		if (tls != null) {
			look(tls);
		}
		ReloadHistory reloads = options.reloads();
		if (reloads != null && reloads.last().failed()) {
			add(true,
					"The last reload of the options '%s' failed: %s".formatted(options.name(),
							reloads.last().message()),
					"Correct what they are made of; generation %d stays in use."
						.formatted(reloads.last().generation()));
		}
	}

	/**
	 * Look at what connections are secured with.
	 * @param policy the policy
	 */
	void look(PolicyDescriptor policy) {
		if (this.linted) {
			return;
		}
		String options = policy.options();
		policy.chain().forEach((certificate) -> look(options, certificate));
		if (policy.insecurelySkipsVerification()) {
			add(true,
					"The options '%s' skip the verification of servers: anybody on the way can read and change "
						.formatted(options) + "what clients send.",
					"Remove insecurely-skip-verification, and set trust-roots.");
		}
		List<String> old = policy.versions().stream().filter((version) -> isOld(version)).toList();
		if (!old.isEmpty()) {
			add(false,
					"The options '%s' allow %s, which is known to be weak.".formatted(options, String.join(", ", old)),
					"Raise the minimum when no peer needs it any more.");
		}
		if (policy.trustPolicy().insecurelyAllowSha1() || policy.trustPolicy().minimumRsaBits() < USUAL_RSA_BITS) {
			add(false, "The options '%s' accept weak certificates.".formatted(options),
					"Let peers renew their certificates; remove insecurely-allow-sha1 and insecurely-lower-rsa-bits-to.");
		}
	}

	private static boolean isOld(String version) {
		return !version.equals("TLSv1.2") && !version.equals("TLSv1.3");
	}

	private void look(String options, CertificateDescriptor certificate) {
		long left = certificate.daysLeft();
		if (left < 0) {
			add(true, "A certificate of the options '%s' has expired on %s: %s".formatted(options,
					certificate.validUntil(), certificate.subject()), "Renew it: peers refuse it.");
		}
		else if (left <= SOON) {
			add(left <= SOON / 4, "A certificate of the options '%s' ends in %d days: %s".formatted(options, left,
					certificate.subject()), "Renew it.");
		}
	}

	/**
	 * Look at failures.
	 * @param counts how many there were by reason
	 * @param reasons what these mean
	 */
	void failures(Map<String, Long> counts, Map<String, ReasonDescriptor> reasons) {
		counts.entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.reverseOrder())).forEach((entry) -> {
			ReasonDescriptor reason = reasons.get(entry.getKey());
			add(false,
					"%s (%d): %s".formatted(entry.getKey(), entry.getValue(), (reason != null) ? reason.meaning() : ""),
					(reason != null) ? reason.remedy() : "");
		});
	}

	/**
	 * Look at what is neither a listener nor a client.
	 * @param other what it is
	 * @param reasons what reasons of failures mean
	 */
	void look(OtherDescriptor other, Map<String, ReasonDescriptor> reasons) {
		failures(other.handshakes().failures(), reasons);
	}

	private void add(boolean bad, String what, String remedy) {
		this.notes.putIfAbsent(what, new Note(bad, what, remedy));
	}

	/**
	 * Write what was found, the worst first.
	 * @param html what is written to
	 */
	void write(Html html) {
		Layout.section(html, "Needs attention", () -> {
			if (this.notes.isEmpty()) {
				html.element("p", "Nothing.", "class", "good");
				return;
			}
			List<Note> sorted = new ArrayList<>(this.notes.values());
			sorted.sort(Comparator.comparing((note) -> !note.bad()));
			html.open("ul", "class", "notes");
			sorted.forEach((note) -> html.open("li", "class", note.bad() ? "bad" : "")
				.element("strong", note.what())
				.open("br")
				.text(note.remedy())
				.close("li"));
			html.close("ul");
		});
	}

	/**
	 * A thing to look at.
	 *
	 * @param bad whether it is worse than others
	 * @param what what it is
	 * @param remedy what to do
	 */
	private record Note(boolean bad, String what, String remedy) {

	}

}
