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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

/**
 * Whatever the input: a whole object comes out, or one of the two exceptions that are
 * documented, soon. The number of inputs is the system property {@code tls.test.fuzz}.
 */
class ReadingFuzzTests {

	private static final int INPUTS = Integer.getInteger("tls.test.fuzz", 2_000);

	private static final long SEED = 20_260_101L;

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final char[] PASSWORD = "secret".toCharArray();

	private static List<byte[]> seeds() throws Exception {
		List<byte[]> seeds = new ArrayList<>();
		for (KeyType type : List.of(KeyType.RSA, KeyType.EC_P256, KeyType.ED25519)) {
			KeyPair keys = KeyPair.generate(type);
			PrivateCertificate self = keys.selfSigned(DistinguishedName.of(Map.of("CN", "a.example", "O", "\u00fc")),
					SigningTerms.defaults());
			seeds.add(self.dumpPem().getBytes(StandardCharsets.UTF_8));
			seeds.add(self.certificate().dump());
			seeds.add(keys.dump(Format.DER));
			seeds.add(keys.privateKey().getEncoded());
			seeds.add(keys.request(DistinguishedName.of(Map.of("CN", "b")), List.of("a.example", "::1"), "sha256")
				.dump());
			seeds.add(self.request().dumpPem().getBytes(StandardCharsets.UTF_8));
			seeds.add(PemTexts.encryptedPkcs8(keys.privateKey(), "secret").getBytes(StandardCharsets.UTF_8));
			for (String store : List.of("PKCS12", "JKS")) {
				seeds.add(store(store, self));
			}
		}
		return seeds;
	}

	private static byte[] store(String type, PrivateCertificate identity) throws Exception {
		KeyStore store = KeyStore.getInstance(type);
		store.load(null, null);
		store.setKeyEntry("me", identity.privateKey(), PASSWORD, identity.x509Chain());
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		store.store(content, PASSWORD);
		return content.toByteArray();
	}

	private static byte[] mutate(byte[] seed, Random random) {
		byte[] content = seed.clone();
		int edits = 1 + random.nextInt(4);
		for (int edit = 0; edit < edits && content.length > 0; edit++) {
			int at = random.nextInt(content.length);
			switch (random.nextInt(6)) {
				case 0 -> content[at] ^= (byte) (1 << random.nextInt(8));
				case 1 -> content[at] = (byte) random.nextInt(256);
				case 2 -> content = Arrays.copyOf(content, at);
				case 3 -> content[at] = (byte) 0xFF;
				case 4 -> {
					int length = Math.min(content.length - at, 1 + random.nextInt(16));
					byte[] shorter = new byte[content.length - length];
					System.arraycopy(content, 0, shorter, 0, at);
					System.arraycopy(content, at + length, shorter, at, shorter.length - at);
					content = shorter;
				}
				default -> {
					int from = random.nextInt(content.length);
					int length = Math.min(Math.min(content.length - at, content.length - from), 32);
					System.arraycopy(content, from, content, at, length);
				}
			}
		}
		return content;
	}

	@Test
	void onlyDocumentedExceptionsComeOut() throws Exception {
		List<byte[]> seeds = seeds();
		Random random = new Random(SEED);
		int read = 0;
		for (int input = 0; input < INPUTS; input++) {
			byte[] content = mutate(seeds.get(input % seeds.size()), random);
			long start = System.nanoTime();
			read += tryReaders(content);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).as(describe(content)).isLessThan(LIMIT);
		}
		assertThat(read).isPositive();
	}

	private static int tryReaders(byte[] content) {
		int read = 0;
		read += attempt(content, () -> Certificate.loadAll(content, PASSWORD).forEach(ReadingFuzzTests::use));
		read += attempt(content, () -> use(Certificate.load(content)));
		read += attempt(content, () -> PrivateCertificate.load(content, PASSWORD).inspect());
		read += attempt(content, () -> PrivateCertificate.load(content, null).inspect());
		read += attempt(content, () -> PrivateCertificate.loadKeyStore(content, null, PASSWORD, null).inspect());
		read += attempt(content, () -> KeyPair.load(content, null).inspect());
		read += attempt(content, () -> CertificateRequest.load(content).subjectAlternativeNames());
		return read;
	}

	private static void use(Certificate certificate) {
		assertThat(certificate.inspect()).isNotBlank();
		assertThat(certificate.subjectAlternativeNames()).isNotNull();
		assertThat(certificate.publicKeyInfo().bits()).isNotNegative();
	}

	private static int attempt(byte[] content, Runnable reader) {
		try {
			reader.run();
			return 1;
		}
		catch (CertificateLoadException | CertificateVerifyException ex) {
			assertThat(ex.getMessage()).isNotBlank();
			return 0;
		}
		catch (RuntimeException | Error ex) {
			return fail("Not documented: %s for %s".formatted(ex, describe(content)), ex);
		}
	}

	private static String describe(byte[] content) {
		return HexFormat.of().formatHex(content, 0, Math.min(content.length, 4096));
	}

	@Test
	void whenNestingIsDeepThenItIsRefused() {
		byte[] nested = new byte[200_000];
		for (int index = 0; index < nested.length; index += 2) {
			nested[index] = 0x30;
			nested[index + 1] = (byte) 0x80;
		}

		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> Certificate.loadAll(nested));
	}

	@Test
	void whenPasswordIsCostlyToTryThenItIsRefused() throws IOException {
		byte[] allowed = encrypted(5_000);
		byte[] costly = encrypted(5_000_001);

		// The number is all the difference: what is below the bound is tried, in vain.
		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> KeyPair.load(allowed, PASSWORD))
			.withMessageContaining("cannot be decrypted with the given password");
		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> KeyPair.load(costly, PASSWORD))
			.withMessageContaining("is out of bounds (expected: 1 to 5000000 iterations");
	}

	private static byte[] encrypted(int iterations) throws IOException {
		PBKDF2Params derivation = new PBKDF2Params(new byte[8], iterations, 32,
				new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE));
		PBES2Parameters parameters = new PBES2Parameters(
				new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, derivation),
				new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16])));
		return new EncryptedPrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters),
				new byte[48])
			.getEncoded();
	}

}
