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

package io.tlsboot.benchmarks;

import java.time.Clock;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;

/**
 * Options whose self-test is measured.
 */
enum SelfTestCase {

	/** A listener with an EC key. */
	SERVER_EC("listener, EC key") {

		@Override
		CertificateOptions.Builder options() {
			return CertificateOptions.builder().identity(Identities.withKey(Algorithm.ecp256));
		}

	},

	/** A listener with an RSA key. */
	SERVER_RSA("listener, RSA key") {

		@Override
		CertificateOptions.Builder options() {
			return CertificateOptions.builder().identity(Identities.withKey(Algorithm.rsa2048));
		}

	},

	/** A listener that asks its clients for certificates. */
	SERVER_MUTUAL("listener, EC key, client certificates") {

		@Override
		CertificateOptions.Builder options() {
			return SERVER_EC.options().trustRoot(Identities.trustRoot());
		}

	},

	/** A client without a certificate. */
	CLIENT("client") {

		@Override
		CertificateOptions.Builder options() {
			return CertificateOptions.builder().trustRoot(Identities.trustRoot());
		}

	},

	/** A client with a certificate. */
	CLIENT_EC("client, EC key") {

		@Override
		CertificateOptions.Builder options() {
			return SERVER_MUTUAL.options();
		}

	};

	private final String title;

	SelfTestCase(String title) {
		this.title = title;
	}

	abstract CertificateOptions.Builder options();

	/**
	 * Prepare what is measured.
	 * @param engine the engine
	 * @param selfTest whether the options are tested
	 * @return makes contexts as a start does, and closes them
	 */
	Runnable start(EngineChoice engine, boolean selfTest) {
		OptionsSource source = OptionsSource.fixed("benchmark", options().engine(engine).build());
		ContextSettings settings = ContextSettings.of(Clock.systemUTC());
		ContextSettings wanted = selfTest ? settings : settings.withoutSelfTest();
		boolean client = this == CLIENT || this == CLIENT_EC;
		return () -> (client ? TlsContextSource.forClient("localhost", source, wanted)
				: TlsContextSource.forServer(source, wanted))
			.close();
	}

	@Override
	public String toString() {
		return this.title;
	}

}
