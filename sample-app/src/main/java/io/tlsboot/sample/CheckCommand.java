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

package io.tlsboot.sample;

import java.io.PrintStream;
import java.util.List;

import io.tlsboot.client.ServerCheck;
import io.tlsboot.client.ServerReport;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.engine.EngineException;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.sample.command.Printable;
import io.tlsboot.trust.TrustRootException;
import io.tlsboot.x509.Certificate;

/**
 * Checks the certificate of a server and prints what it found.
 */
final class CheckCommand {

	static final String NAME = "check";

	/** The certificate is good. */
	static final int GOOD = 0;

	/** The certificate is bad, or the handshake failed. */
	static final int BAD = 1;

	/** The arguments make no sense, or there is no connection. */
	static final int NOT_CHECKED = 2;

	private static final String USAGE = "Usage: check HOST[:PORT] [--starttls PROTOCOL] [--trust FILE] [--timeout 10s]";

	private static final String NOTHING = "-";

	private CheckCommand() {
	}

	/**
	 * Run the command.
	 * @param args what stands behind {@code check}
	 * @param out gets the report
	 * @param err gets what is wrong with the arguments
	 * @return the exit code
	 */
	static int run(String[] args, PrintStream out, PrintStream err) {
		ServerCheck check;
		try {
			check = CheckArguments.parse(List.of(args));
		}
		catch (IllegalArgumentException ex) {
			err.println(printable(String.valueOf(ex.getMessage())));
			err.println(USAGE);
			return NOT_CHECKED;
		}
		try {
			return print(check.run().blockOptional().orElseThrow(), out);
		}
		catch (TrustRootException | EngineException ex) {
			err.println(printable(String.valueOf(ex.getMessage())));
			return NOT_CHECKED;
		}
	}

	private static int print(ServerReport report, PrintStream out) {
		out.println(printable(switch (report.outcome()) {
			case OK -> "OK: " + report.leaf().map(Certificate::toString).orElse(NOTHING);
			case REFUSED ->
				"BAD: %s (%s)".formatted(report.reason().map(FailureReason::code).orElse(NOTHING), report.detail());
			case UNREACHABLE -> "BAD: unreachable (%s)".formatted(report.detail());
		}));
		printCertificates(report, out);
		printSession(report, out);
		return switch (report.outcome()) {
			case OK -> GOOD;
			case REFUSED -> BAD;
			case UNREACHABLE -> NOT_CHECKED;
		};
	}

	private static void printCertificates(ServerReport report, PrintStream out) {
		for (int index = 0; index < report.chain().size(); index++) {
			Certificate certificate = report.chain().get(index);
			line(out, "Chain " + index, "%s SHA-256 %s".formatted(certificate, certificate.digest("SHA-256")));
		}
		report.leaf().ifPresent((leaf) -> {
			line(out, "Names", String.join(", ", leaf.subjectAlternativeNames()));
			line(out, "Expires", leaf.notAfter().toString());
		});
	}

	private static void printSession(ServerReport report, PrintStream out) {
		report.session().ifPresent((session) -> {
			line(out, "Version", session.version().protocolName());
			line(out, "Group", session.group().map(NamedGroup::groupName).orElse(NOTHING));
			line(out, "Cipher", session.cipherSuite());
			line(out, "ALPN", session.applicationProtocol().orElse(NOTHING));
		});
	}

	private static void line(PrintStream out, String name, String value) {
		out.printf("%-8s %s%n", name, printable(value));
	}

	private static String printable(String text) {
		return Printable.of(text);
	}

}
