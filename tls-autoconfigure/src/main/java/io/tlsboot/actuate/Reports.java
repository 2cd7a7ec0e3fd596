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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.tlsboot.ledger.EndpointDescriptor;
import io.tlsboot.ledger.JvmHandshakeCounts;
import io.tlsboot.ledger.ReportOnlyCounts;
import org.jspecify.annotations.Nullable;

/**
 * Sections about what is only reported: who would be refused, and the handshakes of
 * others.
 */
final class Reports {

	private Reports() {
	}

	/**
	 * Write who would be refused by stricter options.
	 * @param html what is written to
	 * @param endpoints the listeners and clients
	 */
	static void stricter(Html html, Collection<EndpointDescriptor> endpoints) {
		List<EndpointDescriptor> reported = endpoints.stream()
			.filter((endpoint) -> endpoint.reportOnly() != null)
			.toList();
		if (reported.isEmpty()) {
			return;
		}
		Layout.section(html, "Who would be refused by stricter options",
				() -> Layout.table(html, List.of("Of", "#Looked at", "#Would be refused", "Reasons", "Peers"),
						() -> reported.forEach((endpoint) -> stricter(html, endpoint, endpoint.reportOnly()))));
	}

	private static void stricter(Html html, EndpointDescriptor endpoint, @Nullable ReportOnlyCounts counts) {
		if (counts == null) {
			return;
		}
		html.open("tr");
		Layout.cell(html, "%s %s".formatted(endpoint.side(), endpoint.name()));
		Layout.cell(html, counts.evaluated());
		Layout.cell(html, counts.wouldBeRefused());
		Layout.cell(html, numbered(counts.reasons()));
		Layout.cell(html,
				counts.peers()
					.entrySet()
					.stream()
					.map((peer) -> "%s: %s".formatted(peer.getKey(), numbered(peer.getValue())))
					.collect(Collectors.joining("; ")));
		html.close("tr");
	}

	private static String numbered(Map<String, Long> counts) {
		return counts.entrySet()
			.stream()
			.map((entry) -> "%s (%d)".formatted(entry.getKey(), entry.getValue()))
			.collect(Collectors.joining(", "));
	}

	/**
	 * Write the handshakes of others in this JVM.
	 * @param html what is written to
	 * @param counts their counts, or {@code null} if they are not counted
	 */
	static void jvm(Html html, @Nullable JvmHandshakeCounts counts) {
		if (counts == null || counts.handshakes() == 0) {
			return;
		}
		Layout.section(html, "Handshakes of everything else in this JVM", () -> {
			html.open("div", "class", "bars");
			Layout.bars(html, "Sides", counts.sides(), "");
			Layout.bars(html, "Versions", counts.versions(), "");
			Layout.bars(html, "Cipher suites", counts.cipherSuites(), "");
			Layout.bars(html, "Servers", counts.servers(), "");
			html.close("div");
		});
	}

}
