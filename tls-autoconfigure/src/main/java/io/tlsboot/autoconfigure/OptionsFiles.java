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

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Reads what a property of {@code tls.options.*} refers to, and says what is wrong with
 * it.
 */
final class OptionsFiles {

	static final String PREFIX = "tls.options";

	private final PemLocation locations;

	private final PropertyOrigins origins;

	private final String prefix;

	OptionsFiles(PemLocation locations, PropertyOrigins origins) {
		this(locations, origins, PREFIX);
	}

	private OptionsFiles(PemLocation locations, PropertyOrigins origins, String prefix) {
		this.locations = locations;
		this.origins = origins;
		this.prefix = prefix;
	}

	/**
	 * Return the same for what is named elsewhere.
	 * @param prefix what the names are below
	 * @return the files
	 */
	OptionsFiles below(String prefix) {
		return new OptionsFiles(this.locations, this.origins, prefix);
	}

	/**
	 * Return the full name of a property.
	 * @param name the name of the options
	 * @param key the key below it
	 * @return the name as it can be written in a configuration file
	 */
	static String property(String name, String key) {
		return PropertyOrigins.name(PREFIX, name, key);
	}

	/**
	 * Read the content that a property refers to, whatever its format.
	 * @param name the name of the options
	 * @param key the key below it
	 * @param value its value
	 * @return the content
	 * @throws TlsConfigurationException if it cannot be read
	 */
	byte[] readBytes(String name, String key, String value) {
		return readBytes(name, key, value, "Correct the location, or put the file there.");
	}

	/**
	 * Read the content that a property refers to, which need not be text.
	 * @param name the name of the options
	 * @param key the key below it
	 * @param value its value
	 * @param action what the user can do if it cannot be read
	 * @return the content
	 * @throws TlsConfigurationException if it cannot be read
	 */
	byte[] readBytes(String name, String key, String value, String action) {
		try {
			return this.locations.readBytes(value);
		}
		catch (IOException ex) {
			throw refuse(name, key, ex.getMessage(), action, ex);
		}
	}

	/**
	 * Return the locations.
	 * @return how values are read
	 */
	PemLocation locations() {
		return this.locations;
	}

	/**
	 * Return a property and where it was written, for log lines.
	 * @param name the name of the options
	 * @param key the key below it
	 * @return the property and its origin
	 */
	String describe(String name, String key) {
		return this.origins.describe(PropertyOrigins.name(this.prefix, name, key));
	}

	/**
	 * Make the exception for a property.
	 * @param name the name of the options
	 * @param key the key below it
	 * @param problem what is wrong
	 * @param action what the user can do
	 * @param cause what was thrown, if anything
	 * @return the exception
	 */
	TlsConfigurationException refuse(String name, String key, @Nullable String problem, String action,
			@Nullable Throwable cause) {
		return this.origins.refuse(PropertyOrigins.name(this.prefix, name, key), String.valueOf(problem), action,
				cause);
	}

}
