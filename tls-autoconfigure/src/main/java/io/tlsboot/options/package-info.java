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
 * What a user decides about TLS, as immutable values that are equal when every decision
 * is.
 * <p>
 * {@link io.tlsboot.options.CertificateOptions} is the policy and the identity of one
 * side; {@link io.tlsboot.options.ClientOptions} adds the name that a server must prove,
 * and cannot be made without it. An {@link io.tlsboot.options.OptionsSource} hands out
 * the current {@link io.tlsboot.options.Generation} of options; whoever opens a
 * connection reads it once. Contradictions are refused when a value is built, so that an
 * options object that exists makes sense. Which engine can honour it is decided in the
 * {@code engine} package.
 */
@NullMarked
package io.tlsboot.options;

import org.jspecify.annotations.NullMarked;
