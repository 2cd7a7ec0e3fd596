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

package io.tlsboot.ledger;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Named options as they are now.
 *
 * @param name their name
 * @param usedBy who uses them, for people; empty if nobody does
 * @param tls what they say; {@code null} if nobody has asked for them yet
 * @param reloads how often they were reloaded, and what came of the last reload;
 * {@code null} if they never were
 * @since 0.1.0
 */
public record OptionsDescriptor(String name, List<String> usedBy, @Nullable PolicyDescriptor tls,
		@Nullable ReloadHistory reloads) {

}
