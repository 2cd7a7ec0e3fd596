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

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidParameterSpecException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.spec.DHParameterSpec;

/**
 * Reads Diffie-Hellman parameters (PKCS #3) out of a PEM text.
 */
final class DiffieHellmanPem {

	private static final String LABEL = "DH PARAMETERS";

	private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([^\\r\\n]*?)-----");

	private DiffieHellmanPem() {
	}

	/**
	 * Read prime and generator, unchecked. The length of the private value, which may
	 * stand beside them, is a hint to the engine that none takes.
	 * @param text the text
	 * @return the parameters
	 * @throws IllegalArgumentException if there is not one block of them
	 */
	static DHParameterSpec read(String text) {
		List<String> labels = new ArrayList<>();
		int start = -1;
		for (Matcher matcher = BEGIN.matcher(text); matcher.find();) {
			labels.add(matcher.group(1));
			if (matcher.group(1).equals(LABEL)) {
				start = matcher.end();
			}
		}
		if (labels.stream().filter(LABEL::equals).count() != 1) {
			String hint = labels.contains("X9.42 " + LABEL) ? ", which the option -dsaparam of openssl does not write"
					: "";
			throw DiffieHellmanParameters
				.refused("found %s (expected: one block '%s'%s)".formatted(describe(labels), LABEL, hint));
		}
		int end = text.indexOf("-----END " + LABEL + "-----", start);
		if (end < 0) {
			throw DiffieHellmanParameters.refused("block '%s' has no end line".formatted(LABEL));
		}
		return parse(decode(text.substring(start, end)));
	}

	private static String describe(List<String> labels) {
		if (labels.isEmpty()) {
			return "no PEM block";
		}
		return String.join(", ", labels.stream().map("'%s'"::formatted).toList());
	}

	private static byte[] decode(String body) {
		try {
			// Not the MIME decoder, which skips what is damaged.
			return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
		}
		catch (IllegalArgumentException ex) {
			throw DiffieHellmanParameters.refused("block '%s' is no base64 text".formatted(LABEL), ex);
		}
	}

	private static DHParameterSpec parse(byte[] encoded) {
		try {
			AlgorithmParameters parameters = AlgorithmParameters.getInstance("DH");
			parameters.init(encoded);
			// Whatever a lenient decoder skipped is missing now.
			if (!Arrays.equals(parameters.getEncoded(), encoded)) {
				throw new IOException("extra or non-canonical data");
			}
			return parameters.getParameterSpec(DHParameterSpec.class);
		}
		catch (IOException | InvalidParameterSpecException ex) {
			throw DiffieHellmanParameters.refused("block '%s' is no DER structure of PKCS #3".formatted(LABEL), ex);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("no security provider of this JVM has Diffie-Hellman parameters", ex);
		}
	}

}
