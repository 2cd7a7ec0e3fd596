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

package io.tlsboot.testing;

import java.lang.ref.WeakReference;

import io.netty.buffer.ByteBufAllocator;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Gives the leak detector its chance when the last test is done: it reports what the
 * garbage collector has found when the next buffer is allocated. What an earlier run has
 * found is forgotten first.
 */
public class LeakCheck implements TestExecutionListener {

	private static final int MAX_COLLECTIONS = 20;

	@Override
	public void testPlanExecutionStarted(TestPlan testPlan) {
		RecordingLeakDetector.forget();
	}

	@Override
	public void testPlanExecutionFinished(TestPlan testPlan) {
		collect();
		collect();
		ByteBufAllocator.DEFAULT.directBuffer(16).release();
		ByteBufAllocator.DEFAULT.heapBuffer(16).release();
	}

	private static void collect() {
		WeakReference<Object> probe = new WeakReference<>(new Object());
		for (int i = 0; i < MAX_COLLECTIONS && probe.get() != null; i++) {
			System.gc();
		}
	}

}
