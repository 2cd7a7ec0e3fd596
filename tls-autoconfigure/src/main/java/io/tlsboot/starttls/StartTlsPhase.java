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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInboundInvoker;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.connection.Channels;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeException;
import io.tlsboot.connection.LastWords;
import io.tlsboot.connection.LogQuota;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.TlsUpgrade;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs the dialogue of one connection. What stands behind becomes active when the
 * dialogue is done, and gets what it has not taken; nothing of what was received in clear
 * gets past the switch.
 *
 * @since 0.1.0
 */
public final class StartTlsPhase extends ChannelInboundHandlerAdapter {

	/** The name of this handler in a pipeline. */
	public static final String NAME = "tlsboot.startTlsPhase";

	private static final Log logger = LogFactory.getLog(StartTlsPhase.class);

	private static final LogQuota QUOTA = new LogQuota();

	private final StartTlsDialogue dialogue;

	private final TlsUpgrade upgrade;

	private final DialogueLimits limits;

	private final ClearPolicy policy;

	private PhaseState state = PhaseState.NEW;

	private long began;

	private int messages;

	private @Nullable Future<?> timer;

	private @Nullable ByteBuf received;

	StartTlsPhase(StartTlsDialogue dialogue, TlsUpgrade upgrade, DialogueLimits limits, ClearPolicy policy) {
		this.dialogue = dialogue;
		this.upgrade = upgrade;
		this.limits = limits;
		this.policy = policy;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		if (this.state == PhaseState.NEW) {
			this.began = System.nanoTime();
			this.state = PhaseState.CLEAR;
			talk(context, this.dialogue::begin);
		}
		else if (this.state == PhaseState.SWITCHED) {
			this.state = PhaseState.SECURED;
			this.policy.secured();
			NegotiatedSession session = TlsUpgrade.session(context.channel());
			talk(context, () -> this.dialogue.secured(session.applicationProtocol().orElse(null)));
		}
		if (isTalking()) {
			schedule(context);
			// Reactor Netty reads on demand only, and nobody behind can ask yet.
			context.read();
		}
	}

	private boolean isTalking() {
		return this.state == PhaseState.CLEAR || this.state == PhaseState.SECURED;
	}

	private void schedule(ChannelHandlerContext context) {
		this.timer = context.executor()
			.schedule(() -> fail(context, FailureReason.TIMEOUT,
					"the dialogue %s the switch to TLS took more than %s"
						.formatted((this.state != PhaseState.SECURED) ? "before" : "after", this.limits.timeout()),
					Unpooled.EMPTY_BUFFER), this.limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.state == PhaseState.OVER || !(message instanceof ByteBuf bytes)) {
			ReferenceCountUtil.release(message);
			return;
		}
		ByteBuf before = this.received;
		this.received = (before != null) ? ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), before, bytes)
				: bytes;
		while (isTalking() && takeOne(context)) {
			// One message at a time: what follows the last one is not the dialogue's.
		}
	}

	// Returns whether there may be another one.
	private boolean takeOne(ChannelHandlerContext context) {
		ByteBuf bytes = this.received;
		if (bytes == null || !bytes.isReadable()) {
			return false;
		}
		int before = bytes.readableBytes();
		talk(context, () -> {
			ByteBuffer view = bytes.nioBuffer().asReadOnlyBuffer();
			int start = view.position();
			Step step = this.dialogue.received(view);
			bytes.skipBytes(view.position() - start);
			return step;
		});
		if (!isTalking()) {
			return false;
		}
		boolean taken = bytes.readableBytes() < before;
		if (taken && ++this.messages > this.limits.messages()) {
			fail(context, FailureReason.STARTTLS_MALFORMED,
					"more than %d messages came".formatted(this.limits.messages()), Unpooled.EMPTY_BUFFER);
		}
		else if (!taken && before > this.limits.unread()) {
			fail(context, FailureReason.STARTTLS_MALFORMED,
					"a message has more than %d octets".formatted(this.limits.unread()), Unpooled.EMPTY_BUFFER);
		}
		return taken;
	}

	private void talk(ChannelHandlerContext context, Supplier<Step> question) {
		Step step;
		try {
			step = Objects.requireNonNull(question.get(), "the dialogue returned null");
		}
		catch (RuntimeException ex) {
			broken(context, ex);
			return;
		}
		ByteBuf answer = Unpooled.wrappedBuffer(step.bytes());
		switch (step.next()) {
			case CONTINUE -> say(context, answer);
			case UPGRADE -> leaveClear(context, answer, false);
			case UPGRADE_BEGUN -> leaveClear(context, answer, true);
			case DONE -> handOver(context);
			case NO_TLS -> noTls(context, step);
			case CLOSE -> close(context, answer);
			case FAIL -> fail(context, reason(step), detail(step), answer);
		}
	}

	private static void say(ChannelHandlerContext context, ByteBuf answer) {
		if (answer.isReadable()) {
			context.writeAndFlush(answer);
		}
	}

	private void broken(ChannelHandlerContext context, RuntimeException failure) {
		OptionalLong leftOut = QUOTA.acquire();
		if (leftOut.isPresent()) {
			logger.error("%s: the dialogue of STARTTLS failed, the connection is closed%s"
				.formatted(this.upgrade.endpoint(), LogQuota.suffix(leftOut.getAsLong())), failure);
		}
		fail(context, FailureReason.OTHER, "the dialogue failed: " + failure.getClass().getSimpleName(),
				Unpooled.EMPTY_BUFFER);
	}

	private static FailureReason reason(Step step) {
		return Objects.requireNonNull(step.reason());
	}

	private static String detail(Step step) {
		return Objects.requireNonNull(step.detail());
	}

	private void leaveClear(ChannelHandlerContext context, ByteBuf answer, boolean begun) {
		if (this.state == PhaseState.SECURED) {
			answer.release();
			broken(context, new IllegalStateException("the dialogue asked for TLS twice"));
			return;
		}
		this.state = PhaseState.SWITCHING;
		// What comes now is not read before TLS is in place.
		context.writeAndFlush(answer).addListener((written) -> {
			if (written.isSuccess() && this.state == PhaseState.SWITCHING) {
				switchOver(context, begun);
			}
		});
	}

	private void switchOver(ChannelHandlerContext context, boolean begun) {
		this.state = PhaseState.SWITCHED;
		cancelTimer();
		ByteBuf unread = this.received;
		this.received = null;
		HandshakeException refused;
		try {
			refused = this.upgrade.begin(context, unread, begun);
		}
		catch (RuntimeException ex) {
			broken(context, ex);
			return;
		}
		if (refused != null) {
			this.state = PhaseState.OVER;
			Channels.abort(context.channel());
			tell(context, refused);
		}
	}

	private void noTls(ChannelHandlerContext context, Step step) {
		if (this.state == PhaseState.CLEAR && this.policy.acceptsClear()) {
			logger.debug("%s: the connection with %s goes on in clear: %s (%s)".formatted(this.upgrade.endpoint(),
					context.channel().remoteAddress(), step.reason(), step.detail()));
			done(context);
		}
		else {
			fail(context, reason(step), detail(step), Unpooled.EMPTY_BUFFER);
		}
	}

	private void handOver(ChannelHandlerContext context) {
		if (this.state == PhaseState.CLEAR && !this.policy.acceptsClear()) {
			broken(context, new IllegalStateException("the dialogue hands the connection over in clear"));
			return;
		}
		done(context);
	}

	private void done(ChannelHandlerContext context) {
		boolean clear = this.state == PhaseState.CLEAR;
		ByteBuf rest = this.received;
		this.received = null;
		this.state = PhaseState.OVER;
		cancelTimer();
		TlsUpgrade.greeted(context.channel(), this.dialogue.greeting());
		context.fireChannelActive();
		// In clear through the whole pipeline: whoever got the connection may have begun
		// to go over to TLS.
		ChannelInboundInvoker from = clear ? context.pipeline() : context;
		if (clear) {
			context.pipeline().remove(this);
		}
		if (rest != null && rest.isReadable()) {
			from.fireChannelRead(rest);
		}
		else {
			ReferenceCountUtil.release(rest);
		}
		from.fireChannelReadComplete();
		if (!clear) {
			context.pipeline().remove(this);
		}
	}

	private void close(ChannelHandlerContext context, ByteBuf answer) {
		if (this.upgrade.endpoint().side() == Side.CLIENT) {
			fail(context, FailureReason.RESET, "the server ended the dialogue", answer);
			return;
		}
		over();
		end(context, answer);
	}

	private void end(ChannelHandlerContext context, ByteBuf answer) {
		if (answer.isReadable()) {
			LastWords.send(context, answer);
		}
		else {
			answer.release();
			context.close();
		}
	}

	private void fail(ChannelHandlerContext context, FailureReason reason, String detail, ByteBuf answer) {
		if (this.state == PhaseState.OVER) {
			answer.release();
			return;
		}
		over();
		tell(context, this.upgrade.failed(context.channel(), reason, detail,
				Duration.ofNanos(System.nanoTime() - this.began)));
		end(context, answer);
	}

	// Whoever waits for a connection of a client learns it from here.
	private void tell(ChannelHandlerContext context, HandshakeException failure) {
		if (this.upgrade.endpoint().side() == Side.CLIENT) {
			context.fireExceptionCaught(failure);
		}
	}

	private void over() {
		this.state = PhaseState.OVER;
		cancelTimer();
		ReferenceCountUtil.release(this.received);
		this.received = null;
	}

	private void cancelTimer() {
		Future<?> running = this.timer;
		if (running != null) {
			running.cancel(false);
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (isTalking() || this.state == PhaseState.OVER) {
			context.read();
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		gone(context, "the connection went away before the dialogue was done");
		context.fireChannelInactive();
	}

	// A client that does not go over to TLS has not begun a handshake.
	private void gone(ChannelHandlerContext context, String detail) {
		boolean talking = this.state != PhaseState.NEW && this.state != PhaseState.SWITCHED;
		if (this.upgrade.endpoint().side() == Side.CLIENT && talking) {
			fail(context, FailureReason.RESET, detail, Unpooled.EMPTY_BUFFER);
		}
		else {
			over();
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (cause instanceof HandshakeException failure) {
			// Told already.
			over();
			tell(context, failure);
		}
		else if (this.state == PhaseState.NEW) {
			context.fireExceptionCaught(cause);
		}
		else if (cause instanceof IOException) {
			gone(context, String.valueOf(cause.getMessage()));
			context.close();
		}
		else {
			fail(context, FailureReason.OTHER, String.valueOf(cause.getMessage()), Unpooled.EMPTY_BUFFER);
		}
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		over();
	}

}
