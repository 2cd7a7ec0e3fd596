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

package io.tlsboot.sample;

import java.util.ArrayList;
import java.util.List;

import io.tlsboot.context.TlsListeners;
import io.tlsboot.devcert.DevelopmentCertificateStore;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Prints what listens where, and a command to try each.
 */
@Component
@Order(2)
class WhatListensWhere implements ApplicationRunner {

	private static final String CALL = "<methodCall><methodName>echo</methodName><params><param><value>hello</value></param></params></methodCall>";

	private final TlsListeners listeners;

	private final Environment environment;

	private final @Nullable DevelopmentCertificateStore certificates;

	WhatListensWhere(TlsListeners listeners, Environment environment,
			ObjectProvider<DevelopmentCertificateStore> certificates) {
		this.listeners = listeners;
		this.environment = environment;
		this.certificates = certificates.getIfAvailable();
	}

	@Override
	public void run(ApplicationArguments args) {
		String trust = (this.certificates != null) ? this.certificates.authorityFile().toString() : "ca.pem";
		String identity = (this.certificates != null) ? this.certificates.leafFile().toString() : "client.pem";
		String https = "https://localhost:" + this.environment.getProperty("local.server.port");
		List<Row> rows = new ArrayList<>();
		rows.add(new Row("echo over TLS", port("echo"),
				"openssl s_client -connect localhost:%s -CAfile %s".formatted(port("echo"), trust)));
		rows.add(new Row("echo over mutual TLS", port("mutual-echo"),
				"openssl s_client -connect localhost:%s -CAfile %s -cert %s".formatted(port("mutual-echo"), trust,
						identity)));
		rows.add(new Row("ALPN", port("alpn"),
				"openssl s_client -connect localhost:%s -CAfile %s -alpn h2".formatted(port("alpn"), trust)));
		rows.add(new Row("STARTTLS", port("starttls"), "java -jar sample-app/target/sample-app.jar starttls-client"));
		rows.add(new Row("AMP with STARTTLS", port("amp"), "java -jar sample-app/target/sample-app.jar amp-client"));
		rows.add(new Row("SMTP with STARTTLS", port("smtp"),
				"openssl s_client -connect localhost:%s -CAfile %s -starttls smtp".formatted(port("smtp"), trust)));
		if (this.environment.matchesProfiles("postgres")) {
			rows.add(new Row("PostgreSQL", port("postgres"),
					"psql 'host=localhost port=%s user=postgres sslmode=verify-full sslrootcert=%s'"
						.formatted(port("postgres"), trust)));
		}
		rows.add(new Row("HTTPS", this.environment.getProperty("local.server.port"),
				"curl --cacert %s %s/".formatted(trust, https)));
		rows.add(new Row("XML-RPC", this.environment.getProperty("local.server.port"),
				"curl --cacert %s -H 'Content-Type: text/xml' -d '%s' %s/RPC2".formatted(trust, CALL, https)));
		rows.add(new Row("actuator", this.environment.getProperty("local.server.port"),
				"curl --cacert %s %s/actuator/tls".formatted(trust, https)));
		System.out.printf("%n%-22s%-7s%s%n", "What", "Port", "Try");
		rows.forEach((row) -> System.out.printf("%-22s%-7s%s%n", row.what(), row.port(), row.command()));
		System.out.println();
	}

	private String port(String listener) {
		return String.valueOf(this.listeners.get(listener).port());
	}

	/**
	 * A line of the table.
	 *
	 * @param what what listens
	 * @param port where
	 * @param command how to try it
	 */
	private record Row(String what, @Nullable String port, String command) {

	}

}
