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

import java.util.Objects;
import java.util.function.Function;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.IllegalReferenceCountException;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.Generation;
import io.tlsboot.options.OptionsSource;
import org.jspecify.annotations.Nullable;

/**
 * Follows an options source and hands out handlers of its current generation. The first
 * context is built at once, so that options that cannot be honoured show at start; each
 * further one on the thread that changes the options, before anybody gets it.
 *
 * @since 0.1.0
 */
public final class TlsContextSource implements AutoCloseable {

	private final OptionsSource options;

	private final Function<Generation, TlsContext> binding;

	private final OptionsSource.Following following;

	private volatile @Nullable TlsContext context;

	private volatile boolean closed;

	private TlsContextSource(OptionsSource options, Function<Generation, TlsContext> binding) {
		this.options = options;
		this.binding = binding;
		this.following = options.follow(this::prepare);
	}

	private OptionsSource.Change prepare(Generation next) {
		TlsContext made = this.binding.apply(next);
		return new OptionsSource.Change() {

			@Override
			public void commit() {
				replace(made);
			}

			@Override
			public void cancel() {
				made.close();
			}

		};
	}

	private synchronized void replace(TlsContext made) {
		if (this.closed) {
			made.close();
			return;
		}
		TlsContext known = this.context;
		this.context = made;
		if (known != null) {
			known.close();
		}
	}

	/**
	 * Follow options for a server.
	 * @param options the source
	 * @param settings how contexts are built
	 * @return the contexts
	 * @throws EngineException if the engine cannot honour the options, or they fail their
	 * self-test
	 */
	public static TlsContextSource forServer(OptionsSource options, ContextSettings settings) {
		return new TlsContextSource(options, (generation) -> {
			if (settings.selfTest()) {
				SelfTest.server(generation.options());
			}
			return TlsContext.forServer(generation, settings);
		});
	}

	/**
	 * Follow options for a client.
	 * @param server whom the server's certificate must name
	 * @param options the source
	 * @param settings how contexts are built
	 * @return the contexts
	 * @throws EngineException if the engine cannot honour the options, or they fail their
	 * self-test
	 */
	public static TlsContextSource forClient(String server, OptionsSource options, ContextSettings settings) {
		return new TlsContextSource(options, (generation) -> {
			if (settings.selfTest()) {
				SelfTest.client(generation.options());
			}
			return TlsContext.forClient(server, generation, settings);
		});
	}

	/**
	 * Follow options for a client of many servers.
	 * @param options the source
	 * @param settings how contexts are built
	 * @return the contexts, whose handlers are made by
	 * {@link #newHandler(ByteBufAllocator, String)}
	 * @throws EngineException if the engine cannot honour the options, or they fail their
	 * self-test
	 */
	public static TlsContextSource forAnyServer(OptionsSource options, ContextSettings settings) {
		return new TlsContextSource(options, (generation) -> {
			if (settings.selfTest()) {
				SelfTest.client(generation.options());
			}
			return TlsContext.forAnyServer(generation, settings);
		});
	}

	/**
	 * Put application protocols in front of those of the options, in this generation and
	 * all that follow.
	 * @param protocols the protocols, which may be none
	 * @return the contexts in the place of these, which are closed; these if there are no
	 * protocols
	 * @throws EngineException if the engine cannot honour the options with them, or they
	 * fail their self-test; these are then as before
	 */
	public TlsContextSource wanting(ApplicationProtocols protocols) {
		if (protocols.isEmpty()) {
			return this;
		}
		TlsContextSource wanting = new TlsContextSource(this.options.map((options) -> options.toBuilder()
			.acceptableProtocols(options.acceptableProtocols().after(protocols))
			.build()), this.binding);
		close();
		return wanting;
	}

	/**
	 * Return the context of the current generation: one volatile read.
	 * @return the context
	 */
	public TlsContext current() {
		return Objects.requireNonNull(this.context);
	}

	/**
	 * Make the handler of one connection from the current context.
	 * @param allocator the connection's allocator
	 * @return a new handler, together with its generation
	 * @throws IllegalStateException if this is closed
	 */
	public Handler newHandler(ByteBufAllocator allocator) {
		return handler((context) -> context.newHandler(allocator));
	}

	/**
	 * Make the handler of one connection to a server from the current context.
	 * @param allocator the connection's allocator
	 * @param expected whom the server's certificate must name
	 * @return a new handler, together with its generation
	 * @throws IllegalArgumentException if that is neither a name nor an address
	 * @throws IllegalStateException if this is closed
	 */
	public Handler newHandler(ByteBufAllocator allocator, String expected) {
		return handler((context) -> context.newHandler(allocator, expected));
	}

	private Handler handler(Function<TlsContext, SslHandler> factory) {
		while (!this.closed) {
			TlsContext snapshot = current();
			try {
				return new Handler(factory.apply(snapshot), snapshot.generation());
			}
			catch (IllegalReferenceCountException ex) {
				// A newer generation came between the two steps, or we were closed.
			}
		}
		throw new IllegalStateException("the contexts of '%s' are closed".formatted(current().generation().name()));
	}

	/**
	 * Give the native memory back when the last connection is gone. Closing again has no
	 * effect.
	 */
	@Override
	public void close() {
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
			current().close();
		}
		// A change in progress waits for the lock above.
		this.following.end();
	}

	/**
	 * The handler of one connection.
	 *
	 * @param handler Netty's handler
	 * @param generation the options that it was made from
	 */
	public record Handler(SslHandler handler, Generation generation) {

	}

}
