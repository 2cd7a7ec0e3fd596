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

package io.tlsboot.trust;

import java.text.Normalizer;
import java.util.Locale;

import com.ibm.icu.text.IDNA;

/**
 * The A-labels of an internationalized host name (IDNA 2008, RFC 5891). Only for names
 * that are not ASCII; the library is not touched for others.
 */
final class InternationalName {

	// Non-transitional: a sharp s stays one. RFC 5891, section 4.2, with its rules of
	// context.
	private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ
			| IDNA.CHECK_CONTEXTO | IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

	private InternationalName() {
	}

	/**
	 * Return the name in ASCII.
	 * @param host a name with characters that are not ASCII
	 * @return its A-labels
	 * @throws IllegalArgumentException if IDNA 2008 does not allow the name
	 */
	static String toAscii(String host) {
		StringBuilder ascii = new StringBuilder();
		IDNA.Info result = new IDNA.Info();
		UTS46.nameToASCII(host, ascii, result);
		StringBuilder unicode = new StringBuilder();
		UTS46.nameToUnicode(ascii, unicode, new IDNA.Info());
		// UTS 46 maps full-width letters and the like to others, IDNA 2008 does not know
		// them: a name must come back as it was, but for its case and East Asian dots.
		String expected = Normalizer.normalize(host.toLowerCase(Locale.ROOT), Normalizer.Form.NFC)
			.replaceAll("[\\u3002\\uff0e\\uff61]", ".");
		if (result.hasErrors() || becomesAscii(host) || !unicode.toString().equals(expected)) {
			throw new IllegalArgumentException("host: '%s' (expected: a name that IDNA 2008 allows%s)".formatted(host,
					result.hasErrors() ? ", found: " + result.getErrors() : ""));
		}
		return ascii.toString();
	}

	// The sign for Kelvin has a small letter, and that is a plain k.
	private static boolean becomesAscii(String host) {
		return host.codePoints().anyMatch((character) -> character > 0x7f && Character.toLowerCase(character) <= 0x7f);
	}

}
