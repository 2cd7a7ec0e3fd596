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

import java.util.ArrayList;
import java.util.List;

import io.tlsboot.bundle.OptionsSslBundle;
import io.tlsboot.ledger.ReloadListener;
import io.tlsboot.ledger.ReloadRecord;
import io.tlsboot.ledger.Reloads;
import io.tlsboot.options.CertificateOptions;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the ledger keeps of the updates of an SSL bundle that options are made of.
 */
class BundleReloadTests extends AbstractAutoConfigurationTests {

	private static final String PEM = "spring.ssl.bundle.pem.web.";

	private static final SslBundle RENEWED = OptionsSslBundle
		.of(CertificateOptions.of(AUTHORITY.issue("renewed"), AUTHORITY.trustRoot()));

	private static void update(BeanFactory context, SslBundle bundle) {
		context.getBean(SslBundleRegistry.class).updateBundle("web", bundle);
	}

	@Test
	void updatesAreRecordedWhetherTheyAreTakenOrRefused() {
		List<ReloadRecord> heard = new ArrayList<>();
		this.runner.withPropertyValues(PEM + "keystore.certificate=file:" + this.directory.resolve("edge.pem"),
				PEM + "keystore.private-key=file:" + this.directory.resolve("edge.pem"), "tls.options.edge.bundle=web",
				"tls.clients.edge.options=edge", "tls.clients.edge.host=localhost", "tls.clients.edge.port=443")
			.withBean(ReloadListener.class, () -> heard::add)
			.run((context) -> {
				Reloads reloads = context.getBean(Reloads.class);
				assertThat(reloads.all()).isEmpty();
				update(context, RENEWED);
				update(context, SslBundle.of(null));
				assertThat(reloads.of("edge")).hasValueSatisfying((history) -> {
					assertThat(history.succeeded()).isOne();
					assertThat(history.failed()).isOne();
					assertThat(history.last().generation()).isEqualTo(2);
					assertThat(history.last().message()).contains("neither a key store nor a trust store");
				});
				update(context, RENEWED);
				assertThat(heard).extracting(ReloadRecord::result).containsExactly("succeeded", "failed", "succeeded");
				assertThat(heard).extracting(ReloadRecord::generation).containsExactly(2L, 2L, 2L);
			});
	}

}
