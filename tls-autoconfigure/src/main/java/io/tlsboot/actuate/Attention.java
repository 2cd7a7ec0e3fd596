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

import io.tlsboot.ledger.EndpointDescriptor;
import io.tlsboot.ledger.OptionsDescriptor;
import io.tlsboot.ledger.OtherDescriptor;
import io.tlsboot.ledger.ReasonDescriptor;
import io.tlsboot.ledger.ReloadHistory;
import io.tlsboot.lint.Finding;

/**
 * What an operator should look at first.
 */
final class Attention {

	// By text, so that options that several use are told of once.
	private final Map<String, Note> notes = new LinkedHashMap<>();

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
	}

	/**
	 * Look at options.
	 * @param options the options
	 */
	void look(OptionsDescriptor options) {
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
