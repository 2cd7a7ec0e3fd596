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
import java.math.BigInteger;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/**
 * The curves that keys name, or do not name.
 */
final class EllipticCurves {

	private static final List<String> NAMED = List.of("P-256", "P-384", "P-521");

	private EllipticCurves() {
	}

	/**
	 * Find the curve of a key by the certificate whose public key is its point.
	 * @param secret the number of the key
	 * @param certificates where to look
	 * @return the curve, or {@code null} if no certificate fits
	 */
	static @Nullable ASN1ObjectIdentifier ofKey(BigInteger secret, List<Certificate> certificates) {
		for (Certificate certificate : certificates) {
			SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(certificate.publicKey().getEncoded());
			ASN1ObjectIdentifier curve = name(info.getAlgorithm());
			if (curve != null) {
				X9ECParameters parameters = ECNamedCurveTable.getByOID(curve);
				if (parameters != null && secret.signum() > 0 && secret.compareTo(parameters.getN()) < 0) {
					ECPoint point = parameters.getG().multiply(secret).normalize();
					if (point.equals(parameters.getCurve().decodePoint(info.getPublicKeyData().getOctets()))) {
						return curve;
					}
				}
			}
		}
		return null;
	}

	/**
	 * Return the name of the curve of an EC key, also where its parameters are written
	 * out and are those of a NIST curve.
	 * @param algorithm the algorithm of the key
	 * @return the name, or {@code null} if it is no EC key, or the curve has none
	 */
	static @Nullable ASN1ObjectIdentifier name(AlgorithmIdentifier algorithm) {
		if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
			return null;
		}
		return name(algorithm.getParameters());
	}

	/**
	 * Return the curve of a block with parameters, which stands in front of a key.
	 * @param encoded the parameters
	 * @return the name, or {@code null} if it has none
	 */
	static @Nullable ASN1ObjectIdentifier named(byte[] encoded) {
		try {
			return name(ASN1Primitive.fromByteArray(encoded));
		}
		catch (IOException | RuntimeException | StackOverflowError ex) {
			return null;
		}
	}

	static @Nullable ASN1ObjectIdentifier name(@Nullable ASN1Encodable parameters) {
		if (parameters == null) {
			return null;
		}
		if (parameters instanceof ASN1ObjectIdentifier name) {
			return name;
		}
		X9ECParameters explicit = X9ECParameters.getInstance(parameters);
		for (String name : NAMED) {
			X9ECParameters known = NISTNamedCurves.getByName(name);
			if (known.getN().equals(explicit.getN()) && known.getCurve().equals(explicit.getCurve())
					&& known.getG().equals(explicit.getG())) {
				return NISTNamedCurves.getOID(name);
			}
		}
		return null;
	}

}
