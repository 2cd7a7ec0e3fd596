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

import io.tlsboot.lint.Lint;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Logs what the lint finds when the application has started, on a thread of its own: the
 * start does not wait for it.
 */
final class LintReport implements ApplicationListener<ContextRefreshedEvent> {

	private final ApplicationContext context;

	private final Lint lint;

	LintReport(ApplicationContext context, Lint lint) {
		this.context = context;
		this.lint = lint;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() == this.context) {
			Thread thread = new Thread(this.lint::report, "tls-lint");
			thread.setDaemon(true);
			thread.start();
		}
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

}
