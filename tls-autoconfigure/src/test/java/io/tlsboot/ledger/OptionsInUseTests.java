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

import java.util.ArrayList;
import java.util.List;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.Generation;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.ReplaceableOptions;
import io.tlsboot.options.TlsVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class OptionsInUseTests {

	private static final CertificateOptions PLAIN = CertificateOptions.builder().build();

	private static final CertificateOptions RAISED = CertificateOptions.builder()
		.raiseMinimumTo(TlsVersion.TLSv1_3)
		.build();

	private final OptionsInUse options = new OptionsInUse();

	@Test
	void optionsAreInTheOrderOfTheirNames() {
		this.options.add(OptionsSource.fixed("web", PLAIN));
		this.options.add(OptionsSource.fixed("mail", RAISED));

		assertThat(this.options.current()).containsExactly(new Generation("mail", 1, RAISED),
				new Generation("web", 1, PLAIN));
	}

	@Test
	void whenOptionsAreReplacedThenTheNewGenerationIsThereBeforeAnybodyIsTold() {
		ReplaceableOptions web = new ReplaceableOptions("web", PLAIN);
		this.options.add(web);
		List<Generation> seen = new ArrayList<>();
		this.options.onChange(() -> seen.addAll(this.options.current()));

		web.replace(RAISED);

		assertThat(seen).containsExactly(new Generation("web", 2, RAISED));
	}

	@Test
	void whoThrowsHoldsNothingUp(CapturedOutput output) {
		ReplaceableOptions web = new ReplaceableOptions("web", PLAIN);
		this.options.add(web);
		List<String> told = new ArrayList<>();
		this.options.onChange(() -> {
			throw new IllegalStateException("no room");
		});
		this.options.onChange(() -> told.add("second"));

		assertThat(web.replace(RAISED)).isTrue();

		assertThat(told).containsExactly("second");
		assertThat(web.current().number()).isEqualTo(2);
		assertThat(output).contains("Generation 2 of the options 'web' was told to");
	}

}
