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
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientOptions;
import io.tlsboot.options.Generation;
import io.tlsboot.options.SessionResumption;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.trust.ServiceIdentity;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One generation of options bound to one engine. Built once; makes the handler of each
 * connection, on any thread. {@link #close()} gives the native memory back when the last
 * connection is gone.
 *
 * @since 0.1.0
 */
public final class TlsContext implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(TlsContext.class);

	// Flush 3 s, then wait 5 s for the peer's close_notify, then close anyway: who
	// does not read cannot keep a connection half dead.
	private static final long CLOSE_FLUSH_MILLIS = 3000;

	private static final long CLOSE_READ_MILLIS = 5000;

	private final Generation generation;

	private final Engine engine;

	private final SslContext context;

	private final JdkGroups groups;

	private final Role role;

	private final @Nullable ServiceIdentity server;

	private final @Nullable TicketKeys ticketKeys;

	private TlsContext(Generation generation, Engine engine, SslContext context, Role role,
			@Nullable ServiceIdentity server, Clock clock) {
		this.generation = generation;
		this.engine = engine;
		this.context = context;
		this.groups = JdkGroups.of(engine, generation.options());
		this.role = role;
		this.server = server;
		SessionResumption resumption = generation.options().resumption();
		this.ticketKeys = (role == Role.SERVER && resumption.enabled()
				&& context.sessionContext() instanceof OpenSslSessionContext sessions)
						? new TicketKeys(sessions, resumption.lifetime(), clock) : null;
	}

	/**
	 * Bind options for a server.
	 * @param generation the options
	 * @param settings how the context is built, self-test apart
	 * @return the context
	 * @throws EngineException if the engine cannot honour the options, or there is no
	 * identity to serve with
	 */
	public static TlsContext forServer(Generation generation, ContextSettings settings) {
		CertificateOptions options = generation.options();
		Engine engine = Engine.of(options);
		return new TlsContext(generation, engine,
				settings.observed(engine, SslContexts.server(options, engine, settings.clock())), Role.SERVER, null,
				settings.clock());
	}

	/**
	 * Bind options for a client.
	 * @param server whom the server's certificate must name
	 * @param generation the options
	 * @param settings how the context is built, self-test apart
	 * @return the context
	 * @throws EngineException if the engine cannot honour the options
	 */
	public static TlsContext forClient(String server, Generation generation, ContextSettings settings) {
		return client(server, generation, settings, null);
	}

	/**
	 * Bind options for a client, and look on.
	 * @param server whom the server's certificate must name
	 * @param generation the options
	 * @param settings how the context is built, self-test apart
	 * @param observer sees the chains that servers present
	 * @return the context
	 * @throws EngineException if the engine cannot honour the options
	 */
	public static TlsContext forClient(String server, Generation generation, ContextSettings settings,
			ChainObserver observer) {
		return client(server, generation, settings, observer);
	}

	private static TlsContext client(String server, Generation generation, ContextSettings settings,
			@Nullable ChainObserver observer) {
		ClientOptions options = ClientOptions.forHost(server, generation.options());
		warnIfUnverified(generation.options(), "'%s'".formatted(options.serverIdentity().host()));
		Engine engine = Engine.of(options.options());
		return new TlsContext(generation, engine,
				settings.observed(engine, SslContexts.client(options, engine, settings.clock(), observer)), Role.CLIENT,
				options.serverIdentity(), settings.clock());
	}

	/**
	 * Bind options for a client of many servers.
	 * @param generation the options
	 * @param settings how the context is built, self-test apart
	 * @return the context, whose handlers are made by
	 * {@link #newHandler(ByteBufAllocator, String)}
	 * @throws EngineException if the engine cannot honour the options
	 */
	public static TlsContext forAnyServer(Generation generation, ContextSettings settings) {
		CertificateOptions options = generation.options();
		warnIfUnverified(options, "any server");
		Engine engine = Engine.of(options);
		return new TlsContext(generation, engine,
				settings.observed(engine, SslContexts.anyServer(options, engine, settings.clock())), Role.CLIENT, null,
				settings.clock());
	}

	private static void warnIfUnverified(CertificateOptions options, String expected) {
		if (options.isVerificationInsecurelySkipped()) {
			logger.warn(("A client insecurely accepts every server in the place of %s: anybody on the way can read and "
					+ "change what is sent")
				.formatted(expected));
		}
	}

	/**
	 * Make the handler of one connection.
	 * @param allocator the connection's allocator
	 * @return a new handler
	 * @throws io.netty.util.IllegalReferenceCountException if this context is closed
	 * @throws IllegalStateException if this is a client's context for any server
	 */
	public SslHandler newHandler(ByteBufAllocator allocator) {
		if (this.role == Role.CLIENT) {
			if (this.server == null) {
				throw new IllegalStateException("it is not known which server is expected");
			}
			return prepared(clientHandler(allocator, this.server));
		}
		if (this.ticketKeys != null) {
			this.ticketKeys.rotate();
		}
		return prepared(OwnEngines.server(this.context, allocator));
	}

	/**
	 * Make the handler of one connection to a server.
	 * @param allocator the connection's allocator
	 * @param expected whom the server's certificate must name
	 * @return a new handler
	 * @throws io.netty.util.IllegalReferenceCountException if this context is closed
	 * @throws IllegalArgumentException if that is neither a name nor an address
	 * @throws IllegalStateException if this is not a client's context for any server
	 */
	public SslHandler newHandler(ByteBufAllocator allocator, String expected) {
		if (this.role != Role.CLIENT || this.server != null) {
			throw new IllegalStateException("this context is not for any server");
		}
		return prepared(clientHandler(allocator, ServiceIdentity.of(expected)));
	}

	private SslHandler prepared(SslHandler handler) {
		try {
			this.groups.apply(handler.engine());
			Resumption.apply(this.generation.options().resumption(), handler.engine());
		}
		catch (RuntimeException ex) {
			// Nobody else will: the handler is in no pipeline.
			ReferenceCountUtil.release(handler.engine());
			throw ex;
		}
		handler.setCloseNotifyFlushTimeoutMillis(CLOSE_FLUSH_MILLIS);
		handler.setCloseNotifyReadTimeoutMillis(CLOSE_READ_MILLIS);
		return handler;
	}

	// The engine's peer is the expected name, never the address that is connected to: it
	// keys the session cache, so a session of one name is not resumed for another.
	private SslHandler clientHandler(ByteBufAllocator allocator, ServiceIdentity expected) {
		SslHandler handler = OwnEngines.client(this.context, allocator, expected.host());
		if (!expected.isAddress()) {
			// Said in so many words, since JSSE sends no name with a single label.
			SSLParameters parameters = handler.engine().getSSLParameters();
			parameters.setServerNames(List.of(new SNIHostName(expected.host())));
			handler.engine().setSSLParameters(parameters);
		}
		return handler;
	}

	/**
	 * Return what this context was built from.
	 * @return the generation
	 */
	public Generation generation() {
		return this.generation;
	}

	/**
	 * Return the engine.
	 * @return the engine
	 */
	public Engine engine() {
		return this.engine;
	}

	/**
	 * Return the versions that can be negotiated: those of the options.
	 * @return the versions, oldest first
	 */
	public List<TlsVersion> versions() {
		return this.generation.options().versions().versions();
	}

	/**
	 * Return the cipher suites that can be negotiated: those of the options that the
	 * engine knows.
	 * @return the names of IANA, most wanted first
	 */
	public List<String> cipherSuites() {
		return this.context.cipherSuites();
	}

	/**
	 * Return the groups that can be negotiated: those of the options that the engine
	 * knows.
	 * @return their names, most wanted first; empty where the JVM decides about them
	 */
	public List<String> groups() {
		return this.engine.groups(this.generation.options());
	}

	@Override
	public void close() {
		ReferenceCountUtil.release(this.context);
	}

	static EngineException refused(Engine engine, SSLException ex) {
		return new EngineException(null, "the engine %s refuses the options: %s".formatted(engine, ex.getMessage()),
				"Change the options, or choose another engine.", ex);
	}

	/**
	 * The role in the handshake.
	 */
	private enum Role {

		SERVER, CLIENT

	}

}
