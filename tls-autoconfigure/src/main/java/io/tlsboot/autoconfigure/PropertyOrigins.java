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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.Environment;

/**
 * Finds out where a property was written.
 */
final class PropertyOrigins {

	private final Environment environment;

	PropertyOrigins(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Return the name of a property below a map.
	 * @param map the name of the map
	 * @param key the key
	 * @param parts what follows
	 * @return the name as it can be written in a configuration file
	 */
	static String name(String map, String key, String... parts) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(map);
		boolean plain = ConfigurationPropertyName.isValid(key) && key.indexOf('.') < 0;
		name = name.append(plain ? key : "[" + key + "]");
		for (String part : parts) {
			name = name.append(part);
		}
		return name.toString();
	}

	/**
	 * Return where a property was written, or the first one below it.
	 * @param property the name
	 * @return the origin, or {@code null} if the property is not set or not known
	 */
	@Nullable Origin find(String property) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			Origin origin = find(source, name);
			if (origin != null) {
				return origin;
			}
		}
		// A list may be written as one text, with commas.
		boolean indexed = name.isLastElementIndexed() && name.isNumericIndex(name.getNumberOfElements() - 1);
		return indexed ? find(name.getParent().toString()) : null;
	}

	/**
	 * Return where a property was written, or the first one below it, as text.
	 * @param property the name
	 * @return the origin, or {@code null} if the property is not set or not known
	 */
	@Nullable String text(String property) {
		Origin origin = find(property);
		return (origin != null) ? origin.toString() : null;
	}

	/**
	 * Return a property and where it was written, for log lines.
	 * @param property the name
	 * @return the property and its origin
	 */
	String describe(String property) {
		Origin origin = find(property);
		return "'%s' (%s)".formatted(property, (origin != null) ? origin : "not set");
	}

	/**
	 * Return a property and where it was written, for those who read a configuration.
	 * @param property the name
	 * @return for example
	 * {@code "tls.options.edge.engine" from class path resource [application.yml] - 3:5},
	 * or {@code null} if it is not set
	 */
	@Nullable String locate(String property) {
		Origin origin = find(property);
		if (origin == null) {
			return null;
		}
		String text = origin.toString();
		return (origin instanceof PropertySourceOrigin source && source.getOrigin() == null) ? text
				: "\"%s\" from %s".formatted(property, text);
	}

	private static @Nullable Origin find(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		ConfigurationProperty exact = source.getConfigurationProperty(name);
		if (exact != null) {
			return exact.getOrigin();
		}
		if (!(source instanceof IterableConfigurationPropertySource iterable)) {
			return null;
		}
		return iterable.stream().filter(name::isAncestorOf).findFirst().map((below) -> {
			ConfigurationProperty property = source.getConfigurationProperty(below);
			return (property != null) ? property.getOrigin() : null;
		}).orElse(null);
	}

	/**
	 * Make the exception for a property.
	 * @param property the name
	 * @param problem what is wrong
	 * @param action what the user can do
	 * @param cause what was thrown, if anything
	 * @return the exception
	 */
	TlsConfigurationException refuse(String property, String problem, String action, @Nullable Throwable cause) {
		return new TlsConfigurationException(property, find(property), problem, action, cause);
	}

	/**
	 * Make something of the value of a property.
	 * @param <T> what is made
	 * @param property the property
	 * @param factory makes it
	 * @return what was made
	 * @throws TlsConfigurationException if the factory refuses the value by an
	 * {@link IllegalArgumentException}
	 */
	<T> T checked(String property, Supplier<T> factory) {
		try {
			return factory.get();
		}
		catch (IllegalArgumentException ex) {
			throw refuse(property, String.valueOf(ex.getMessage()), "Correct the value.", ex);
		}
	}

	/**
	 * Refuse a property under a production profile.
	 * @param property the property
	 * @param problem what is wrong
	 * @param action what the user can do
	 * @throws TlsConfigurationException under such a profile
	 */
	void refuseInProduction(String property, String problem, String action) {
		ProductionProfiles.refuse(this.environment, property, problem, action);
	}

}
