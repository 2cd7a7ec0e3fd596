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

import java.nio.file.Path;

/**
 * What the {@code ss} command of Linux tells of listening sockets, where it is installed.
 */
public final class ListeningSockets {

	private static final Command SS = new Command("ss", Path.of("."));

	private ListeningSockets() {
	}

	public static boolean isAvailable() {
		return SS.isAvailable("-V");
	}

	/**
	 * Return how many connections may wait at a port: for listening sockets, the third
	 * column.
	 */
	public static int backlog(int port) {
		return Integer.parseInt(SS.run("-ltnH", "sport = :" + port).split("\\s+", -1)[2]);
	}

}
