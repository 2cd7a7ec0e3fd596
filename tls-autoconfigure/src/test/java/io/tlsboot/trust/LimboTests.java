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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.CertificateLoadException;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.XZInputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The vectors of x509-limbo, which no one here wrote, run through the trust manager and
 * the name check at their validation time. Where we disagree, a list for each of the two
 * policies says why; a disagreement that is not on it fails, and so does one on it that
 * has gone.
 */
class LimboTests {

	// Beside the project, or where the system property says.
	private static final Path VECTORS = Path
		.of(System.getProperty("tls.test.limbo", "../../shared/vectors/x509-limbo.json.xz"));

	private static final String ACCEPTED = "accepted";

	@Test
	void everyDisagreementIsKnown() throws IOException {
		Map<String, String> disagreements = disagreements(TrustPolicy.DEFAULT);

		assertThat(disagreements.keySet()).as("%s", disagreements).isEqualTo(known("limbo-disagreements.txt").keySet());
	}

	@Test
	void strictProfileLeavesAFewDisagreements() throws IOException {
		Map<String, String> disagreements = disagreements(TrustPolicy.DEFAULT.withStrictProfile(true));

		assertThat(disagreements.keySet()).as("%s", disagreements)
			.isEqualTo(known("limbo-strict-disagreements.txt").keySet());
	}

	private static Map<String, String> disagreements(TrustPolicy policy) throws IOException {
		assumeThat(VECTORS)
			.as("the vectors of x509-limbo are not at %s (tls.test.limbo names another place)",
					VECTORS.toAbsolutePath())
			.exists();
		Map<String, String> disagreements = new TreeMap<>();
		Tally tally = new Tally();
		for (Map<String, Object> vector : vectors()) {
			if (features(vector).contains("has-crl")) {
				// Revocation is not checked yet.
				continue;
			}
			boolean expected = "SUCCESS".equals(vector.get("expected_result"));
			String refusal = refusal(vector, policy);
			boolean agreed = expected == (refusal == null);
			tally.count(agreed, expected, features(vector).isEmpty() && "SERVER".equals(vector.get("validation_kind")));
			if (!agreed) {
				disagreements.put((String) Objects.requireNonNull(vector.get("id")),
						(refusal != null) ? "refused: " + refusal : ACCEPTED);
			}
		}
		System.out.printf("x509-limbo, %s: %s%n", policy.strictProfile() ? "strict profile" : "default policy", tally);
		return disagreements;
	}

	private static String refusal(Map<String, Object> vector, TrustPolicy base) {
		try {
			List<X509Certificate> chain = new ArrayList<>();
			chain.add(Certificate.loadPem((String) Objects.requireNonNull(vector.get("peer_certificate"))).toX509());
			certificates(vector, "untrusted_intermediates").forEach((certificate) -> chain.add(certificate.toX509()));
			TrustPolicy policy = base;
			if (vector.get("max_chain_depth") instanceof Integer depth) {
				policy = policy.withMaximumIntermediates(Math.min(depth, TrustPolicy.DEFAULT.maximumIntermediates()));
			}
			Clock clock = Clock.fixed(time(vector), ZoneOffset.UTC);
			Purpose purpose = "SERVER".equals(vector.get("validation_kind")) ? Purpose.SERVER : Purpose.CLIENT;
			TrustRoot root = TrustRoot.certificates(certificates(vector, "trusted_certs"));
			if (vector.get("expected_peer_name") instanceof Map<?, ?> name && purpose == Purpose.SERVER) {
				PeerTrustManager.forServer(root, policy, identity(String.valueOf(name.get("value"))), clock)
					.checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
			}
			else {
				new PathFinder(new Anchors(root.anchors()), policy, new PathRules(policy, purpose, clock)).find(chain);
			}
			return null;
		}
		catch (PeerCertificateException | CertificateLoadException | NoHostException ex) {
			return String.valueOf(ex.getMessage());
		}
		catch (CertificateException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ServiceIdentity identity(String host) {
		try {
			return ServiceIdentity.of(host);
		}
		catch (IllegalArgumentException ex) {
			throw new NoHostException(ex);
		}
	}

	private static Instant time(Map<String, Object> vector) {
		return (vector.get("validation_time") instanceof String time) ? OffsetDateTime.parse(time).toInstant()
				: Instant.now();
	}

	@SuppressWarnings("unchecked")
	private static List<Certificate> certificates(Map<String, Object> vector, String key) {
		List<Certificate> certificates = new ArrayList<>();
		((List<String>) Objects.requireNonNull(vector.get(key)))
			.forEach((pem) -> certificates.add(Certificate.loadPem(pem)));
		return certificates;
	}

	@SuppressWarnings("unchecked")
	private static List<String> features(Map<String, Object> vector) {
		return (List<String>) Objects.requireNonNull(vector.get("features"));
	}

	private static List<Map<String, Object>> vectors() throws IOException {
		try (InputStream content = new XZInputStream(Files.newInputStream(VECTORS))) {
			return JsonPath.parse(new String(content.readAllBytes(), StandardCharsets.UTF_8)).read("$.testcases[*]");
		}
	}

	private static Map<String, String> known(String list) throws IOException {
		try (InputStream content = Objects.requireNonNull(LimboTests.class.getResourceAsStream(list))) {
			return new String(content.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map((line) -> line.split(" ", 2))
				.collect(Collectors.toMap((parts) -> parts[0], (parts) -> parts[1], (one, other) -> one, TreeMap::new));
		}
	}

	/**
	 * No client is made for such a name, whatever the certificate.
	 */
	private static final class NoHostException extends RuntimeException {

		private NoHostException(IllegalArgumentException cause) {
			super(cause);
		}

	}

	/**
	 * Counts of verdicts. The core are the vectors of servers without optional features.
	 */
	private static final class Tally {

		private int agreed;

		private int falselyAccepted;

		private int falselyRefused;

		private int coreAgreed;

		private int coreFalselyAccepted;

		private int core;

		private void count(boolean agreed, boolean expected, boolean core) {
			this.agreed += agreed ? 1 : 0;
			this.falselyAccepted += (!agreed && !expected) ? 1 : 0;
			this.falselyRefused += (!agreed && expected) ? 1 : 0;
			this.core += core ? 1 : 0;
			this.coreAgreed += (core && agreed) ? 1 : 0;
			this.coreFalselyAccepted += (core && !agreed && !expected) ? 1 : 0;
		}

		@Override
		public String toString() {
			return "%d agreed, %d falsely accepted, %d falsely refused; core: %d of %d agreed, %d falsely accepted"
				.formatted(this.agreed, this.falselyAccepted, this.falselyRefused, this.coreAgreed, this.core,
						this.coreFalselyAccepted);
		}

	}

}
