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

package io.tlsboot.connection;

import io.tlsboot.client.ServerCheck;
import io.tlsboot.engine.EngineException;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.MutuallyExclusiveException;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The one way in which a client does not verify its server.
 */
@ExtendWith(OutputCaptureExtension.class)
class SkippedVerificationTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static CertificateOptions.Builder insecure() {
		return CertificateOptions.builder().insecurelySkipVerification(true);
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void clientThatSaysSoAcceptsAnybody(EngineChoice engine, TlsVersion version, CapturedOutput output) {
		try (Endpoints endpoints = new Endpoints()) {
			Listener listener = endpoints.listen(CertificateOptions.of(SERVER), Endpoints.ECHO);
			CertificateOptions options = insecure().engine(engine)
				.raiseMinimumTo(version)
				.lowerMaximumSecurityTo(version)
				.build();
			assertThat(Endpoints.exchange(endpoints.client(listener, "other.example", options), "ping"))
				.isEqualTo("ping");
			assertThat(output).contains("insecurely accepts every server in the place of 'other.example'");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void listenerMayNotSaySo(EngineChoice engine) {
		try (Endpoints endpoints = new Endpoints()) {
			CertificateOptions options = insecure().identity(SERVER).engine(engine).build();
			assertThatExceptionOfType(EngineException.class).isThrownBy(() -> endpoints.listen(options, Endpoints.ECHO))
				.withMessageContaining("a listener may not use options that verify nobody");
		}
	}

	@Test
	void trustRootWouldHaveNoEffect() {
		assertThatExceptionOfType(MutuallyExclusiveException.class)
			.isThrownBy(() -> insecure().trustRoot(AUTHORITY.trustRoot()).build());
		ClientOptions trusting = ClientOptions.forHost("localhost").trusting(AUTHORITY.trustRoot());
		assertThatExceptionOfType(MutuallyExclusiveException.class)
			.isThrownBy(trusting::insecurelySkippingVerification);
	}

	@Test
	void optionsSayWhetherTheyVerify() {
		assertThat(CertificateOptions.builder().build().isVerificationInsecurelySkipped()).isFalse();
		ClientOptions skipping = ClientOptions.forHost("localhost").insecurelySkippingVerification();
		assertThat(skipping.options().isVerificationInsecurelySkipped()).isTrue();
		assertThat(skipping).hasToString(skipping.toString())
			.isNotEqualTo(ClientOptions.forHost("localhost"))
			.asString()
			.contains("insecurelySkipVerification");
	}

	@Test
	void serverCannotBeCheckedWithoutVerifying() {
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> new ServerCheck("localhost", 443, insecure().build(), ServerCheck.DEFAULT_TIME_LIMIT, null))
			.withMessageContaining("they skip the verification");
	}

}
