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
import java.util.Objects;

import io.tlsboot.bundle.OptionsSslBundle;
import io.tlsboot.client.TlsClient;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.context.BlockingThreads;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.context.TlsUpgrades;
import io.tlsboot.devcert.DevelopmentCertificateStore;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.ledger.Inventory;
import io.tlsboot.ledger.JvmHandshakes;
import io.tlsboot.ledger.Ledger;
import io.tlsboot.ledger.LedgerSettings;
import io.tlsboot.ledger.OptionsInUse;
import io.tlsboot.ledger.ReloadListener;
import io.tlsboot.ledger.Reloads;
import io.tlsboot.ledger.ReportOnly;
import io.tlsboot.ledger.Reports;
import io.tlsboot.lint.Lint;
import io.tlsboot.starttls.StartTlsNegotiator;
import io.tlsboot.starttls.StartTlsProtocols;
import reactor.netty.tcp.TcpServer;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration of TLS options, listeners and clients.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { LifecycleAutoConfiguration.class, SslAutoConfiguration.class })
@ConditionalOnClass(TcpServer.class)
@EnableConfigurationProperties({ TlsProperties.class, LifecycleProperties.class })
@Import({ NamedBeans.class, JvmHandshakesConfiguration.class })
public final class TlsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Ledger tlsLedger(TlsProperties properties, Environment environment) {
		TlsProperties.Ledger ledger = properties.getLedger();
		LedgerSettings settings = new PropertyOrigins(environment).checked("tls.ledger",
				() -> new LedgerSettings(ledger.getFailures(), ledger.getSessions()));
		return new Ledger(settings, Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	Reloads tlsReloads() {
		return new Reloads(Clock.systemUTC());
	}

	@Bean
	LedgerObservers tlsLedgerObservers(Ledger ledger, ObjectProvider<HandshakeListener> observers, Reloads reloads,
			ObjectProvider<ReloadListener> reloadListeners) {
		return new LedgerObservers(ledger, observers, reloads, reloadListeners);
	}

	@Bean
	@ConditionalOnBooleanProperty("tls.dev.enabled")
	DevelopmentMaterial tlsDevelopmentMaterial(TlsProperties properties, Environment environment) {
		return new DevelopmentMaterial(properties.getDev(), environment, Clock.systemUTC());
	}

	@Bean
	@ConditionalOnBooleanProperty("tls.dev.enabled")
	DevelopmentCertificateStore tlsDevelopmentCertificateStore(DevelopmentMaterial development) {
		return development.store();
	}

	@Bean
	OptionsRegistry tlsOptionsRegistry(TlsProperties properties, ResourceLoader resources, Environment environment,
			ObjectProvider<DevelopmentMaterial> development, ObjectProvider<SslBundles> bundles,
			ObjectProvider<SslBundleRegistry> bundleRegistry, Reloads reloads) {
		PropertyOrigins origins = new PropertyOrigins(environment);
		KnownKeys.check(environment, origins);
		OptionsFiles files = new OptionsFiles(new PemLocation(resources), origins);
		return new OptionsRegistry(properties, files, origins,
				new BundleReader(files, bundles::getIfAvailable, bundleRegistry::getIfAvailable),
				development.getIfAvailable(), Clock.systemUTC(), reloads);
	}

	@Bean
	ReportOnly tlsReportOnly(TlsProperties properties, OptionsRegistry options, ResourceLoader resources,
			Environment environment) {
		OptionsFiles files = new OptionsFiles(new PemLocation(resources), new PropertyOrigins(environment));
		return new ReportOnlyReader(properties, options, files, Clock.systemUTC()).read();
	}

	@Bean
	OptionsInUse tlsOptionsInUse(OptionsRegistry options) {
		return options.inUse();
	}

	@Bean
	@ConditionalOnProperty(KeyLogFile.PROPERTY)
	KeyLogFile tlsKeyLogFile(TlsProperties properties, Environment environment) {
		return KeyLogFile.open(Objects.requireNonNull(properties.getDebug().getKeyLogFile()), environment);
	}

	@Bean
	@ConditionalOnMissingBean
	StartTlsProtocols tlsStartTlsProtocols(ObjectProvider<StartTlsNegotiator> negotiators) {
		return StartTlsProtocols.with(negotiators.orderedStream().toList());
	}

	@Bean
	EndpointFactory tlsEndpointFactory(TlsProperties properties, OptionsRegistry options, Environment environment,
			Ledger ledger, ObjectProvider<KeyLogFile> keyLog, StartTlsProtocols protocols) {
		KeyLogFile file = keyLog.getIfAvailable();
		return new EndpointFactory(properties, options, new PropertyOrigins(environment), ledger,
				new ContextSettings(Clock.systemUTC(), properties.isSelfTest(), (file != null) ? file.keyLog() : null),
				protocols);
	}

	@Bean
	@ConditionalOnMissingBean
	TlsUpgrades tlsUpgrades(EndpointFactory endpoints, Ledger ledger) {
		return new OptionsUpgrades(endpoints, ledger);
	}

	@Bean
	@ConditionalOnMissingBean
	TlsListeners tlsListeners(EndpointFactory endpoints, TlsClients clients, ListableBeanFactory beans, Ledger ledger,
			LifecycleProperties lifecycle) {
		BlockingThreads blocking = endpoints.blockingThreads();
		return new TlsListeners(endpoints.listeners(clients), beans, ledger, blocking,
				EndpointFactory.grace(lifecycle.getTimeoutPerShutdownPhase()));
	}

	@Bean
	ServersOfBundles tlsServersOfBundles(OptionsRegistry options, Environment environment) {
		return new ServersOfBundles(options, environment);
	}

	@Bean
	@ConditionalOnMissingBean
	TlsClients tlsClients(ObjectProvider<TlsClient> clients) {
		return new TlsClients(clients.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	Inventory tlsInventory(TlsListeners listeners, TlsClients clients, Ledger ledger, TlsProperties properties,
			OptionsRegistry options, Environment environment, ObjectProvider<Lint> lint, ReportOnly reportOnly,
			Reloads reloads, JvmHandshakes jvm) {
		Reports reports = new Reports(() -> lint.stream().flatMap((known) -> known.findings().stream()).toList(),
				reportOnly, reloads, jvm);
		return new Inventory(listeners::all, clients::all, ledger,
				new ConfiguredCatalog(properties, options, new PropertyOrigins(environment)), reports,
				Clock.systemUTC());
	}

	@Bean
	SslBundleRegistrar tlsOptionsSslBundleRegistrar(OptionsRegistry options, Environment environment) {
		return (registry) -> options.names()
			.forEach((name) -> register(registry, name, options, new PropertyOrigins(environment)));
	}

	private static void register(SslBundleRegistry registry, String name, OptionsRegistry options,
			PropertyOrigins origins) {
		try {
			registry.registerBundle(name, OptionsSslBundle.lazily(() -> {
				options.use(name, "SSL bundle '%s'".formatted(name));
				return options.get(name).current().options();
			}));
		}
		catch (IllegalStateException ex) {
			throw origins.refuse(PropertyOrigins.name(OptionsFiles.PREFIX, name),
					"there is an SSL bundle with this name below spring.ssl.bundle",
					"Give one of them another name: options are SSL bundles too.", ex);
		}
	}

}
