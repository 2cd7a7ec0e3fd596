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

package io.tlsboot.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.PostQuantum;
import org.jspecify.annotations.Nullable;

/**
 * The groups of the JDK's engine, which are set for each connection, from Java 20 on.
 *
 * @param names the groups; none if they are left to the JVM, or the engine is another
 */
record JdkGroups(List<String> names) {

	// Whoever sets it has chosen the default of this JVM.
	private static final String PROPERTY = "jdk.tls.namedGroups";

	private static final @Nullable Method SETTER = setter();

	static JdkGroups of(Engine engine, CertificateOptions options) {
		boolean chosen = options.isGroupsGiven() || options.postQuantum() != PostQuantum.PREFER;
		if (engine != Engine.JDK || SETTER == null || (!chosen && System.getProperty(PROPERTY) != null)) {
			return new JdkGroups(List.of());
		}
		return new JdkGroups(options.groups()
			.groups()
			.stream()
			.filter(engine.capabilities().groups()::contains)
			.map(JdkGroups::name)
			.toList());
	}

	private static String name(NamedGroup group) {
		return switch (group) {
			case X25519, X448 -> group.groupName().toLowerCase(Locale.ROOT);
			default -> group.groupName();
		};
	}

	void apply(SSLEngine engine) {
		if (this.names.isEmpty() || SETTER == null) {
			return;
		}
		SSLParameters parameters = engine.getSSLParameters();
		try {
			SETTER.invoke(parameters, (Object) this.names.toArray(String[]::new));
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			throw new IllegalStateException("the groups %s cannot be set".formatted(this.names), ex);
		}
		engine.setSSLParameters(parameters);
	}

	private static @Nullable Method setter() {
		try {
			return SSLParameters.class.getMethod("setNamedGroups", String[].class);
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
	}

}
