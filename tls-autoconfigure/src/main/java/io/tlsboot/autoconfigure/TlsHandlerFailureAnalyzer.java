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

import io.tlsboot.context.TlsHandlerException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says which listener and which handler do not fit together.
 */
final class TlsHandlerFailureAnalyzer extends AbstractFailureAnalyzer<TlsHandlerException> {

	private final PropertyOrigins origins;

	TlsHandlerFailureAnalyzer(Environment environment) {
		this.origins = new PropertyOrigins(environment);
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, TlsHandlerException cause) {
		String listener = cause.listener();
		String property = (listener != null) ? PropertyOrigins.name("tls.listeners", listener) : null;
		return Analyses.of(property, (property != null) ? this.origins.find(property) : null,
				String.valueOf(cause.getMessage()), cause.action(), cause);
	}

}
