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

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.server.AbstractConfigurableWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of Spring Boot's web server where its SSL bundle is made of options.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnClass(AbstractConfigurableWebServerFactory.class)
@ConditionalOnBean(OptionsRegistry.class)
public final class TlsWebServerAutoConfiguration {

	@Bean
	WebServerClientAuthentication tlsWebServerClientAuthentication(OptionsRegistry options, Environment environment) {
		return new WebServerClientAuthentication(options, environment);
	}

}
