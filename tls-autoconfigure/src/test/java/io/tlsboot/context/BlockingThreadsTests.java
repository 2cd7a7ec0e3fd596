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

package io.tlsboot.context;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

class BlockingThreadsTests {

	private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

	@Test
	void whatFindsNoThreadInThePoolWaits() throws Exception {
		CountDownLatch first = new CountDownLatch(1);
		try (BlockingThreads threads = BlockingThreads.pool(1)) {
			threads.execute(() -> {
				await(first);
				this.seen.add("first");
			});
			threads.execute(() -> this.seen.add("second"));
			assertThat(this.seen).isEmpty();
			first.countDown();

			assertThat(next()).isEqualTo("first");
			assertThat(next()).isEqualTo("second");
		}
	}

	@Test
	void threadsAreNamed() throws Exception {
		try (BlockingThreads threads = BlockingThreads.of(1)) {
			threads.execute(() -> this.seen.add(Thread.currentThread().getName()));

			assertThat(next()).startsWith("tls-blocking-");
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void fromJava21OnEachConnectionHasAThreadOfItsOwn() throws Exception {
		CountDownLatch both = new CountDownLatch(2);
		try (BlockingThreads threads = BlockingThreads.of(1)) {
			for (int count = 0; count < 2; count++) {
				threads.execute(() -> {
					both.countDown();
					await(both);
					this.seen.add("met");
				});
			}
			assertThat(next()).isEqualTo("met");
			assertThat(next()).isEqualTo("met");
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private String next() throws InterruptedException {
		String next = this.seen.poll(10, TimeUnit.SECONDS);
		assertThat(next).isNotNull();
		return next;
	}

}
