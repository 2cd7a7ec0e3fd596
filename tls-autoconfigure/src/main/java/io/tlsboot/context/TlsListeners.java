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

package io.tlsboot.context;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.engine.EngineException;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ListenerSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.SmartLifecycle;

/**
 * The listeners of an application. They are matched with their handlers when all beans
 * are there, start late, and stop early: before the beans that their handlers use.
 * Stopping lets open connections finish for a while, all listeners at the same time.
 *
 * @since 0.1.0
 */
public class TlsListeners
		implements SmartLifecycle, SmartInitializingSingleton, DisposableBean, ApplicationContextAware {

	private static final Log logger = LogFactory.getLog(TlsListeners.class);

	private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1024;

	private final List<ListenerDefinition> definitions;

	private final ListableBeanFactory beans;

	private final HandshakeListener handshakes;

	private final BlockingThreads blocking;

	private final Duration grace;

	private volatile Map<String, Listener> listeners = Map.of();

	// By name, what was published and has not stopped yet.
	private final Map<String, TlsListenerStarted> started = new ConcurrentHashMap<>();

	private @Nullable ApplicationContext context;

	private volatile boolean running;

	private volatile @Nullable CountDownLatch keepAlive;

	/**
	 * Create the listeners.
	 * @param definitions what is configured; their contexts are closed together with this
	 * @param beans where the handlers are
	 * @param handshakes hears of the handshakes
	 * @param blocking runs the handlers in the blocking style; closed together with this
	 * @param grace how long open connections may go on when the application stops
	 */
	public TlsListeners(List<ListenerDefinition> definitions, ListableBeanFactory beans, HandshakeListener handshakes,
			BlockingThreads blocking, Duration grace) {
		this.definitions = List.copyOf(definitions);
		this.beans = beans;
		this.handshakes = handshakes;
		this.blocking = blocking;
		this.grace = grace;
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context = context;
	}

	/**
	 * Give each listener its handler.
	 * @throws TlsHandlerException if they do not fit together
	 */
	@Override
	public void afterSingletonsInstantiated() {
		Map<String, @Nullable TlsHandler> forwarders = new LinkedHashMap<>();
		this.definitions.forEach((definition) -> forwarders.put(definition.settings().name(), definition.forwarder()));
		HandlerBeans handlers = new HandlerBeans(this.beans, this.blocking, forwarders);
		Map<String, Listener> matched = new LinkedHashMap<>();
		try {
			this.definitions.forEach((definition) -> {
				String name = definition.settings().name();
				matched.put(name, listener(definition, handlers.get(name)));
			});
		}
		catch (RuntimeException ex) {
			matched.values().forEach(Listener::close);
			throw ex;
		}
		this.listeners = matched;
	}

	private Listener listener(ListenerDefinition definition, TlsHandler handler) {
		ListenerSettings settings = definition.settings();
		if (definition.names() == null) {
			return Listener.plain(settings, handler, this.handshakes);
		}
		try {
			return (settings.mode() == ListenerSettings.Mode.STARTTLS)
					? Listener.startTls(settings, definition.names(), definition.dialogue(), handler, this.handshakes)
					: Listener.tls(settings, definition.names(), handler, this.handshakes);
		}
		catch (EngineException | IllegalArgumentException ex) {
			String name = settings.name();
			throw new TlsHandlerException(name,
					"the listener '%s' cannot speak the application protocols of its handler: %s".formatted(name,
							ex.getMessage()),
					"Correct what the handler's applicationProtocols() returns.");
		}
	}

	@Override
	public void start() {
		if (this.running) {
			return;
		}
		try {
			for (Listener listener : this.listeners.values()) {
				listener.start();
				logger.info("Listener '%s' listens on %s port %d (%s), transport %s".formatted(
						listener.settings().name(), listener.settings().addressOrAny(), listener.port(),
						listener.context()
							.map((context) -> "%s, engine %s".formatted(listener.settings().mode(), context.engine()))
							.orElse("plain"),
						listener.transport().code()));
				publishStart(listener);
			}
			this.running = true;
			keepAlive();
		}
		catch (RuntimeException ex) {
			stopAll(Duration.ZERO);
			throw ex;
		}
	}

	private void publishStart(Listener listener) {
		ApplicationContext context = this.context;
		if (context != null) {
			String name = listener.settings().name();
			TlsListenerStarted event = new TlsListenerStarted(name, listener.settings().addressOrAny(),
					listener.port());
			ListenerPorts.publish(context, name, event.port());
			this.started.put(name, event);
			context.publishEvent(event);
		}
	}

	private void publishStop(Listener listener) {
		ApplicationContext context = this.context;
		TlsListenerStarted event = this.started.remove(listener.settings().name());
		if (context == null || event == null) {
			return;
		}
		try {
			context.publishEvent(new TlsListenerStopped(event.listener(), event.address(), event.port()));
		}
		catch (RuntimeException ex) {
			logger.warn("The stop of the listener '%s' was told, and somebody threw".formatted(event.listener()), ex);
		}
	}

	// Event loops are daemons: without this, an application that has nothing but
	// listeners would end as soon as it has started.
	private void keepAlive() {
		if (this.listeners.isEmpty()) {
			return;
		}
		CountDownLatch stopped = new CountDownLatch(1);
		this.keepAlive = stopped;
		Thread thread = new Thread(() -> {
			try {
				stopped.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "tls-listeners");
		thread.setDaemon(false);
		thread.start();
	}

	@Override
	public void stop() {
		stopAll(Duration.ZERO);
		stopped();
	}

	private void stopped() {
		this.running = false;
		CountDownLatch waiting = this.keepAlive;
		if (waiting != null) {
			waiting.countDown();
		}
	}

	@Override
	public void stop(Runnable callback) {
		Thread stopping = new Thread(() -> {
			try {
				stopAll(this.grace);
			}
			finally {
				stopped();
				callback.run();
			}
		}, "tls-listeners-stop");
		stopping.start();
	}

	private void stopAll(Duration grace) {
		Map<Listener, Thread> stopping = new LinkedHashMap<>();
		for (Listener listener : this.listeners.values()) {
			Thread thread = new Thread(() -> listener.stop(grace), "tls-listener-stop-" + listener.settings().name());
			thread.start();
			stopping.put(listener, thread);
		}
		boolean interrupted = false;
		for (Map.Entry<Listener, Thread> entry : stopping.entrySet()) {
			interrupted |= join(entry.getValue());
			publishStop(entry.getKey());
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	// Waited for in any case: what follows closes what is still in use.
	private static boolean join(Thread thread) {
		boolean interrupted = false;
		while (true) {
			try {
				thread.join();
				return interrupted;
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public void destroy() {
		stopAll(Duration.ZERO);
		this.listeners.values().forEach(Listener::close);
		this.definitions.forEach((definition) -> {
			if (definition.names() != null) {
				definition.names().close();
			}
		});
		this.blocking.close();
	}

	/**
	 * Return the listener with a name.
	 * @param name the name
	 * @return the listener
	 * @throws IllegalArgumentException if there is none
	 */
	public Listener get(String name) {
		Listener listener = this.listeners.get(name);
		if (listener == null) {
			throw new IllegalArgumentException(
					"listener: '%s' (expected: one of %s)".formatted(name, this.listeners.keySet()));
		}
		return listener;
	}

	/**
	 * Return all listeners.
	 * @return the listeners in the order of the configuration
	 */
	public Collection<Listener> all() {
		return List.copyOf(this.listeners.values());
	}

}
