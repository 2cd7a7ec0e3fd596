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

package io.tlsboot.engine;

/**
 * Whether clients may renegotiate with servers of the JDK's engine, which JSSE decides
 * for the whole JVM when a server first shakes hands. With BoringSSL they never may.
 *
 * @since 0.1.0
 */
public final class JvmRenegotiation {

	private static final String PROPERTY = "jdk.tls.rejectClientInitiatedRenegotiation";

	private JvmRenegotiation() {
	}

	/**
	 * Refuse clients that renegotiate under TLS 1.2, which they could as often as they
	 * like. Whoever has set the system property
	 * {@code jdk.tls.rejectClientInitiatedRenegotiation} keeps their say. Has an effect
	 * before the first server of the JDK's engine shakes hands; the starter calls it
	 * before an application makes its first bean.
	 */
	public static void refuse() {
		if (System.getProperty(PROPERTY) == null) {
			System.setProperty(PROPERTY, "true");
		}
	}

}
