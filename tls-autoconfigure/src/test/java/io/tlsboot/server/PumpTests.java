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

package io.tlsboot.server;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

import static org.assertj.core.api.Assertions.assertThat;

class PumpTests {

	private static final int HIGH_WATER_MARK = 1024;

	private final EmbeddedChannel target = new EmbeddedChannel();

	private final List<@Nullable Throwable> ends = new ArrayList<>();

	private final List<Throwable> breaks = new ArrayList<>();

	private final Pump pump = new Pump(this.target, this.breaks::add, this.ends::add);

	private long requested;

	PumpTests() {
		this.target.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, HIGH_WATER_MARK));
		this.pump.onSubscribe(new Subscription() {

			@Override
			public void request(long n) {
				PumpTests.this.requested = Operators.addCap(PumpTests.this.requested, n);
			}

			@Override
			public void cancel() {
			}

		});
	}

	@AfterEach
	void close() {
		this.target.finishAndReleaseAll();
	}

	@Test
	void asksForMoreWhileTheOtherSideIsWritable() {
		assertThat(this.requested).isEqualTo(1);

		receive(16);
		receive(16);

		assertThat(this.requested).isEqualTo(3);
	}

	@Test
	void asksForNothingWhileTheOtherSideIsNotWritable() {
		receive(2 * HIGH_WATER_MARK);

		assertThat(this.target.isWritable()).isFalse();
		assertThat(this.requested).isEqualTo(1);

		this.target.runPendingTasks();

		assertThat(this.target.<ByteBuf>readOutbound().readableBytes()).isEqualTo(2 * HIGH_WATER_MARK);
		assertThat(this.requested).isEqualTo(2);
	}

	@Test
	void endsWhenEverythingIsWritten() {
		receive(16);
		this.pump.onComplete();

		assertThat(this.ends).isEmpty();

		this.target.runPendingTasks();

		assertThat(this.ends).containsExactly((Throwable) null);
	}

	@Test
	void tellsThatTheSideThatIsReadBrokeOff() {
		ClosedChannelException failure = new ClosedChannelException();
		this.pump.onError(failure);

		assertThat(this.ends).containsExactly(failure);
	}

	@Test
	void dropsTheRestWhenTheOtherSideIsGone() {
		this.target.close();

		ByteBuf data = receive(16);
		ByteBuf more = receive(16);
		this.target.runPendingTasks();

		assertThat(data.refCnt()).isZero();
		assertThat(more.refCnt()).isZero();
		assertThat(this.requested).isEqualTo(Long.MAX_VALUE);
		this.pump.onComplete();
		assertThat(this.ends).containsExactly((Throwable) null);
	}

	// As Reactor Netty does: what is received is released when it was handed over.
	private ByteBuf receive(int bytes) {
		ByteBuf data = Unpooled.buffer(bytes).writeZero(bytes);
		this.pump.onNext(data);
		data.release();
		return data;
	}

}
