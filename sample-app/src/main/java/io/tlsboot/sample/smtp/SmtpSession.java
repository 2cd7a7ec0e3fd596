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

package io.tlsboot.sample.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a mail server says to what a client says (RFC 5321). Serves one client.
 */
final class SmtpSession {

	/** How many octets a line may have, without its end (section 4.5.3.1.6). */
	static final int MAX_LINE = 999;

	/** What is said to a line with more. */
	static final String LINE_TOO_LONG = "500 5.5.2 line too long\r\n";

	/** How many octets a mail may have. */
	static final int MAX_SIZE = 1024 * 1024;

	private static final int MAX_RECIPIENTS = 100;

	private static final int END_OF_LINE = 2;

	// What is in an address is printed: visible ASCII characters.
	private static final Pattern FROM = Pattern.compile(
			"FROM:<([!-~&&[^<>]]{0,254})>(?: (?:SIZE=([0-9]{1,18})|BODY=(?:7BIT|8BITMIME)))*",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern TO = Pattern.compile("TO:<([!-~&&[^<>]]{1,254})>", Pattern.CASE_INSENSITIVE);

	private final String hostName;

	private final Consumer<Envelope> mails;

	private final List<String> recipients = new ArrayList<>();

	private @Nullable String from;

	private boolean inContent;

	private long size;

	private boolean over;

	/**
	 * Begin.
	 * @param hostName the name of this server
	 * @param mails gets the envelope of each mail that was accepted
	 */
	SmtpSession(String hostName, Consumer<Envelope> mails) {
		this.hostName = hostName;
		this.mails = mails;
	}

	/**
	 * Tell whether the client has said goodbye.
	 * @return whether it has
	 */
	boolean isOver() {
		return this.over;
	}

	/**
	 * Answer a line.
	 * @param line the line, without its end
	 * @return the reply with its end; empty if there is none
	 */
	String received(String line) {
		if (!this.inContent) {
			return command(line) + "\r\n";
		}
		if (line.equals(".")) {
			return content() + "\r\n";
		}
		// The client doubles a dot at the beginning (section 4.5.2).
		this.size += line.length() + END_OF_LINE - (line.startsWith(".") ? 1 : 0);
		return "";
	}

	private String command(String line) {
		int space = line.indexOf(' ');
		String argument = (space < 0) ? "" : line.substring(space + 1).strip();
		String verb = ((space < 0) ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
		return switch (verb) {
			case "EHLO" -> reset("250-%s\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SIZE %d\r\n250 ENHANCEDSTATUSCODES"
				.formatted(this.hostName, MAX_SIZE));
			case "HELO" -> reset("250 " + this.hostName);
			case "MAIL" -> mail(argument);
			case "RCPT" -> recipient(argument);
			case "DATA" -> data();
			case "RSET" -> reset("250 2.0.0 forgotten");
			case "NOOP" -> "250 2.0.0 nothing done";
			case "QUIT" -> quit();
			default -> "500 5.5.1 what?";
		};
	}

	private String reset(String reply) {
		this.from = null;
		this.recipients.clear();
		this.inContent = false;
		this.size = 0;
		return reply;
	}

	private String mail(String argument) {
		if (this.from != null) {
			return "503 5.5.1 there is a mail already";
		}
		Matcher path = FROM.matcher(argument);
		if (!path.matches()) {
			return "501 5.5.4 expected: MAIL FROM:<address>";
		}
		if (path.group(2) != null && Long.parseLong(path.group(2)) > MAX_SIZE) {
			return tooBig();
		}
		this.from = path.group(1);
		return "250 2.1.0 from there";
	}

	private String recipient(String argument) {
		if (this.from == null) {
			return "503 5.5.1 MAIL comes first";
		}
		Matcher path = TO.matcher(argument);
		if (!path.matches()) {
			return "501 5.5.4 expected: RCPT TO:<address>";
		}
		if (this.recipients.size() == MAX_RECIPIENTS) {
			return "452 4.5.3 too many recipients";
		}
		this.recipients.add(path.group(1));
		return "250 2.1.5 to there";
	}

	private String data() {
		if (this.recipients.isEmpty()) {
			return "503 5.5.1 RCPT comes first";
		}
		this.inContent = true;
		return "354 end with a dot on a line of its own";
	}

	private String content() {
		if (this.from == null || this.size > MAX_SIZE) {
			return reset(tooBig());
		}
		this.mails.accept(new Envelope(this.from, this.recipients, this.size));
		return reset("250 2.0.0 taken, told and dropped");
	}

	private static String tooBig() {
		return "552 5.3.4 a mail may have %d octets".formatted(MAX_SIZE);
	}

	private String quit() {
		this.over = true;
		return "221 2.0.0 goodbye";
	}

}
