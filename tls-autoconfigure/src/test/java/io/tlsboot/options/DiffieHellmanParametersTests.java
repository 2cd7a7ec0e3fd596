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

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.util.Base64;

import javax.crypto.spec.DHParameterSpec;

import io.tlsboot.testing.OpenSsl;
import io.tlsboot.testing.TestGroups;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class DiffieHellmanParametersTests {

	private static final String OWN_GROUP = TestGroups.OWN;

	private static final BigInteger FFDHE2048 = DiffieHellmanParameters.named("ffdhe2048").prime();

	private static String pem(BigInteger prime, BigInteger generator) throws Exception {
		AlgorithmParameters parameters = AlgorithmParameters.getInstance("DH");
		parameters.init(new DHParameterSpec(prime, generator));
		return pem("DH PARAMETERS", parameters.getEncoded());
	}

	private static String pem(String label, byte[] content) {
		return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label,
				Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content), label);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ffdhe2048", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192", "modp_2048", "modp_3072",
			"modp_4096", "modp_6144", "modp_8192" })
	void whenOpenSslMakesANamedGroupThenItIsRecognised(String name) {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command, version 3");
		String pem = new OpenSsl().run("genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", "group:" + name,
				"-outform", "PEM");

		DiffieHellmanParameters parameters = DiffieHellmanParameters.fromPem(pem);

		assertThat(parameters.groupName()).contains(name);
		assertThat(parameters.bits()).isEqualTo(Integer.parseInt(name.substring(name.length() - 4)));
		assertThat(parameters).isEqualTo(DiffieHellmanParameters.named(name))
			.hasToString("DiffieHellmanParameters[%s, %d bits]".formatted(name, parameters.bits()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ffdhe2048", "modp_2048" })
	void namedGroupsAreSafePrimes(String name) {
		DiffieHellmanParameters parameters = DiffieHellmanParameters.named(name);

		assertThat(parameters.prime().isProbablePrime(50)).isTrue();
		assertThat(parameters.prime().shiftRight(1).isProbablePrime(50)).isTrue();
		assertThat(parameters.generator()).isEqualTo(2);
	}

	@Test
	void whenGroupHasNoNameThenItIsTestedAndTaken() {
		DiffieHellmanParameters parameters = DiffieHellmanParameters
			.fromPem(("DH Parameters: (2048 bit)\r\n" + OWN_GROUP).getBytes(StandardCharsets.US_ASCII));

		assertThat(parameters.bits()).isEqualTo(2048);
		assertThat(parameters.generator()).isEqualTo(2);
		assertThat(parameters.groupName()).isEmpty();
		assertThat(parameters).isEqualTo(DiffieHellmanParameters.fromPem(OWN_GROUP.replace("\n", "\r\n")))
			.hasSameHashCodeAs(DiffieHellmanParameters.fromPem(OWN_GROUP))
			.isNotEqualTo(DiffieHellmanParameters.named("ffdhe2048"))
			.hasToString("DiffieHellmanParameters[no name, 2048 bits]");
	}

	@Test
	void whenGeneratorIsNotTheOneOfTheNamedGroupThenItHasNoName() throws Exception {
		DiffieHellmanParameters parameters = DiffieHellmanParameters.fromPem(pem(FFDHE2048, BigInteger.valueOf(5)));

		assertThat(parameters.groupName()).isEmpty();
		assertThat(parameters).isNotEqualTo(DiffieHellmanParameters.named("ffdhe2048"));
	}

	@Test
	void whenOtherBlocksStandBesideThenTheyAreSkipped() {
		assertThat(DiffieHellmanParameters.fromPem(pem("CERTIFICATE", new byte[3]) + OWN_GROUP).bits()).isEqualTo(2048);
	}

	@Test
	void whenNameIsUnknownThenItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> DiffieHellmanParameters.named("ffdhe1024"))
			.withMessageStartingWith("'name': 'ffdhe1024' is no group (expected: one of ffdhe2048, ");
	}

	// C16
	@Test
	void whenPrimeIsTooSmallThenItIsRefused() throws Exception {
		refused(pem(BigInteger.ONE.shiftLeft(1023).add(BigInteger.ONE), BigInteger.TWO),
				"the prime has 1024 bits (expected: 2048 to 8192)");
		refused(pem(FFDHE2048.shiftRight(1), BigInteger.TWO), "the prime has 2047 bits");
	}

	@Test
	void whenPrimeIsTooLargeThenItIsRefusedBeforeItIsTested() throws Exception {
		refused(pem(BigInteger.ONE.shiftLeft(100_000).add(BigInteger.ONE), BigInteger.TWO),
				"the prime has 100001 bits");
	}

	@Test
	void whenPrimeIsNegativeThenItIsRefused() throws Exception {
		refused(pem(FFDHE2048.negate(), BigInteger.TWO), "the prime is not positive");
	}

	@Test
	void whenPrimeIsEvenThenItIsRefused() throws Exception {
		refused(pem(FFDHE2048.subtract(BigInteger.ONE), BigInteger.TWO), "the prime is an even number");
	}

	@Test
	void whenPrimeIsNotSafeThenItIsRefused() throws Exception {
		// the first prime after that of the group, which is not safe
		refused(pem(FFDHE2048.nextProbablePrime(), BigInteger.TWO), "the prime is not a safe prime");
	}

	@Test
	void whenTwiceAPrimePlusOneIsNotPrimeThenItIsRefused() throws Exception {
		BigInteger half = FFDHE2048.shiftRight(1).nextProbablePrime();
		while (half.shiftLeft(1).add(BigInteger.ONE).isProbablePrime(50)) {
			half = half.nextProbablePrime();
		}

		refused(pem(half.shiftLeft(1).add(BigInteger.ONE), BigInteger.TWO),
				"the number in the place of the prime is not prime");
	}

	@Test
	void whenGeneratorIsOfALowOrderThenItIsRefused() throws Exception {
		for (BigInteger generator : new BigInteger[] { BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE.negate(),
				FFDHE2048.subtract(BigInteger.ONE), FFDHE2048 }) {
			refused(pem(FFDHE2048, generator), "the generator is out of range (expected: 2 to the prime minus 2)");
		}
	}

	@Test
	void whenOpenSslMakesThemTheDsaWayThenTheyAreRefused() {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command, version 3");
		refused(new OpenSsl().run("dhparam", "-dsaparam", "1024"), "found 'X9.42 DH PARAMETERS'");
	}

	@Test
	void whenThereIsNoBlockThenItSaysWhatIsThere() {
		refused("", "found no PEM block (expected: one block 'DH PARAMETERS')");
		refused("junk \u0000", "found no PEM block");
		refused(pem("CERTIFICATE", new byte[3]) + pem("PRIVATE KEY", new byte[3]),
				"found 'CERTIFICATE', 'PRIVATE KEY' (expected: one block 'DH PARAMETERS')");
	}

	@Test
	void whenThereAreTwoBlocksThenTheyAreRefused() {
		refused(OWN_GROUP + OWN_GROUP, "found 'DH PARAMETERS', 'DH PARAMETERS' (expected: one block");
	}

	@Test
	void whenBlockIsDamagedThenItIsRefused() throws Exception {
		refused(OWN_GROUP.replaceFirst("MIIB", "MI*B"), "block 'DH PARAMETERS' is no base64 text");
		refused(OWN_GROUP.replaceFirst("-----END", "-----"), "block 'DH PARAMETERS' has no end line");
		refused(pem("DH PARAMETERS", new byte[] { 0x30, 0x03, 0x02 }), "block 'DH PARAMETERS' is no DER structure");
		refused(pem("DH PARAMETERS", new byte[0]), "block 'DH PARAMETERS' is no DER structure");
	}

	@Test
	void whenDataFollowsTheStructureThenItIsRefused() throws Exception {
		AlgorithmParameters parameters = AlgorithmParameters.getInstance("DH");
		parameters.init(new DHParameterSpec(FFDHE2048, BigInteger.TWO));
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		content.write(parameters.getEncoded());
		content.write(0);

		refused(pem("DH PARAMETERS", content.toByteArray()), "block 'DH PARAMETERS' is no DER structure");
	}

	private static void refused(String pem, String problem) {
		assertThatIllegalArgumentException().isThrownBy(() -> DiffieHellmanParameters.fromPem(pem))
			.withMessageStartingWith("Diffie-Hellman parameters: " + problem)
			.withMessageContaining("good ones are made by 'openssl genpkey -genparam");
	}

}
