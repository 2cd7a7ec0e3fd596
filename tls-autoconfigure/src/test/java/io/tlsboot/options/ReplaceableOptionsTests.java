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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ReplaceableOptionsTests {

	private static final CertificateOptions FIRST = CertificateOptions.builder().build();

	private static final CertificateOptions SECOND = CertificateOptions.builder()
		.raiseMinimumTo(TlsVersion.TLSv1_3)
		.build();

	private final ReplaceableOptions options = new ReplaceableOptions("edge", FIRST);

	private final List<String> told = new ArrayList<>();

	private OptionsSource.Change recorded(String who, Generation next) {
		return new OptionsSource.Change() {

			@Override
			public void commit() {
				ReplaceableOptionsTests.this.told.add("%s has %d".formatted(who, next.number()));
			}

			@Override
			public void cancel() {
				ReplaceableOptionsTests.this.told.add("%s gives up %d".formatted(who, next.number()));
			}

		};
	}

	@Test
	void whoFollowsBeginsWithTheCurrentGeneration() {
		this.options.follow((next) -> recorded("one", next));
		assertThat(this.told).containsExactly("one has 1");
	}

	@Test
	void replacementIsTheNextGeneration() {
		this.options.follow((next) -> recorded("one", next));
		assertThat(this.options.replace(SECOND)).isTrue();
		assertThat(this.options.current()).isEqualTo(new Generation("edge", 2, SECOND));
		assertThat(this.told).containsExactly("one has 1", "one has 2");
	}

	@Test
	void equalOptionsAreNoReplacement() {
		this.options.follow((next) -> recorded("one", next));
		assertThat(this.options.replace(CertificateOptions.builder().build())).isFalse();
		assertThat(this.options.current().number()).isOne();
		assertThat(this.told).containsExactly("one has 1");
	}

	@Test
	void everybodyStaysWhereOneCannotFollow() {
		this.options.follow((next) -> recorded("one", next));
		this.options.follow((next) -> {
			if (next.number() > 1) {
				throw new IllegalStateException("cannot");
			}
			return recorded("two", next);
		});
		assertThatIllegalStateException().isThrownBy(() -> this.options.replace(SECOND)).withMessage("cannot");
		assertThat(this.options.current()).isEqualTo(new Generation("edge", 1, FIRST));
		assertThat(this.told).containsExactly("one has 1", "two has 1", "one gives up 2");
	}

	@Test
	void whoCannotBeginTakesNoPart() {
		assertThatIllegalStateException().isThrownBy(() -> this.options.follow((next) -> {
			throw new IllegalStateException("cannot");
		}));
		assertThat(this.options.replace(SECOND)).isTrue();
	}

	@Test
	void whoEndsItIsNotToldAnyMore() {
		OptionsSource.Following following = this.options.follow((next) -> recorded("one", next));
		following.end();
		following.end();
		assertThat(this.options.replace(SECOND)).isTrue();
		assertThat(this.told).containsExactly("one has 1");
	}

}
