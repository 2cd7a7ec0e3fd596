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

import java.util.List;

import io.tlsboot.x509.Certificate;

/**
 * Sees the chain that a peer presents before it is verified. It has no say in the
 * verdict. Called by the engine, on an event loop or a thread of its own: it must not
 * block and should not throw.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ChainObserver {

	/**
	 * A peer presented its chain. Nothing in it is trustworthy yet.
	 * @param chain the certificates in the order of the peer
	 */
	void presented(List<Certificate> chain);

}
