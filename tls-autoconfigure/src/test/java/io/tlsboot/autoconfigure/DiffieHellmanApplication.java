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

package io.tlsboot.autoconfigure;

import javax.net.ssl.SSLContext;

import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.testing.Endpoints;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application in a JVM of its own, with a bean that uses TLS before any other.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class DiffieHellmanApplication {

	public static void main(String[] arguments) throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(DiffieHellmanApplication.class)
			.web(WebApplicationType.NONE)
			.run(arguments)) {
			System.out.println("port " + context.getBean(TlsListeners.class).get("echo").port());
			System.in.read();
		}
	}

	@Bean
	static TlsUser tlsUser() throws Exception {
		return new TlsUser(SSLContext.getDefault().createSSLEngine().getSupportedCipherSuites().length);
	}

	@Bean
	@TlsListener("echo")
	TlsHandler echo() {
		return Endpoints.ECHO;
	}

	record TlsUser(int suites) {

	}

}
