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

import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.ledger.Ledger;
import io.tlsboot.ledger.ReloadListener;
import io.tlsboot.ledger.Reloads;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Lets all beans that listen to handshakes or reloads hear of them from the ledger. They
 * are looked for when all beans are made, before listeners start: what a client does
 * before that is recorded in the ledger alone.
 */
final class LedgerObservers implements SmartInitializingSingleton {

	private final Ledger ledger;

	private final ObjectProvider<HandshakeListener> observers;

	private final Reloads reloads;

	private final ObjectProvider<ReloadListener> reloadListeners;

	LedgerObservers(Ledger ledger, ObjectProvider<HandshakeListener> observers, Reloads reloads,
			ObjectProvider<ReloadListener> reloadListeners) {
		this.ledger = ledger;
		this.observers = observers;
		this.reloads = reloads;
		this.reloadListeners = reloadListeners;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.ledger
			.observedBy(this.observers.orderedStream().filter((observer) -> !(observer instanceof Ledger)).toList());
		this.reloads.observedBy(this.reloadListeners.orderedStream().toList());
	}

}
