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

package io.tlsboot.x509;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.tlsboot.testing.OpenSsl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What the {@code openssl} command writes is read here, and the other way round.
 */
class OpenSslInteropTests {

	private static final Map<String, List<String>> KINDS = Map.of("rsa",
			List.of("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"), "rsapss",
			List.of("-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"), "p256",
			List.of("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"), "p384",
			List.of("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"), "p521",
			List.of("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"), "ed25519",
			List.of("-algorithm", "ED25519"), "ed448", List.of("-algorithm", "ED448"));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path directory;

	@SuppressWarnings("NullAway.Init")
	private static OpenSsl openssl;

	@BeforeAll
	static void makeKeys() {
		assumeTrue(OpenSsl.isAvailable(), "the openssl command is not installed");
		openssl = new OpenSsl(directory);
		KINDS.forEach((kind, arguments) -> {
			List<String> command = new ArrayList<>(List.of("genpkey", "-out", kind + ".key"));
			command.addAll(arguments);
			openssl.run(command.toArray(String[]::new));
			openssl.run("req", "-x509", "-new", "-key", kind + ".key", "-out", kind + ".crt", "-subj", "/CN=" + kind,
					"-days", "30");
		});
	}

	private static byte[] read(String file) {
		try {
			return Files.readAllBytes(directory.resolve(file));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static PrivateCertificate expected(String kind) {
		return PrivateCertificate.load(List.of(read(kind + ".crt")), read(kind + ".key"), null);
	}

	@ParameterizedTest
	@CsvSource({ "rsa, RSA", "rsapss, RSASSA_PSS", "p256, EC_P256", "p384, EC_P384", "p521, EC_P521",
			"ed25519, ED25519", "ed448, ED448" })
	void everyKindOfKeyIsReadInEveryLayout(String kind, KeyType type) {
		PrivateCertificate expected = expected(kind);
		String key = kind + ".key";

		openssl.run("x509", "-in", kind + ".crt", "-outform", "DER", "-out", "crt.der");
		openssl.run("pkcs8", "-topk8", "-nocrypt", "-in", key, "-outform", "DER", "-out", "key.der");
		openssl.run("pkcs12", "-export", "-inkey", key, "-in", kind + ".crt", "-name", "me", "-passout", "pass:secret",
				"-out", "store.p12");

		assertThat(expected.certificate().publicKeyInfo().type()).isEqualTo(type);
		assertThat(PrivateCertificate.load(List.of(read("crt.der")), read("key.der"), null)).isEqualTo(expected);
		assertThat(PrivateCertificate.load(read("store.p12"), "secret".toCharArray())).isEqualTo(expected);
		assertThat(PrivateCertificate.loadKeyStore(read("store.p12"), "PKCS12", "secret".toCharArray(), "ME"))
			.isEqualTo(expected);
		for (List<String> encryption : List.of(List.of("-v2", "aes-256-cbc"), List.of("-v1", "PBE-SHA1-3DES"),
				List.of("-v2", "des3", "-v2prf", "hmacWithSHA1"),
				List.of("-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512"), List.of("-scrypt"))) {
			for (String form : List.of(encryption.contains("-scrypt") ? "DER" : "PEM")) {
				List<String> command = new ArrayList<>(List.of("pkcs8", "-topk8", "-in", key, "-outform", form, "-out",
						"encrypted", "-passout", "pass:secret"));
				command.addAll(encryption);
				openssl.run(command.toArray(String[]::new));
				assertThat(PrivateCertificate.load(List.of(read(kind + ".crt")), read("encrypted"),
						"secret".toCharArray()))
					.as("%s %s", encryption, form)
					.isEqualTo(expected);
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "rsa, rsa", "p256, ec", "p384, ec", "p521, ec" })
	void traditionalKeyEqualsTheOneInPkcs8(String kind, String command) {
		PrivateCertificate expected = expected(kind);
		String[] traditional = command.equals("rsa") ? new String[] { "-traditional" } : new String[0];
		for (String form : List.of("PEM", "DER")) {
			openssl.run(join(new String[] { command, "-in", kind + ".key", "-outform", form, "-out", "plain" },
					traditional));
			assertThat(PrivateCertificate.load(List.of(read(kind + ".crt")), read("plain"), null)).isEqualTo(expected);
		}
		for (String cipher : List.of("-aes256", "-aes128", "-des3")) {
			openssl.run(join(new String[] { command, "-in", kind + ".key", "-out", "encrypted", cipher, "-passout",
					"pass:secret" }, traditional));
			assertThat(PrivateCertificate.load(List.of(read(kind + ".crt")), read("encrypted"), "secret".toCharArray()))
				.isEqualTo(expected);
			assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> PrivateCertificate
				.load(List.of(read(kind + ".crt")), read("encrypted"), "wrong".toCharArray()));
		}
	}

	private static String[] join(String[] first, String[] second) {
		List<String> all = new ArrayList<>(List.of(first));
		all.addAll(List.of(second));
		return all.toArray(String[]::new);
	}

	@Test
	void keyBehindItsParametersIsRead() {
		openssl.run("ecparam", "-name", "secp384r1", "-genkey", "-out", "both.key");
		openssl.run("req", "-x509", "-new", "-key", "both.key", "-out", "both.crt", "-subj", "/CN=both");

		assertThat(PrivateCertificate.load(List.of(read("both.crt")), read("both.key"), null).certificate())
			.isEqualTo(Certificate.load(read("both.crt"), Format.PEM));
	}

	@Test
	void keyStoreWithCertificatesAloneIsRead() {
		openssl.run("pkcs12", "-export", "-nokeys", "-in", "p256.crt", "-passout", "pass:secret", "-out", "roots.p12");
		openssl.run("pkcs12", "-export", "-nokeys", "-nomac", "-certpbe", "NONE", "-in", "rsa.crt", "-passout", "pass:",
				"-out", "open.p12");

		assertThat(Certificate.loadAll(read("roots.p12"), "secret".toCharArray()))
			.containsExactly(Certificate.load(read("p256.crt"), Format.PEM));
		assertThat(Certificate.loadAll(read("open.p12")))
			.containsExactly(Certificate.load(read("rsa.crt"), Format.PEM));
	}

	@Test
	void keyStoreWithEmptyPasswordIsRead() {
		openssl.run("pkcs12", "-export", "-inkey", "p256.key", "-in", "p256.crt", "-passout", "pass:", "-out",
				"empty.p12");

		assertThat(PrivateCertificate.load(read("empty.p12"), new char[0])).isEqualTo(expected("p256"));
	}

	@Test
	void keyStoreOfOldIsRead() {
		assumeTrue(openssl.tryRun("pkcs12", "-export", "-legacy", "-inkey", "rsa.key", "-in", "rsa.crt", "-passout",
				"pass:secret", "-out", "legacy.p12"), "this openssl has no legacy provider");

		assertThat(PrivateCertificate.load(read("legacy.p12"), "secret".toCharArray())).isEqualTo(expected("rsa"));
	}

	@Test
	void requestOfOpenSslIsReadAndSigned() throws IOException {
		openssl.run("req", "-new", "-key", "p384.key", "-subj", "/CN=www.example.com/O=Example", "-addext",
				"subjectAltName=DNS:a.example.com,IP:10.0.0.1", "-out", "request.pem");
		openssl.run("req", "-in", "request.pem", "-outform", "DER", "-out", "request.der");
		CertificateRequest request = CertificateRequest.load(read("request.pem"));

		PrivateCertificate root = KeyPair.generate(KeyType.EC_P256)
			.selfSigned(DistinguishedName.of(Map.of("CN", "Root CA")), SigningTerms.defaults().forAuthority());
		Certificate signed = root.authority().sign(request, (asked) -> true, SigningTerms.defaults());
		Files.writeString(directory.resolve("root.pem"), root.certificate().dumpPem());
		Files.writeString(directory.resolve("signed.pem"), signed.dumpPem());

		assertThat(CertificateRequest.load(read("request.der"))).isEqualTo(request);
		assertThat(request.subjectAlternativeNames()).containsExactly("DNS:a.example.com", "IP:10.0.0.1");
		assertThat(openssl.run("verify", "-x509_strict", "-CAfile", "root.pem", "-verify_hostname", "a.example.com",
				"signed.pem"))
			.contains("signed.pem: OK");
	}

	@ParameterizedTest
	@EnumSource(names = { "OTHER", "EC_OTHER", "ML_DSA_44", "ML_DSA_65", "ML_DSA_87" }, mode = Mode.EXCLUDE)
	void whatIsWrittenHereOpenSslReads(KeyType type) throws IOException {
		KeyPair keys = KeyPair.generate(type);
		PrivateCertificate self = keys.selfSigned(DistinguishedName.of(Map.of("CN", "www.example.com")),
				SigningTerms.defaults());
		Files.writeString(directory.resolve("ours.pem"),
				(type == KeyType.EC_P256) ? self.dumpPem("secret".toCharArray()) : self.dumpPem());
		Files.write(directory.resolve("ours.der"), keys.dump(Format.DER));
		Files.write(directory.resolve("ours.csr"), self.request().dump());

		assertThat(openssl.run("x509", "-in", "ours.pem", "-noout", "-text", "-fingerprint", "-sha256"))
			.contains("CN = www.example.com", "DNS:www.example.com", "CA:FALSE", self.certificate().digest("sha256"));
		String publicKey = openssl.run("x509", "-in", "ours.pem", "-noout", "-pubkey");
		assertThat(openssl.run("pkey", "-in", "ours.pem", "-passin", "pass:secret", "-pubout")).isEqualTo(publicKey);
		assertThat(openssl.run("pkey", "-inform", "DER", "-in", "ours.der", "-pubout")).isEqualTo(publicKey);
		assertThat(openssl.talk("", "req", "-inform", "DER", "-in", "ours.csr", "-noout", "-verify"))
			.contains("verify OK");
		assertThat(KeyPair.load(keys.dump(Format.DER), null)).isEqualTo(keys);
		assertThat(KeyPair.loadPem(keys.dumpPem())).isEqualTo(keys);
	}

}
