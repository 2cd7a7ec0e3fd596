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

package io.tlsboot.connection;

import io.netty.channel.EventLoop;

/**
 * Runs tasks where they belong.
 *
 * @since 0.1.0
 */
public final class EventLoops {

	private EventLoops() {
	}

	/**
	 * Run a task on an event loop: at once if this is its thread, else as soon as it is
	 * the task's turn.
	 * @param eventLoop the event loop
	 * @param task the task
	 */
	public static void execute(EventLoop eventLoop, Runnable task) {
		if (eventLoop.inEventLoop()) {
			task.run();
		}
		else {
			eventLoop.execute(task);
		}
	}

}
