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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code trust-roots} as it is written: a place, which may be a pattern of
 * file names, and whether it may be missing.
 *
 * @param place what follows {@code optional:}
 * @param isOptional whether it may be missing
 */
record TrustLocation(String place, boolean isOptional) {

	static final String PLATFORM = "platform";

	static final String JVM = "jvm";

	private static final String OPTIONAL = "optional:";

	private static final String FILE = "file:";

	static TrustLocation of(String value) {
		return value.startsWith(OPTIONAL) ? new TrustLocation(value.substring(OPTIONAL.length()), true)
				: new TrustLocation(value, false);
	}

	/**
	 * Tell whether the place can only be a directory.
	 * @return whether it ends with a slash
	 */
	boolean isDirectory() {
		return this.place.endsWith("/");
	}

	/**
	 * Tell whether the place stands for all files with a name like it.
	 * @return whether it has a star or a question mark
	 */
	boolean isPattern() {
		return !PemLocation.isText(this.place) && hasWildcard(this.place);
	}

	/**
	 * Return the files that match the pattern. As in a shell, names with a leading dot
	 * are left out.
	 * @return the files, in the order of their names
	 * @throws IllegalArgumentException with a message for the user if the pattern cannot
	 * be used
	 */
	Matches matches() {
		if (this.place.startsWith("classpath")) {
			throw new IllegalArgumentException(
					"found: '%s' (expected: a pattern of files, not of the class path)".formatted(this.place));
		}
		String path = this.place.startsWith(FILE) ? this.place.substring(FILE.length()) : this.place;
		path = path.startsWith("//") ? path.substring(2) : path;
		int slash = path.lastIndexOf('/');
		String parent = path.substring(0, slash + 1);
		if (hasWildcard(parent) || slash == path.length() - 1) {
			throw new IllegalArgumentException(
					"found: '%s' (expected: a star or a question mark in the name of the file alone)"
						.formatted(this.place));
		}
		Path directory = Path.of(parent);
		return Files.isDirectory(directory) ? new Matches(true, files(directory, pattern(path.substring(slash + 1))))
				: new Matches(false, List.of());
	}

	/**
	 * Return the place for messages. What may be a secret in the wrong place is not
	 * shown.
	 * @param path the file or directory, or {@code null} if it is something else
	 * @return the place if it is there or can be nothing else than a place
	 */
	String describe(@Nullable Path path) {
		boolean harmless = isPattern() || this.place.equals(PLATFORM) || this.place.equals(JVM)
				|| (path != null && Files.exists(path));
		return harmless ? "'" + this.place + "'" : PemLocation.describe(this.place);
	}

	private static boolean hasWildcard(String text) {
		return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
	}

	private static Pattern pattern(String name) {
		return Pattern.compile(name.codePoints().mapToObj((character) -> switch (character) {
			case '*' -> ".*";
			case '?' -> ".";
			default -> Pattern.quote(Character.toString(character));
		}).collect(Collectors.joining("", "(?!\\.)", "")));
	}

	private static List<Path> files(Path directory, Pattern names) {
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> names.matcher(file.getFileName().toString()).matches())
				.filter((file) -> !Files.isDirectory(file))
				.sorted()
				.toList();
		}
		catch (IOException | UncheckedIOException ex) {
			throw new IllegalArgumentException(
					"the directory '%s' cannot be read (%s)".formatted(directory, ex.getClass().getSimpleName()), ex);
		}
	}

	/**
	 * What matches a pattern.
	 *
	 * @param directoryExists whether there is the directory to look into
	 * @param files the files
	 */
	record Matches(boolean directoryExists, List<Path> files) {

	}

}
