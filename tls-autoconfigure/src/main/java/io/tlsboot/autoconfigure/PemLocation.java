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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Reads PEM from where a property says: a location, the text itself, or base64.
 */
final class PemLocation {

	private static final String PEM_BEGIN = "-----BEGIN ";

	// With a scheme, or with an extension, which base64 has not.
	private static final Pattern LOCATION = Pattern
		.compile("(optional:)?((file|classpath):[^\\s@]{1,500}|[^\\s@:]{1,200}\\.[A-Za-z0-9]{1,8})");

	private final ResourceLoader resources;

	PemLocation(ResourceLoader resources) {
		// Also knows "base64:", and takes a plain path for a file.
		this.resources = ApplicationResourceLoader.get(resources, true);
	}

	/**
	 * Read the content, which need not be text.
	 * @param value the value of the property
	 * @return the content
	 * @throws IOException with a message for the user if it cannot be read
	 */
	byte[] readBytes(String value) throws IOException {
		if (isText(value)) {
			return value.getBytes(StandardCharsets.UTF_8);
		}
		try {
			Resource resource = this.resources.getResource(value);
			if (!resource.exists()) {
				throw new IOException("found: %s, which does not exist".formatted(describe(value)));
			}
			return resource.getContentAsByteArray();
		}
		catch (IllegalArgumentException ex) {
			throw new IOException("found: %s, which is no location".formatted(describe(value)), ex);
		}
		catch (IOException ex) {
			if (ex.getMessage() != null && ex.getMessage().startsWith("found: ")) {
				throw ex;
			}
			throw new IOException(
					"found: %s, which cannot be read (%s)".formatted(describe(value), ex.getClass().getSimpleName()),
					ex);
		}
	}

	/**
	 * Tell whether a value is the PEM text itself.
	 * @param value the value
	 * @return whether it is
	 */
	static boolean isText(String value) {
		return value.contains(PEM_BEGIN);
	}

	/**
	 * Return the file or directory that a value stands for.
	 * @param value the value
	 * @return the path, which need not exist, or {@code null} if the value is text,
	 * base64 or something on the class path
	 */
	@Nullable Path path(String value) {
		if (isText(value) || value.startsWith("base64:") || value.startsWith("classpath:")) {
			return null;
		}
		try {
			Resource resource = this.resources.getResource(value);
			return resource.isFile() ? resource.getFile().toPath() : null;
		}
		catch (IllegalArgumentException | IOException ex) {
			return null;
		}
	}

	/**
	 * Return a value of a property for messages. What is no location may be a secret,
	 * such as a key whose prefix was forgotten, and is not shown.
	 * @param value the value
	 * @return the value if it looks like a location, else what kind of text it is
	 */
	static String describe(String value) {
		if (isText(value)) {
			return "PEM text";
		}
		if (value.startsWith("base64:")) {
			return "base64 text";
		}
		return LOCATION.matcher(value).matches() ? "'" + value + "'"
				: "a text of %d characters that is no location".formatted(value.length());
	}

}
