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

package io.tlsboot.metrics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tlsboot.ledger.OptionsInUse;
import io.tlsboot.ledger.ReloadHistory;
import io.tlsboot.ledger.Reloads;
import io.tlsboot.options.Generation;

/**
 * Counts reloads of options: the counter {@value #NAME}, which is there from the first
 * use of the options on. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class TlsReloadMetrics implements MeterBinder {

	static final String NAME = "tls.reloads";

	private final Reloads reloads;

	private final OptionsInUse options;

	private final Set<String> known = new LinkedHashSet<>();

	private final List<MeterRegistry> registries = new ArrayList<>();

	/**
	 * Create counters.
	 * @param reloads what they read
	 * @param options whose reloads are counted
	 */
	public TlsReloadMetrics(Reloads reloads, OptionsInUse options) {
		this.reloads = reloads;
		this.options = options;
		options.onChange(this::refresh);
		refresh();
	}

	private synchronized void refresh() {
		this.options.current()
			.stream()
			.map(Generation::name)
			.filter(this.known::add)
			.forEach((name) -> this.registries.forEach((registry) -> register(registry, name)));
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.known.forEach((name) -> register(registry, name));
	}

	private void register(MeterRegistry registry, String name) {
		register(registry, name, "success", ReloadHistory::succeeded);
		register(registry, name, "failure", ReloadHistory::failed);
	}

	private void register(MeterRegistry registry, String name, String result, ToLongFunction<ReloadHistory> count) {
		FunctionCounter
			.builder(NAME, this.reloads,
					(recorded) -> recorded.of(name).map(count::applyAsLong).orElse(0L).doubleValue())
			.description("Reloads of options, by how they ended")
			.baseUnit("reloads")
			.tags("options", name, "result", result)
			.register(registry);
	}

}
