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

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;

import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.internal.tcnative.SSLContext;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets of connections in the format of NSS ({@code SSLKEYLOGFILE}), with
 * which Wireshark decrypts a recording. Whoever reads them reads everything: for
 * debugging alone.
 *
 * @since 0.1.0
 */
public final class KeyLog {

	private final Consumer<String> sink;

	/**
	 * Create a key log.
	 * @param sink takes a line of it, without line feed; on an event loop, which it must
	 * not block
	 */
	public KeyLog(Consumer<String> sink) {
		this.sink = Objects.requireNonNull(sink, "'sink' must not be null");
	}

	void observe(Engine engine, SslContext context) {
		Long pointer = engine.capabilities().has(Capabilities.Feature.KEY_LOG) ? pointer(context) : null;
		if (pointer == null || !SSLContext.setKeyLogCallback(pointer, (ssl, line) -> this.sink.accept(text(line)))) {
			ReferenceCountUtil.release(context);
			throw new EngineException("the engine %s cannot write a key log".formatted(engine),
					"Set the engine to 'openssl', or remove the key log.");
		}
	}

	// Netty keeps netty-tcnative's pointer to itself: its public accessor returns the one
	// of BoringSSL behind it.
	private static @Nullable Long pointer(SslContext context) {
		try {
			Field field = ReferenceCountedOpenSslContext.class.getDeclaredField("ctx");
			field.setAccessible(true);
			return (Long) field.get(context);
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return null;
		}
	}

	private static String text(byte[] line) {
		return new String(line, StandardCharsets.US_ASCII);
	}

}
