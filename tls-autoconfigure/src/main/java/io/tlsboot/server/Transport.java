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

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * How a listener talks to the operating system. Those but {@link #NIO} are native: each
 * needs a library of Netty on the class path, and its operating system.
 *
 * @since 0.1.0
 */
public enum Transport {

	/**
	 * What Reactor Netty takes for itself: the first that it can use of io_uring, epoll
	 * and kqueue, else NIO.
	 */
	AUTO(null, null),

	/** That of the JDK. */
	NIO(null, null),

	/** Epoll, on Linux. */
	EPOLL("io.netty.channel.epoll.Epoll", "netty-transport-native-epoll"),

	/** Kqueue, on macOS and BSD. */
	KQUEUE("io.netty.channel.kqueue.KQueue", "netty-transport-native-kqueue"),

	/** Io_uring, on Linux. */
	IO_URING("io.netty.channel.uring.IoUring", "netty-transport-native-io_uring");

	private final @Nullable String type;

	private final @Nullable String library;

	Transport(@Nullable String type, @Nullable String library) {
		this.type = type;
		this.library = library;
	}

	/**
	 * Tell why this transport cannot be used here.
	 * @return the reason, or {@code null} if it can be used
	 */
	public @Nullable String unavailability() {
		if (this.type == null) {
			return null;
		}
		try {
			Object cause = Class.forName(this.type).getMethod("unavailabilityCause").invoke(null);
			return (cause != null) ? rootMessage((Throwable) cause) : outvoted();
		}
		catch (ClassNotFoundException ex) {
			return "io.netty:%s is not on the class path".formatted(this.library);
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return rootMessage(ex);
		}
	}

	// Io_uring comes first, and kqueue has a machine for itself.
	private @Nullable String outvoted() {
		Transport preferred = Loops.preferred();
		return (this == EPOLL || this == preferred) ? null : "Reactor Netty takes '%s'".formatted(preferred.code());
	}

	private static String rootMessage(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return (root.getMessage() != null) ? root.getMessage() : root.getClass().getName();
	}

	/**
	 * Return what is used where this is configured.
	 * @return this, or for {@link #AUTO} what Reactor Netty takes
	 */
	public Transport resolve() {
		return (this == AUTO) ? Loops.automatic() : this;
	}

	/**
	 * Tell whether several listeners can share a port with this transport, which must be
	 * available.
	 * @return whether there is SO_REUSEPORT
	 */
	public boolean canReusePort() {
		return Loops.canReusePort(resolve());
	}

	/**
	 * Return the transport as logs and the endpoint write it.
	 * @return for example {@code io-uring}
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
