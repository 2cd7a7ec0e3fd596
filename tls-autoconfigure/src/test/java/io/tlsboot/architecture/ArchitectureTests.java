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

package io.tlsboot.architecture;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the walls of the house: which package may know which.
 */
class ArchitectureTests {

	private static final String ROOT = "io.tlsboot";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	/** The packages, each with those it may use. */
	private static final Map<String, List<String>> LAYERS = new TreeMap<>(Map.ofEntries(Map.entry("x509", List.of()),
			Map.entry("trust", List.of("x509")), Map.entry("options", List.of("trust", "x509")),
			Map.entry("devcert", List.of("x509")), Map.entry("engine", List.of("options", "trust", "x509")),
			Map.entry("connection", List.of("options", "trust", "x509")),
			Map.entry("starttls", List.of("connection", "options", "trust", "x509")),
			Map.entry("server", List.of("options", "engine", "connection", "starttls", "trust", "x509")),
			Map.entry("client", List.of("options", "engine", "connection", "starttls", "trust", "x509")),
			Map.entry("endpoint", List.of("options", "trust", "x509", "server", "client")),
			Map.entry("http", List.of("options", "engine", "connection", "trust", "x509", "server", "client")),
			Map.entry("bundle", List.of("options", "trust", "x509")),
			Map.entry("context",
					List.of("x509", "trust", "options", "devcert", "engine", "connection", "starttls", "server",
							"client", "bundle", "ledger")),
			Map.entry("lint", List.of("x509", "trust", "options", "engine", "server")),
			Map.entry("ledger",
					List.of("x509", "trust", "options", "devcert", "engine", "connection", "starttls", "server",
							"client", "bundle", "lint")),
			Map.entry("metrics",
					List.of("x509", "trust", "options", "devcert", "engine", "connection", "starttls", "server",
							"client", "bundle", "ledger")),
			Map.entry("actuate", List.of("ledger", "lint")), Map.entry("health", List.of("ledger", "server"))));

	@TestFactory
	Stream<DynamicTest> packageUsesOnlyWhatItMay() {
		return LAYERS.entrySet().stream().map((layer) -> DynamicTest.dynamicTest(layer.getKey(), () -> {
			String[] forbidden = LAYERS.keySet()
				.stream()
				.filter((other) -> !other.equals(layer.getKey()) && !layer.getValue().contains(other))
				.map((other) -> ROOT + "." + other + "..")
				.toArray(String[]::new);
			ArchRuleDefinition.noClasses()
				.that()
				.resideInAPackage(ROOT + "." + layer.getKey() + "..")
				.should()
				.dependOnClassesThat()
				.resideInAnyPackage(forbidden)
				.check(CLASSES);
		}));
	}

	@Test
	void everyPackageHasItsPlace() {
		assertThat(CLASSES.stream()
			.map(JavaClass::getPackageName)
			.filter((name) -> !name.startsWith(ROOT + ".autoconfigure"))
			.map((name) -> name.substring(ROOT.length() + 1))
			.distinct()).containsExactlyInAnyOrderElementsOf(LAYERS.keySet());
	}

	@Test
	void nobodyDependsOnAutoconfigure() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(ROOT + ".autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT + ".autoconfigure..")
			.check(CLASSES);
	}

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void layerZeroKnowsNeitherSpringNorNetty() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAnyPackage(packages("x509", "trust", "options", "devcert"))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "io.netty..", "reactor..")
			.check(CLASSES);
	}

	@Test
	void bouncyCastleStaysWithCertificates() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(packages("x509", "trust", "devcert"))
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.bouncycastle..")
			.check(CLASSES);
	}

	@Test
	void nettyStaysWithConnections() {
		// The auto-configuration asks whether Reactor Netty is there, and no more.
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(
					packages("engine", "connection", "starttls", "server", "client", "http", "autoconfigure"))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.netty..", "reactor.netty..")
			.check(CLASSES);
	}

	@Test
	void springStaysOutOfServersAndClients() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAnyPackage(packages("engine", "connection", "starttls", "server", "client", "http", "endpoint",
					"ledger", "metrics", "lint"))
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsAreFinalAndShowNothing() {
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(CLASSES);
		ArchRuleDefinition.methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate().check(CLASSES);
	}

	// A21: ours
	@Test
	void nothingIsSerialized() {
		ArchRuleDefinition.noClasses()
			.that()
			.areNotAssignableTo(Throwable.class)
			.and(DescribedPredicate.not(JavaClass.Predicates.assignableTo(Enum.class)))
			.should()
			.implement(Serializable.class)
			.check(CLASSES);
	}

	private static String[] packages(String... names) {
		return Stream.of(names).map((name) -> ROOT + "." + name + "..").toArray(String[]::new);
	}

}
