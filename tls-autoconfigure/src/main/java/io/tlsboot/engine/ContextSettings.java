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

package io.tlsboot.engine;

import java.time.Clock;
import java.util.Objects;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * How contexts are built, whatever their options.
 *
 * @param clock the time by which certificates of peers are judged
 * @param selfTest whether options must first complete a handshake with themselves
 * @param keyLog where the secrets of connections are written, or {@code null}: nowhere
 * @since 0.1.0
 */
public record ContextSettings(Clock clock, boolean selfTest, @Nullable KeyLog keyLog) {

	/**
	 * Create settings.
	 * @param clock the time
	 * @param selfTest whether options are tested
	 * @param keyLog the key log, or {@code null}
	 */
	public ContextSettings {
		Objects.requireNonNull(clock, "'clock' must not be null");
	}

	/**
	 * Return settings with a self-test and no key log.
	 * @param clock the time
	 * @return the settings
	 */
	public static ContextSettings of(Clock clock) {
		return new ContextSettings(clock, true, null);
	}

	/**
	 * Return these settings without a self-test.
	 * @return the settings
	 */
	public ContextSettings withoutSelfTest() {
		return new ContextSettings(this.clock, false, this.keyLog);
	}

	SslContext observed(Engine engine, SslContext context) {
		if (this.keyLog != null) {
			this.keyLog.observe(engine, context);
		}
		return context;
	}

}
