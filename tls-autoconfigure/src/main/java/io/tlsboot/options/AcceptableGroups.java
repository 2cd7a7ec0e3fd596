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

package io.tlsboot.options;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/**
 * The groups of the key exchange that may be negotiated (RFC 8446, section 4.2.7), most
 * wanted first. A group that is given twice counts once.
 *
 * @param groups the groups, at least one
 * @since 0.1.0
 */
public record AcceptableGroups(List<NamedGroup> groups) {

	/** Hybrid before classical, fast before large: {@link NamedGroup#DEFAULT}. */
	public static final AcceptableGroups DEFAULT = new AcceptableGroups(NamedGroup.DEFAULT);

	/**
	 * Create a list.
	 * @param groups the groups
	 * @throws IllegalArgumentException if there is none
	 */
	public AcceptableGroups {
		groups = List.copyOf(new LinkedHashSet<>(groups));
		if (groups.isEmpty()) {
			throw new IllegalArgumentException("'groups' must not be empty");
		}
	}

	/**
	 * Create a list from the names in the registry, or those that engines use.
	 * @param names for example {@code X25519} or {@code P-256}
	 * @return the list
	 * @throws IllegalArgumentException if there is none, or a name is unknown
	 */
	public static AcceptableGroups of(Collection<String> names) {
		Objects.requireNonNull(names, "'names' must not be null");
		return new AcceptableGroups(names.stream().map(AcceptableGroups::group).toList());
	}

	private static NamedGroup group(String name) {
		return NamedGroup.of(name)
			.orElseThrow(() -> new IllegalArgumentException("group: '%s' (expected: one of %s)".formatted(name,
					Arrays.stream(NamedGroup.values()).map(NamedGroup::groupName).toList())));
	}

	/**
	 * Return those groups that a choice leaves.
	 * @param choice the choice
	 * @return the list, in this order
	 * @throws IllegalArgumentException if none is left
	 */
	AcceptableGroups with(PostQuantum choice) {
		if (choice == PostQuantum.PREFER) {
			return this;
		}
		boolean hybrid = choice == PostQuantum.REQUIRE;
		List<NamedGroup> left = this.groups.stream().filter((group) -> group.isPostQuantum() == hybrid).toList();
		if (left.isEmpty()) {
			throw new IllegalArgumentException("groups: %s (expected: %s, since post-quantum is '%s')"
				.formatted(names(), hybrid ? "at least one hybrid group, such as X25519MLKEM768"
						: "at least one group that is not hybrid", hybrid ? "require" : "off"));
		}
		return new AcceptableGroups(left);
	}

	/**
	 * Tell whether only hybrid groups are acceptable, which TLS 1.3 alone knows.
	 * @return whether each is
	 */
	public boolean isHybrid() {
		return this.groups.stream().allMatch(NamedGroup::isPostQuantum);
	}

	/**
	 * Return the names in the registry.
	 * @return the names, in this order
	 */
	public List<String> names() {
		return this.groups.stream().map(NamedGroup::groupName).toList();
	}

}
