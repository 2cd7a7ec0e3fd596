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
 * Whom to trust and for what name: trust roots, service identity and the one trust
 * manager that both engines use.
 * <p>
 * A {@link io.tlsboot.trust.TrustRoot} says which anchors end a chain, and each
 * {@link io.tlsboot.trust.TrustSource} where they come from. A
 * {@link io.tlsboot.trust.ServiceIdentity} says whose certificate is expected.
 * {@link io.tlsboot.trust.PeerTrustManager} holds both and fails closed: what it cannot
 * decide it refuses, with a {@link io.tlsboot.trust.PeerCertificateException} that says
 * why.
 */
@NullMarked
package io.tlsboot.trust;

import org.jspecify.annotations.NullMarked;
