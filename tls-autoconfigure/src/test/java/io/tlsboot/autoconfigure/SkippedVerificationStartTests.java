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

import io.tlsboot.client.TlsClients;
import io.tlsboot.ledger.Inventory;
import io.tlsboot.ledger.PolicyDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;

class SkippedVerificationStartTests extends AbstractStartFailureTests {

	private static final String CLIENT = """
			tls:
			  options:
			    partner:
			      insecurely-skip-verification: true
			""";

	@ParameterizedTest
	@ValueSource(strings = { "prod", "production" })
	void isRefusedUnderAProductionProfile(String profile, CapturedOutput output) {
		start(CLIENT + "spring.profiles.active: " + profile, NoHandler.class);
		assertAnalysis(output, "Property: tls.options.partner.insecurely-skip-verification", "application.yml] - 4:37",
				"servers are not verified under a production profile");
	}

	@Test
	void isRefusedBesideTrustRoots(CapturedOutput output) {
		start(CLIENT + "      trust-roots: platform", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.partner.insecurely-skip-verification",
				"'insecurely-skip-verification' and 'trust-roots' are mutually exclusive");
	}

	@Test
	void isRefusedForAListener(CapturedOutput output) {
		start(CLIENT + """
				      certificate: file:${dir}/edge.pem
				  listeners:
				    echo: {port: 0, options: partner}
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.options.partner.insecurely-skip-verification",
				"a listener may not use options that verify nobody");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void isWarnedAboutAndShown(boolean development, CapturedOutput output) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, SslAutoConfiguration.class))
			.withPropertyValues("tls.options.partner.insecurely-skip-verification=true",
					"tls.dev.enabled=" + development, "tls.dev.directory=" + this.directory.resolve("dev"),
					"tls.clients.partner.host=localhost", "tls.clients.partner.port=1",
					"tls.clients.partner.options=partner")
			.run((context) -> {
				assertThat(context.getBean(TlsClients.class).names()).containsExactly("partner");
				PolicyDescriptor policy = context.getBean(Inventory.class).overview().clients().get("partner").tls();
				assertThat(policy.insecurelySkipsVerification()).isTrue();
				assertThat(policy.trust()).isNull();
				assertThat(output).contains("The options 'partner' insecurely skip the verification of servers");
			});
	}

}
