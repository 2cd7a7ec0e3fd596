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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.netty.util.ResourceLeakDetector;

/**
 * Writes each leak to a file, whose presence fails the build. Netty makes one for each
 * kind of resource, by the system property {@code io.netty.customResourceLeakDetector}.
 *
 * @param <T> the resource
 */
public class RecordingLeakDetector<T> extends ResourceLeakDetector<T> {

	public RecordingLeakDetector(Class<?> resourceType, int samplingInterval, long maxActive) {
		super(resourceType, samplingInterval);
	}

	public RecordingLeakDetector(Class<?> resourceType, int samplingInterval) {
		super(resourceType, samplingInterval);
	}

	@Override
	protected boolean needReport() {
		return true;
	}

	@Override
	protected void reportTracedLeak(String resourceType, String records) {
		record(resourceType + records);
	}

	@Override
	protected void reportUntracedLeak(String resourceType) {
		record(resourceType);
	}

	static void forget() {
		try {
			Files.deleteIfExists(file());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void record(String leak) {
		try {
			Files.createDirectories(file().getParent());
			Files.writeString(file(), leak + System.lineSeparator(), StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path file() {
		return Path.of(System.getProperty("tls.test.leaks", "target/leaks"), "leaks.txt");
	}

}
