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

import java.util.function.Function;

import io.tlsboot.client.TlsClient;
import io.tlsboot.options.CertificateOptions;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers a bean for each of {@code tls.options.*} and {@code tls.clients.*}, with its
 * name as qualifier: options and a client may share one, so the names of the beans
 * themselves say their type too.
 */
final class NamedBeans implements ImportBeanDefinitionRegistrar {

	private final Environment environment;

	private final BeanFactory beans;

	NamedBeans(Environment environment, BeanFactory beans) {
		this.environment = environment;
		this.beans = beans;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		// For the names alone; the bean of the properties is bound strictly later.
		TlsProperties properties = Binder.get(this.environment).bindOrCreate("tls", TlsProperties.class);
		properties.getOptions()
			.keySet()
			.forEach((name) -> register(registry, CertificateOptions.class, name,
					(factory) -> factory.getBean(OptionsRegistry.class).get(name).current().options()));
		properties.getClients()
			.keySet()
			.forEach((name) -> register(registry, TlsClient.class, name,
					(factory) -> factory.getBean(EndpointFactory.class).client(name)));
	}

	private <T> void register(BeanDefinitionRegistry registry, Class<T> type, String name,
			Function<BeanFactory, T> factory) {
		RootBeanDefinition definition = new RootBeanDefinition(type, () -> factory.apply(this.beans));
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
		registry.registerBeanDefinition(name + type.getSimpleName(), definition);
	}

}
