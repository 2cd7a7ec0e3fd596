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

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.tlsboot.client.TlsClients;
import io.tlsboot.context.CertificateWatch;
import io.tlsboot.context.HandshakeEvents;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.ledger.CertificatesInUse;
import io.tlsboot.lint.Lint;
import io.tlsboot.lint.OptionsLint;
import io.tlsboot.lint.ServerNamesLint;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration of what looks at options, listeners and clients to tell how they
 * are.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnBean(OptionsRegistry.class)
public final class TlsInspectionAutoConfiguration {

	@Bean
	UsedOptions tlsUsedOptions(OptionsRegistry options, TlsListeners listeners, TlsClients clients) {
		return new UsedOptions(options, listeners, clients);
	}

	@Bean
	@ConditionalOnMissingBean
	CertificatesInUse tlsCertificatesInUse(TlsProperties properties, UsedOptions inUse, Environment environment) {
		Duration warning = properties.getHealth().getExpiringWithin();
		return new PropertyOrigins(environment).checked("tls.health.expiring-within",
				() -> new CertificatesInUse(inUse::generations, Clock.systemUTC(), warning));
	}

	@Bean
	@ConditionalOnMissingBean
	Lint tlsLint(TlsProperties properties, UsedOptions inUse, TlsListeners listeners, Environment environment,
			ResourceLoader resources, ObjectProvider<DevelopmentMaterial> development) {
		PropertyOrigins origins = new PropertyOrigins(environment);
		DevelopmentMaterial material = development.getIfAvailable();
		OptionsLint.Settings settings = new OptionsLint.Settings(Clock.systemUTC(),
				properties.getHealth().getExpiringWithin(), ProductionProfiles.isActive(environment),
				(certificate) -> material != null && material.isOwn(certificate));
		return new Lint(List.of(new OptionsLint(inUse::generations, new SpeakingProperties(properties)::find, settings),
				new ServerNamesLint(listeners::all,
						(listener, name) -> PropertyOrigins
							.name(PropertyOrigins.name("tls.listeners", listener, "server-names"), name)),
				new ConfigurationLint(properties),
				new KeyFileLint(properties, new PemLocation(resources), environment)), origins::text);
	}

	@Bean
	@Conditional(OnHandshakeEvents.class)
	@ConditionalOnMissingBean
	HandshakeEvents tlsHandshakeEvents(TlsProperties properties, ApplicationEventPublisher publisher,
			Environment environment) {
		ObservationProperties.Events events = properties.getEvents();
		return new PropertyOrigins(environment).checked("tls.events.sample-rate",
				() -> new HandshakeEvents(publisher, events.getHandshakes(), events.getSampleRate()));
	}

	@Bean
	@ConditionalOnMissingBean
	CertificateWatch tlsCertificateWatch(TlsProperties properties, CertificatesInUse certificates,
			ApplicationEventPublisher publisher, Environment environment) {
		return new PropertyOrigins(environment).checked("tls.events.expiring-within",
				() -> new CertificateWatch(certificates, properties.getEvents().getExpiringWithin(), Clock.systemUTC(),
						publisher));
	}

	@Bean
	LintReport tlsLintReport(ApplicationContext context, Lint lint) {
		return new LintReport(context, lint);
	}

}
