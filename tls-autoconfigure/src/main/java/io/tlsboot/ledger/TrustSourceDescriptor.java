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

import io.tlsboot.trust.TrustSource;
import org.jspecify.annotations.Nullable;

/**
 * Where trusted certificates come from.
 *
 * @param source the place
 * @param count how many there are
 * @param fingerprints their SHA-256 digests; {@code null} for this machine's own, which
 * are many and not of this application's choice
 * @since 0.1.0
 */
public record TrustSourceDescriptor(String source, int count, @Nullable List<String> fingerprints) {

	static TrustSourceDescriptor of(TrustSource source) {
		return new TrustSourceDescriptor(source.description(), source.certificates().size(),
				source.machine() ? null : source.fingerprints());
	}

}
