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

package io.tlsboot.autoconfigure.actuate;

import io.tlsboot.actuate.TlsInfoContributor;
import io.tlsboot.autoconfigure.TlsAutoConfiguration;
import io.tlsboot.ledger.Inventory;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what the endpoint {@code info} says about TLS. Off by default, as
 * that of the environment and of Java.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledInfoContributor.class)
@ConditionalOnBean(Inventory.class)
public final class TlsInfoAutoConfiguration {

	@Bean
	@ConditionalOnEnabledInfoContributor(value = "tls", fallback = InfoContributorFallback.DISABLE)
	@ConditionalOnMissingBean
	TlsInfoContributor tlsInfoContributor(Inventory inventory) {
		return new TlsInfoContributor(inventory);
	}

}
