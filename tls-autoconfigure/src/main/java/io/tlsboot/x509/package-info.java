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
 * Certificates and private keys as immutable values: read from what users hold, checked
 * when built, and never half usable.
 * <p>
 * {@link io.tlsboot.x509.Certificate} is one certificate,
 * {@link io.tlsboot.x509.PrivateCertificate} is a chain together with the private key
 * that matches its leaf. Reading happens in {@code Pem}, the only place that knows the
 * encodings. Nothing here knows Spring, Netty or files: callers hand in text and learn
 * from the exception what was wrong with it.
 */
@NullMarked
package io.tlsboot.x509;

import org.jspecify.annotations.NullMarked;
