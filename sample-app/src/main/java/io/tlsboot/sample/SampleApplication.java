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

package io.tlsboot.sample;

import java.util.Arrays;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Starts all servers; or, with the name of a client as first argument, runs that and
 * ends; or, with {@code check}, checks a server's certificate and ends.
 */
@SpringBootApplication
public class SampleApplication {

	/**
	 * Start.
	 * @param args options of Spring Boot; or the name of a client and options; or
	 * {@code check} and its arguments
	 */
	public static void main(String[] args) {
		String first = (args.length > 0) ? args[0] : "";
		if (first.equals(CheckCommand.NAME)) {
			// Nobody has set up logging, and what there is to say is printed.
			LoggingSystem.get(SampleApplication.class.getClassLoader()).beforeInitialize();
			System.exit(CheckCommand.run(behindTheFirst(args), System.out, System.err));
		}
		if (ClientCommands.has(first)) {
			System.exit(ClientCommands.run(first, behindTheFirst(args), System.out, System.err));
		}
		SpringApplication.run(SampleApplication.class, args);
	}

	private static String[] behindTheFirst(String[] args) {
		return Arrays.copyOfRange(args, 1, args.length);
	}

}
