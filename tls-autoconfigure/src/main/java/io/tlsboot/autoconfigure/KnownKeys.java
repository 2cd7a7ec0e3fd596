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

package io.tlsboot.autoconfigure;

import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The keys below {@code tls.} that there are.
 */
final class KnownKeys {

	private static final ConfigurationPropertyName TLS = ConfigurationPropertyName.of("tls");

	// Where the key stands behind a name that the user chooses.
	private static final Map<String, Class<?>> NAMED = Map.of("options", TlsProperties.Options.class, "listeners",
			TlsProperties.Listener.class, "clients", TlsProperties.Client.class);

	private static final Set<String> LENIENT_SOURCES = Set.of(
			StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
			StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

	private KnownKeys() {
	}

	/**
	 * Return the keys that could stand in the place of another.
	 * @param name the name of the other
	 * @return the keys
	 */
	static List<String> beside(ConfigurationPropertyName name) {
		String section = name.getElement(1, Form.UNIFORM);
		return section.equals("dev") ? of(TlsProperties.Dev.class)
				: of(NAMED.getOrDefault(section, TlsProperties.class));
	}

	private static List<String> of(Class<?> type) {
		return Arrays.stream(BeanUtils.getPropertyDescriptors(type))
			.map(PropertyDescriptor::getName)
			.filter((property) -> !property.equals("class"))
			.map(DataObjectPropertyName::toDashedForm)
			.sorted()
			.toList();
	}

	/**
	 * Check the environment variables and the system properties, whose unknown keys
	 * Spring Boot passes over.
	 * @param environment where they are
	 * @param origins where properties were written
	 * @throws TlsConfigurationException if a key is not known
	 */
	static void check(Environment environment, PropertyOrigins origins) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source.getUnderlyingSource() instanceof PropertySource<?> underlying
					&& LENIENT_SOURCES.contains(underlying.getName())
					&& source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream().filter(TLS::isAncestorOf).forEach((name) -> check(name, origins));
			}
		}
	}

	private static void check(ConfigurationPropertyName name, PropertyOrigins origins) {
		String section = name.getElement(1, Form.UNIFORM);
		int position = NAMED.containsKey(section) ? 3 : 2;
		boolean known = NAMED.containsKey(section) || section.equals("dev");
		if (!known || name.getNumberOfElements() <= position) {
			return;
		}
		String key = name.getElement(position, Form.UNIFORM);
		if (beside(name).stream().noneMatch((other) -> other.replace("-", "").equals(key))) {
			throw origins.refuse(name.toString(), "the key is not known (expected: one of %s)".formatted(beside(name)),
					"Correct or remove the environment variable or system property.", null);
		}
	}

}
