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

package io.tlsboot.server;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.netty.buffer.ByteBufAllocator;
import io.tlsboot.connection.ServerContexts;
import io.tlsboot.engine.TlsContext;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.trust.ServiceIdentity;
import org.jspecify.annotations.Nullable;

/**
 * The options of a listener by the name that a client asks for (RFC 6066, section 3). A
 * name is served by its own options, else by those of a pattern such as
 * {@code *.example.com}, which stands for one label; every other client by those of the
 * listener, unless it is strict. Immutable; safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class ServerNames implements ServerContexts, AutoCloseable {

	private static final String WILDCARD = "*.";

	private final TlsContextSource others;

	private final Map<String, TlsContextSource> named;

	private final boolean strict;

	private ServerNames(TlsContextSource others, Map<String, TlsContextSource> named, boolean strict) {
		this.others = others;
		this.named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
		this.strict = strict;
	}

	/**
	 * Serve every client with the same options.
	 * @param contexts the options
	 * @return names without any
	 */
	public static ServerNames any(TlsContextSource contexts) {
		return new ServerNames(Objects.requireNonNull(contexts, "'contexts' must not be null"), Map.of(), false);
	}

	/**
	 * Return a copy with options for a name.
	 * @param name the name or pattern, in Unicode or not, in any case
	 * @param contexts its options
	 * @return the copy
	 * @throws IllegalArgumentException if it is no name, or was given before
	 */
	public ServerNames with(String name, TlsContextSource contexts) {
		Map<String, TlsContextSource> more = new LinkedHashMap<>(this.named);
		if (more.put(normalize(name), contexts) != null) {
			throw new IllegalArgumentException("server name: '%s' is given twice".formatted(name));
		}
		return new ServerNames(this.others, more, this.strict);
	}

	/**
	 * Return a copy that refuses clients who ask for another name, or for none.
	 * @param strict whether it does
	 * @return the copy
	 */
	public ServerNames withStrict(boolean strict) {
		return new ServerNames(this.others, this.named, strict);
	}

	/**
	 * Put application protocols in front of those of all options.
	 * @param protocols the protocols, which may be none
	 * @return the names in the place of these, which are closed; these if there are no
	 * protocols
	 * @throws io.tlsboot.engine.EngineException if an engine cannot honour options with
	 * them; close these then
	 */
	ServerNames wanting(ApplicationProtocols protocols) {
		if (protocols.isEmpty()) {
			return this;
		}
		Map<TlsContextSource, TlsContextSource> changed = new LinkedHashMap<>();
		try {
			sources().forEach((source) -> changed.put(source, source.wanting(protocols)));
		}
		catch (RuntimeException ex) {
			changed.values().forEach(TlsContextSource::close);
			throw ex;
		}
		Map<String, TlsContextSource> more = new LinkedHashMap<>(this.named);
		more.replaceAll((name, source) -> Objects.requireNonNull(changed.get(source)));
		return new ServerNames(Objects.requireNonNull(changed.get(this.others)), more, this.strict);
	}

	private Set<TlsContextSource> sources() {
		Set<TlsContextSource> all = new LinkedHashSet<>(this.named.values());
		all.add(this.others);
		return all;
	}

	/**
	 * Return a name as it is looked up.
	 * @param name the name or pattern
	 * @return its A-label form in lower case
	 * @throws IllegalArgumentException if it is no name
	 */
	public static String normalize(String name) {
		boolean pattern = name.startsWith(WILDCARD);
		ServiceIdentity identity = ServiceIdentity.of(pattern ? name.substring(WILDCARD.length()) : name);
		if (identity.isAddress()) {
			throw new IllegalArgumentException(
					"server name: '%s' is an address, which clients do not ask for".formatted(name));
		}
		return pattern ? WILDCARD + identity.host() : identity.host();
	}

	@Override
	public @Nullable Secured choose(@Nullable String serverName, ByteBufAllocator allocator) {
		TlsContextSource contexts = find(serverName);
		if (contexts == null) {
			return null;
		}
		TlsContextSource.Handler chosen = contexts.newHandler(allocator);
		return new Secured(chosen.handler(), chosen.generation());
	}

	private @Nullable TlsContextSource find(@Nullable String serverName) {
		TlsContextSource found = null;
		// A star is no part of a host name: it does not ask for a pattern.
		if (serverName != null && !this.named.isEmpty() && serverName.indexOf('*') < 0) {
			found = this.named.get(serverName);
			int label = serverName.indexOf('.');
			if (found == null && label > 0) {
				found = this.named.get("*" + serverName.substring(label));
			}
		}
		return (found != null || this.strict) ? found : this.others;
	}

	/**
	 * Return what clients are served with that ask for no name of these.
	 * @return the context of the current generation
	 */
	public TlsContext context() {
		return this.others.current();
	}

	/**
	 * Return what clients are served with that ask for a name of these.
	 * @return the contexts of the current generations by name or pattern, in the order in
	 * which they were given
	 */
	public Map<String, TlsContext> contexts() {
		Map<String, TlsContext> contexts = new LinkedHashMap<>();
		this.named.forEach((name, source) -> contexts.put(name, source.current()));
		return contexts;
	}

	/**
	 * Tell whether clients are refused that ask for another name, or for none.
	 * @return whether they are
	 */
	public boolean isStrict() {
		return this.strict;
	}

	/**
	 * Return the names and patterns.
	 * @return their A-label forms, in the order in which they were given
	 */
	public Set<String> names() {
		return this.named.keySet();
	}

	/**
	 * Give the native memory back when the last connection is gone. Closing again has no
	 * effect.
	 */
	@Override
	public void close() {
		sources().forEach(TlsContextSource::close);
	}

}
