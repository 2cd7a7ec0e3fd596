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

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.tlsboot.client.TlsClient;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RecordingProxy;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody sees who records a connection: nothing readable.
 */
class RecordedBytesTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("the server's name");

	private static final PrivateCertificate CLIENT = AUTHORITY.issue("the client's name");

	private static final List<String> LINES = List.of("Hello, world!", "What a fine day it is.", "Bye-bye!");

	private static final String TEXT = String.join("\r\n", LINES) + "\r\n";

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private static CertificateOptions options(PrivateCertificate identity, EngineChoice engine, TlsVersion version) {
		return CertificateOptions.builder()
			.identity(identity)
			.trustRoot(AUTHORITY.trustRoot())
			.engine(engine)
			.lowerMaximumSecurityTo(version)
			.build();
	}

	// All that nobody may see, by what it is.
	private static Map<String, byte[]> secrets() {
		Map<String, byte[]> secrets = new LinkedHashMap<>();
		LINES.forEach((line) -> secrets.put(line, line.getBytes(StandardCharsets.UTF_8)));
		secrets.put("the server's key", end(SERVER));
		secrets.put("the client's key", end(CLIENT));
		return secrets;
	}

	// The numbers that are secret stand towards the end of PKCS#8.
	private static byte[] end(PrivateCertificate certificate) {
		byte[] encoded = certificate.privateKey().getEncoded();
		return Arrays.copyOfRange(encoded, encoded.length - 16, encoded.length);
	}

	private static List<String> readable(byte[] recorded) {
		return secrets().entrySet()
			.stream()
			.filter((secret) -> contains(recorded, secret.getValue()))
			.map(Map.Entry::getKey)
			.collect(Collectors.toList());
	}

	private static boolean contains(byte[] recorded, byte[] wanted) {
		return text(recorded).contains(text(wanted));
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void nothingReadableCrossesTheWire(EngineChoice engine, TlsVersion version) throws IOException {
		int port = this.endpoints.listen(options(SERVER, engine, version), Endpoints.ECHO).port();
		try (RecordingProxy proxy = new RecordingProxy(port)) {
			TlsClient client = this.endpoints.client(proxy.port(), "localhost", options(CLIENT, engine, version));
			assertThat(Endpoints.exchange(client, TEXT)).isEqualTo(TEXT);

			assertThat(proxy.fromClient()).hasSizeGreaterThan(TEXT.length());
			assertThat(readable(proxy.fromClient())).isEmpty();
			assertThat(proxy.fromServer()).hasSizeGreaterThan(TEXT.length());
			assertThat(readable(proxy.fromServer())).isEmpty();
		}
	}

	// RFC 8446, section 2: TLS 1.3 encrypts them; RFC 5246 does not.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2, true", "OPENSSL, TLSv1_3, false", "JDK, TLSv1_2, true", "JDK, TLSv1_3, false" })
	void certificatesAreReadableBeforeTls13(EngineChoice engine, TlsVersion version, boolean readable)
			throws IOException {
		int port = this.endpoints.listen(options(SERVER, engine, version), Endpoints.ECHO).port();
		try (RecordingProxy proxy = new RecordingProxy(port)) {
			TlsClient client = this.endpoints.client(proxy.port(), "localhost", options(CLIENT, engine, version));
			Endpoints.exchange(client, TEXT);

			assertThat(text(proxy.fromServer()).contains("the server's name")).isEqualTo(readable);
			assertThat(text(proxy.fromClient()).contains("the client's name")).isEqualTo(readable);
		}
	}

	// Without this, the test above might look in the wrong place.
	@Test
	void onAPlainConnectionEachLineIsReadable() throws IOException {
		int port = this.endpoints.listenPlain(Endpoints.ECHO).port();
		try (RecordingProxy proxy = new RecordingProxy(port)) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
				socket.getOutputStream().write(TEXT.getBytes(StandardCharsets.UTF_8));
				socket.getOutputStream().write(end(CLIENT));
				socket.getInputStream().readNBytes(TEXT.length() + end(CLIENT).length);
			}
			assertThat(readable(proxy.fromClient())).containsAll(LINES).contains("the client's key");
			assertThat(readable(proxy.fromServer())).containsAll(LINES).contains("the client's key");
		}
	}

}
