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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * Publishes the ports that listeners have bound as properties of the environment, and of
 * those of the parent contexts, as Spring Boot does with {@code local.server.port}.
 */
final class ListenerPorts {

	private static final String SOURCE = "tlsListenerPorts";

	private ListenerPorts() {
	}

	/**
	 * Publish a port as {@code local.tls.<name>.port}.
	 * @param context the context that the listener belongs to
	 * @param listener the name of the listener
	 * @param port the port
	 */
	static void publish(ApplicationContext context, String listener, int port) {
		for (ApplicationContext next = context; next != null; next = next.getParent()) {
			if (next instanceof ConfigurableApplicationContext configurable) {
				ports(configurable.getEnvironment()).put("local.tls.%s.port".formatted(listener), port);
			}
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> ports(ConfigurableEnvironment environment) {
		MutablePropertySources sources = environment.getPropertySources();
		PropertySource<?> source = sources.get(SOURCE);
		if (source == null) {
			source = new MapPropertySource(SOURCE, new ConcurrentHashMap<>());
			sources.addFirst(source);
		}
		return (Map<String, Object>) source.getSource();
	}

}
