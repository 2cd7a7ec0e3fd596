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

package io.tlsboot.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AddressRangeTests {

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8, 10.255.255.255, 11.0.0.0", "192.0.2.7, 192.0.2.7, 192.0.2.8",
			"192.0.2.128/25, 192.0.2.129, 192.0.2.127", "0.0.0.0/0, 203.0.113.9, 2001:db8::1",
			"2001:db8::/32, 2001:db8:ffff::1, 2001:db9::1", "::1, ::1, 127.0.0.1", "::/0, 2001:db8::1, 10.0.0.1",
			"10.0.0.0/8, ::ffff:10.1.2.3, ::10.1.2.3" })
	void rangeHoldsTheAddressesWithItsPrefix(String range, String inside, String outside) throws UnknownHostException {
		assertThat(AddressRange.parse(range).contains(InetAddress.getByName(inside))).isTrue();
		assertThat(AddressRange.parse(range).contains(InetAddress.getByName(outside))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "localhost", "10.0.0", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/", "10.0.0.0/-1",
			"2001:db8::/129", "2001:db8::1/32", "[::1]", "fe80::1%eth0", "*", "::ffff:10.0.0.0/104", "::10.0.0.1" })
	void otherTextIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text))
			.withMessageContaining("expected");
	}

	@Test
	void rangesAreValues() {
		assertThat(AddressRange.parse("10.0.0.0/8")).isEqualTo(AddressRange.parse("10.0.0.0/8"))
			.hasToString("10.0.0.0/8");
	}

	@Test
	void protocolNeedsAddressesAndAddressesNeedAProtocol() {
		assertThatIllegalArgumentException().isThrownBy(() -> new InboundProxies(ProxyProtocol.ANY, List.of()))
			.withMessageContaining("expected: the addresses of the proxies");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new InboundProxies(ProxyProtocol.NONE, List.of(AddressRange.parse("10.0.0.1"))));
	}

}
