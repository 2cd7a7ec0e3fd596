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

package io.tlsboot.testing.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How one server is configured and started.
 */
abstract class PeerRecipe {

	/**
	 * Return the places where its program may be, the best one first.
	 */
	abstract List<Path> programs();

	/**
	 * Return the user who owns the folder, and whose process it is if it refuses to be
	 * root's.
	 */
	abstract String user();

	abstract PeerServer start(Path program, PeerFolder folder);

	final Optional<Path> program() {
		return programs().stream().filter(Files::isExecutable).findFirst();
	}

}
