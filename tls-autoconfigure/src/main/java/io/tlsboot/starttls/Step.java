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

package io.tlsboot.starttls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.tlsboot.connection.FailureReason;
import io.tlsboot.trust.PeerText;
import org.jspecify.annotations.Nullable;

/**
 * What a dialogue wants to happen: something may be sent, and then there is something
 * next. Immutable.
 *
 * @since 0.1.0
 */
public final class Step {

	private static final int MAX_DETAIL = 300;

	private static final byte[] NOTHING = {};

	private static final Step MORE = new Step(Next.CONTINUE, NOTHING, null, null);

	private static final Step DONE = new Step(Next.DONE, NOTHING, null, null);

	private final Next next;

	private final byte[] bytes;

	private final @Nullable FailureReason reason;

	private final @Nullable String detail;

	private Step(Next next, byte[] bytes, @Nullable FailureReason reason, @Nullable String detail) {
		this.next = next;
		this.bytes = bytes;
		this.reason = reason;
		this.detail = (detail != null) ? PeerText.line(detail, MAX_DETAIL) : null;
	}

	/**
	 * Go on with what was received or is going to be.
	 * @return the step
	 */
	public static Step more() {
		return MORE;
	}

	/**
	 * Send something and go on.
	 * @param text what to send, in UTF-8
	 * @return the step
	 */
	public static Step send(String text) {
		return send(bytes(text));
	}

	/**
	 * Send something and go on.
	 * @param bytes what to send
	 * @return the step
	 */
	public static Step send(byte[] bytes) {
		return new Step(Next.CONTINUE, bytes.clone(), null, null);
	}

	/**
	 * Go over to TLS. Nothing that the peer has sent before is accepted.
	 * @return the step
	 */
	public static Step upgrade() {
		return upgrade(NOTHING);
	}

	/**
	 * Send something, then go over to TLS. Nothing that the peer has sent before is
	 * accepted.
	 * @param text what to send, in UTF-8
	 * @return the step
	 */
	public static Step upgrade(String text) {
		return upgrade(bytes(text));
	}

	/**
	 * Send something, then go over to TLS. Nothing that the peer has sent before is
	 * accepted.
	 * @param bytes what to send
	 * @return the step
	 */
	public static Step upgrade(byte[] bytes) {
		return new Step(Next.UPGRADE, bytes.clone(), null, null);
	}

	/**
	 * Send something as the server, then go over to TLS. The client may have begun its
	 * handshake already: its first message may follow what it has sent.
	 * @param text what to send, in UTF-8
	 * @return the step
	 */
	public static Step upgradeBegun(String text) {
		return upgradeBegun(bytes(text));
	}

	/**
	 * Send something as the server, then go over to TLS. The client may have begun its
	 * handshake already: its first message may follow what it has sent.
	 * @param bytes what to send
	 * @return the step
	 */
	public static Step upgradeBegun(byte[] bytes) {
		return new Step(Next.UPGRADE_BEGUN, bytes.clone(), null, null);
	}

	/**
	 * Hand the connection over: in clear before the switch, secured after it. What was
	 * not taken goes to whoever gets it.
	 * @return the step
	 */
	public static Step done() {
		return DONE;
	}

	/**
	 * Send something, then close the connection in order: the peer wanted that.
	 * @param text what to send, in UTF-8
	 * @return the step
	 */
	public static Step close(String text) {
		return close(bytes(text));
	}

	/**
	 * Send something, then close the connection in order: the peer wanted that.
	 * @param bytes what to send
	 * @return the step
	 */
	public static Step close(byte[] bytes) {
		return new Step(Next.CLOSE, bytes.clone(), null, null);
	}

	/**
	 * Say as a client that the server does not offer TLS. The policy decides whether that
	 * is a failure, or the connection goes on in clear.
	 * @param detail what the server offers, for people
	 * @return the step
	 */
	public static Step notOffered(String detail) {
		return new Step(Next.NO_TLS, NOTHING, FailureReason.STARTTLS_STRIPPED, detail);
	}

	/**
	 * Say as a client that the server refuses to go over to TLS. The policy decides
	 * whether that is a failure, or the connection goes on in clear.
	 * @param detail what the server says, for people
	 * @return the step
	 */
	public static Step refused(String detail) {
		return new Step(Next.NO_TLS, NOTHING, FailureReason.STARTTLS_REFUSED, detail);
	}

	/**
	 * Give up, since the peer does not speak the protocol, or too much of it.
	 * @param detail what was found and expected, for people
	 * @return the step
	 */
	public static Step fail(String detail) {
		return new Step(Next.FAIL, NOTHING, FailureReason.STARTTLS_MALFORMED, detail);
	}

	/**
	 * Send something and give up, since the peer does not speak the protocol, or too much
	 * of it.
	 * @param detail what was found and expected, for people
	 * @param text what to send, in UTF-8
	 * @return the step
	 */
	public static Step fail(String detail, String text) {
		return fail(detail, bytes(text));
	}

	/**
	 * Send something and give up, since the peer does not speak the protocol, or too much
	 * of it.
	 * @param detail what was found and expected, for people
	 * @param bytes what to send
	 * @return the step
	 */
	public static Step fail(String detail, byte[] bytes) {
		return new Step(Next.FAIL, bytes.clone(), FailureReason.STARTTLS_MALFORMED, detail);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Return what comes next.
	 * @return what comes next
	 */
	public Next next() {
		return this.next;
	}

	/**
	 * Return what is sent before that.
	 * @return the bytes, read-only
	 */
	public ByteBuffer bytes() {
		return ByteBuffer.wrap(this.bytes).asReadOnlyBuffer();
	}

	/**
	 * Return why it comes to that.
	 * @return the reason, {@code null} unless there is no TLS or the dialogue failed
	 */
	public @Nullable FailureReason reason() {
		return this.reason;
	}

	/**
	 * Return what was found, for people: a line of limited length, whatever the peer has
	 * had a hand in.
	 * @return the text, {@code null} unless there is no TLS or the dialogue failed
	 */
	public @Nullable String detail() {
		return this.detail;
	}

	/**
	 * Return the step for people: what is sent is left out, since it may hold a secret.
	 */
	@Override
	public String toString() {
		return "%s after %d bytes%s".formatted(this.next, this.bytes.length,
				(this.detail != null) ? ": " + Objects.toString(this.reason) + " (" + this.detail + ")" : "");
	}

	/**
	 * What comes next.
	 */
	public enum Next {

		/** The dialogue goes on. */
		CONTINUE,

		/** The switch to TLS, before which nothing else may have come. */
		UPGRADE,

		/** The switch to TLS, whose first message may have come. */
		UPGRADE_BEGUN,

		/** The dialogue is done, and the connection is handed over. */
		DONE,

		/** There is no TLS: the policy decides. */
		NO_TLS,

		/** The connection is closed in order. */
		CLOSE,

		/** The dialogue failed. */
		FAIL

	}

}
