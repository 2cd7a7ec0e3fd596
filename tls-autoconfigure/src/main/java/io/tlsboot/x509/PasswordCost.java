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

import java.math.BigInteger;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * What it costs to try a password on one file. The file says it, part by part, so the sum
 * is bounded before anything is tried. Not safe for use by several threads.
 */
final class PasswordCost {

	/** As the JDK allows for each part of a key store. */
	private static final BigInteger MOST_ITERATIONS = BigInteger.valueOf(5_000_000);

	private static final BigInteger MOST_SCRYPT_MEMORY = BigInteger.valueOf(256L * 1024 * 1024);

	private BigInteger iterations = BigInteger.ZERO;

	private BigInteger scryptMemory = BigInteger.ZERO;

	/**
	 * Add iterations.
	 * @param count how many
	 * @throws CertificateLoadException if there are too many in all, or none
	 */
	void add(BigInteger count) {
		this.iterations = this.iterations.add(count);
		requireBounded(count.signum() > 0 && this.iterations.compareTo(MOST_ITERATIONS) <= 0);
	}

	/**
	 * Add an encryption.
	 * @param encryption how it is encrypted; what is none by a password costs nothing
	 * @throws CertificateLoadException if it takes too long or too much memory
	 */
	void add(AlgorithmIdentifier encryption) {
		ASN1Encodable parameters = encryption.getParameters();
		if (encryption.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
			KeyDerivationFunc derivation = PBES2Parameters.getInstance(parameters).getKeyDerivationFunc();
			addDerivation(derivation.getAlgorithm(), derivation.getParameters());
		}
		// The salt and the iterations; what reads them does not mind more elements.
		else if (parameters instanceof ASN1Sequence sequence && sequence.size() >= 2) {
			add(ASN1Integer.getInstance(sequence.getObjectAt(1)).getValue());
		}
	}

	/**
	 * Add the derivation of a key.
	 * @param algorithm the algorithm; others than PBKDF2 and scrypt are not known
	 * @param parameters its parameters
	 * @throws CertificateLoadException if it takes too long or too much memory
	 */
	void addDerivation(ASN1ObjectIdentifier algorithm, ASN1Encodable parameters) {
		if (algorithm.equals(PKCSObjectIdentifiers.id_PBKDF2)) {
			add(PBKDF2Params.getInstance(parameters).getIterationCount());
		}
		else if (algorithm.equals(MiscObjectIdentifiers.id_scrypt)) {
			ScryptParams scrypt = ScryptParams.getInstance(parameters);
			BigInteger memory = scrypt.getCostParameter()
				.multiply(scrypt.getBlockSize())
				.multiply(scrypt.getParallelizationParameter())
				.shiftLeft(7);
			this.scryptMemory = this.scryptMemory.add(memory);
			requireBounded(scrypt.getCostParameter().signum() > 0 && scrypt.getBlockSize().signum() > 0
					&& memory.signum() > 0 && this.scryptMemory.compareTo(MOST_SCRYPT_MEMORY) <= 0);
		}
	}

	private static void requireBounded(boolean bounded) {
		if (!bounded) {
			throw new CertificateLoadException(Part.PRIVATE_KEY,
					"deriving the key from the password is out of bounds (expected: 1 to %d iterations, or scrypt with at most %d MiB, for all parts of a file)"
						.formatted(MOST_ITERATIONS, MOST_SCRYPT_MEMORY.shiftRight(20)));
		}
	}

}
