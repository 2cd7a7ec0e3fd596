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

package io.tlsboot.autoconfigure.actuate;

import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides private keys and passwords from the endpoints that show the environment and the
 * configuration properties, also where these show everything.
 */
final class TlsSecretsSanitizer implements SanitizingFunction {

	private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9]");

	@Override
	public SanitizableData apply(SanitizableData data) {
		String key = SEPARATORS.matcher(data.getKey().toLowerCase(Locale.ROOT)).replaceAll("");
		boolean secret = (key.startsWith("tlsoptions") && (key.contains("privatekey") || key.contains("password")))
				|| (key.startsWith("tlsclients") && key.endsWith("proxypassword"));
		boolean pem = data.getValue() instanceof CharSequence text && text.toString().contains("PRIVATE KEY-----");
		return (secret || pem) ? data.withSanitizedValue() : data;
	}

}
