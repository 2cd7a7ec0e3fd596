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

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What is negotiated unless somebody decides otherwise. A change here is a change for
 * every user.
 */
class DefaultsTests {

	// C1
	@Test
	void defaultCiphersAreForwardSecretAndAuthenticated() {
		assertThat(AcceptableCiphers.DEFAULT.names()).containsExactly("TLS_AES_128_GCM_SHA256",
				"TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
				"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
				"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
				"TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
	}

	@Test
	void whenThereAreNoCiphersThenTheyAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> AcceptableCiphers.of(List.of()))
			.withMessageContaining("'names' must not be empty");
	}

	@Test
	void protocolsAreNegotiatedByAlpn() {
		assertThat(CertificateOptions.DEFAULT_PROTOCOL_NEGOTIATION).containsExactly(ProtocolNegotiationSupport.ALPN);
		assertThat(CertificateOptions.builder().build().protocolNegotiation())
			.isEqualTo(CertificateOptions.DEFAULT_PROTOCOL_NEGOTIATION);
	}

	// C13
	@Test
	void thereAreNoDhParameters() {
		assertThat(CertificateOptions.builder().build().dhParameters()).isEmpty();
	}

	// D1: ours has it on.
	@Test
	void sessionsAreResumedForTwoHours() {
		assertThat(SessionResumption.DEFAULT).isEqualTo(new SessionResumption(true, Duration.ofHours(2), 20_480));
		assertThat(CertificateOptions.builder().build().resumption()).isEqualTo(SessionResumption.DEFAULT);
	}

	@Test
	void defaultGroupsBeginWithTheHybrid() {
		assertThat(NamedGroup.DEFAULT).containsExactly(NamedGroup.X25519MLKEM768, NamedGroup.X25519,
				NamedGroup.SECP256R1, NamedGroup.SECP384R1);
	}

	@Test
	void onlyTheHybridsArePostQuantum() {
		assertThat(NamedGroup.values()).filteredOn(NamedGroup::isPostQuantum)
			.containsExactly(NamedGroup.X25519MLKEM768, NamedGroup.SECP256R1MLKEM768, NamedGroup.SECP384R1MLKEM1024);
	}

	@ParameterizedTest
	@CsvSource({ "0x11ec, X25519MLKEM768", "0x001d, X25519", "0x0017, SECP256R1", "0x0018, SECP384R1",
			"0x0019, SECP521R1", "0x001e, X448", "0x0100, FFDHE2048", "0x0101, FFDHE3072", "0x11eb, SECP256R1MLKEM768",
			"0x11ed, SECP384R1MLKEM1024" })
	void groupIsFoundByItsNumber(String codePoint, NamedGroup group) {
		assertThat(NamedGroup.of(Integer.decode(codePoint))).contains(group);
	}

	@Test
	void whenNumberIsUnknownThenThereIsNoGroup() {
		assertThat(NamedGroup.of(0x2a2a)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(NamedGroup.class)
	void groupIsFoundByItsName(NamedGroup group) {
		assertThat(NamedGroup.of(group.groupName())).contains(group);
	}

	@ParameterizedTest
	@CsvSource({ "P-256, SECP256R1", "prime256v1, SECP256R1", "P-384, SECP384R1", "P-521, SECP521R1",
			"x25519, X25519" })
	void groupIsFoundByTheNamesOfEngines(String name, NamedGroup group) {
		assertThat(NamedGroup.of(name)).contains(group);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "X25519Kyber768Draft00" })
	void whenNameIsUnknownThenThereIsNoGroup(String name) {
		assertThat(NamedGroup.of(name)).isEmpty();
	}

}
