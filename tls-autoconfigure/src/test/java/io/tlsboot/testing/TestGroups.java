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

package io.tlsboot.testing;

/**
 * Groups for finite field Diffie-Hellman.
 */
public final class TestGroups {

	/** One without a name, made by {@code openssl dhparam 2048}. */
	public static final String OWN = """
			-----BEGIN DH PARAMETERS-----
			MIIBCAKCAQEAzVnSGaO22vWvxoOIvM2esHeYrHafOBT+gScdzCJ+KsSQK0C2fske
			IbDYwf3HwGG+CN/fG0CgtDO+Atp6LaBUXywn9Du7n1jqbEO3KvCpccMP7pmTWZ6l
			vGdN/DFkAiX8Ncqsij4516qCQ7RkC/8YZXi1oZSl8LJTLYUIIxPFFZoXpbQMByhu
			H6JpWWtjnF0q47/MFjyYDMVxnFMQTEjC56Kndp5mhxJS+LQf1nRbTd0UmCO1AmOx
			/E2nyt8MunepuUdi1j8eVwZJqoEd6+j5Q2alp4ccBciTGf7EQSPzY++9gZ7RKghb
			bWPl5Jydol5Qnz6fNQI8uf/tcxwacyI4PwIBAg==
			-----END DH PARAMETERS-----
			""";

	private TestGroups() {
	}

}
