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

package io.tlsboot.sample.command;

import java.io.PrintStream;

import reactor.core.publisher.Mono;

/**
 * A client that is started from the command line, as a Spring Boot application of its
 * own, with {@code clients.yml} as its configuration.
 */
public interface ClientCommand {

	/**
	 * Talk to the server.
	 * @param out gets what is to be seen
	 * @return completes when the conversation ended as it should; fails if it did not, or
	 * did not come about
	 */
	Mono<Void> run(PrintStream out);

}
