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

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.ServerContexts;
import io.tlsboot.connection.TlsUpgrade;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody on the way puts behind the last thing that is said in clear is never
 * delivered: in every protocol, on both sides, however it is cut into segments, before
 * and after the answer is sent.
 */
class InjectionTests {

	private static final List<byte[]> INJECTED = List.of(bytes("evil\r\n"), bytes("e"), new byte[1],
			new byte[] { 21, 3, 3, 0, 2, 1, 0 });

	private static final byte[] CLIENT_HELLO = { 22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3 };

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TlsContextSource CLIENT = TlsContextSource.forClient("localhost",
			OptionsSource.fixed("client",
					CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).engine(EngineChoice.JDK).build()),
			ContextSettings.of(Clock.systemUTC()).withoutSelfTest());

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	static Stream<Recording> upgrades() {
		return Dialogues.upgrades();
	}

	@Test
	void bothSidesOfEveryProtocolAreAttacked() {
		List<String> sides = StartTlsProtocols.with(List.of())
			.names()
			.stream()
			.flatMap((protocol) -> Stream.of("server of " + protocol, "client of " + protocol))
			.toList();
		assertThat(upgrades().map(Recording::name)).containsAll(sides);
	}

	@ParameterizedTest
	@MethodSource("upgrades")
	void inTheSameSegmentsAsWhatIsSaidInClear(Recording recording) {
		for (byte[] injected : INJECTED) {
			byte[] all = concat(recording.clear(), injected);
			for (int position = 0; position <= all.length; position++) {
				if (position != recording.clear().length) {
					Attack attack = new Attack(recording);
					attack.receive(Arrays.copyOf(all, position));
					attack.receive(Arrays.copyOfRange(all, position, all.length));
					attack.assertRefused();
					attack.close();
				}
			}
		}
	}

	@ParameterizedTest
	@MethodSource("upgrades")
	void inTheNextSegmentBeforeTheAnswerIsSent(Recording recording) {
		for (byte[] injected : INJECTED) {
			Attack attack = new Attack(recording);
			attack.hold();
			attack.receive(recording.clear());
			attack.receive(injected);
			attack.send();
			attack.assertRefused();
			attack.close();
		}
	}

	@ParameterizedTest
	@MethodSource("upgrades")
	void inTheNextSegmentAfterTheAnswerIsSent(Recording recording) {
		Attack attack = new Attack(recording);
		attack.receive(recording.clear());
		attack.send();
		attack.receive(bytes("evil\r\n"));
		attack.assertRefused();
		attack.close();
	}

	@ParameterizedTest
	@MethodSource("upgrades")
	void clientHelloIsTakenEarlyOnlyWhereTheProtocolLetsItCome(Recording recording) {
		Attack attack = new Attack(recording);
		attack.hold();
		attack.receive(concat(recording.clear(), CLIENT_HELLO));
		attack.send();
		DialogueRun run = new DialogueRun(recording.dialogue().get());
		run.receive(recording.clear());
		if (run.last().next() == Step.Next.UPGRADE_BEGUN) {
			assertThat(attack.isRefused()).isFalse();
		}
		else {
			attack.assertRefused();
		}
		attack.close();
	}

	private static byte[] concat(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

	private static ServerContexts.Secured secured(ByteBufAllocator allocator) {
		TlsContextSource.Handler handler = CLIENT.newHandler(allocator);
		return new ServerContexts.Secured(handler.handler(), handler.generation());
	}

	/**
	 * A connection with somebody on the way.
	 */
	private static final class Attack implements HandshakeListener {

		private final List<HandshakeFailure> failures = new ArrayList<>();

		private final List<Object> delivered = new ArrayList<>();

		private final Holding holding = new Holding();

		private final EmbeddedChannel channel;

		private final String name;

		private Attack(Recording recording) {
			this.name = recording.name();
			boolean server = recording.name().startsWith("server");
			Duration timeout = Duration.ofSeconds(10);
			TlsUpgrade upgrade = server
					? TlsUpgrade.server((wanted, allocator) -> null, new Endpoint(Side.SERVER, "test"), this, timeout)
					: TlsUpgrade.client(InjectionTests::secured, new Endpoint(Side.CLIENT, "test"), this, timeout);
			StartTlsPhase phase = new StartTlsPhase(recording.dialogue().get(), upgrade,
					new DialogueLimits(65536, 100, timeout), () -> false);
			this.channel = new EmbeddedChannel(false, false, this.holding, phase, new ChannelInboundHandlerAdapter() {

				@Override
				public void channelActive(ChannelHandlerContext context) {
					Attack.this.delivered.add("active");
				}

				@Override
				public void channelRead(ChannelHandlerContext context, Object message) {
					Attack.this.delivered.add(message);
					ReferenceCountUtil.release(message);
				}

				@Override
				public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
					// Whoever waits for a client learns it from here.
				}

			});
			try {
				this.channel.register();
			}
			catch (Exception ex) {
				throw new AssertionError(ex);
			}
		}

		private void hold() {
			this.holding.held = true;
		}

		private void send() {
			this.holding.release();
			this.channel.runPendingTasks();
		}

		private void receive(byte[] bytes) {
			if (this.channel.isOpen() && bytes.length > 0) {
				this.channel.writeInbound(Unpooled.copiedBuffer(bytes));
				this.channel.runPendingTasks();
			}
		}

		private boolean isRefused() {
			return !this.failures.isEmpty();
		}

		private void assertRefused() {
			assertThat(this.failures).as(this.name)
				.singleElement()
				.extracting(HandshakeFailure::reason)
				.isEqualTo(FailureReason.PLAINTEXT_AFTER_STARTTLS);
			assertThat(this.delivered).as(this.name).isEmpty();
			assertThat(this.channel.isOpen()).as(this.name).isFalse();
		}

		private void close() {
			assertThat(this.delivered).as(this.name).isEmpty();
			this.channel.finishAndReleaseAll();
		}

		@Override
		public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
			throw new AssertionError("there was no handshake");
		}

		@Override
		public void failed(Endpoint endpoint, HandshakeFailure failure) {
			this.failures.add(failure);
		}

	}

	/**
	 * A network that takes nothing for a while.
	 */
	private static final class Holding extends ChannelOutboundHandlerAdapter {

		private final List<Runnable> writes = new ArrayList<>();

		private boolean held;

		@Override
		public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
			if (this.held) {
				this.writes.add(() -> context.writeAndFlush(message, promise));
			}
			else {
				context.write(message, promise);
			}
		}

		private void release() {
			this.held = false;
			this.writes.forEach(Runnable::run);
			this.writes.clear();
		}

	}

}
