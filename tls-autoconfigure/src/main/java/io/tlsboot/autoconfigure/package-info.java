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

/**
 * Spring Boot: properties, and the only place where properties become options, listeners
 * and clients.
 * <p>
 * {@link io.tlsboot.autoconfigure.TlsProperties} binds and does nothing else.
 * {@code OptionsRegistry} turns each {@code tls.options.*} into an options source, once.
 * {@code NamedBeans} registers a bean for each name under {@code tls.options} and
 * {@code tls.clients}. What is wrong with a property becomes a
 * {@code TlsConfigurationException} here, which knows the property and where it was
 * written; the failure analyzers say it to the user.
 */
@NullMarked
package io.tlsboot.autoconfigure;

import org.jspecify.annotations.NullMarked;
