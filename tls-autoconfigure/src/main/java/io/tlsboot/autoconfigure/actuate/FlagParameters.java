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

package io.tlsboot.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;

/**
 * Takes {@code ?failures} for {@code ?failures=true}. A parameter without a value is
 * {@code null} with WebFlux, and empty with Spring MVC; the operation alone could not
 * tell it from one that is not there. Over JMX every parameter is there, and {@code null}
 * says that it is not wanted.
 */
final class FlagParameters implements OperationInvokerAdvisor {

	private static final EndpointId ENDPOINT = EndpointId.of("tls");

	private static final List<String> FLAGS = List.of("failures", "sessions");

	@Override
	public OperationInvoker apply(EndpointId endpointId, OperationType operationType, OperationParameters parameters,
			OperationInvoker invoker) {
		return ENDPOINT.equals(endpointId) ? (context) -> invoker.invoke(isWeb(context) ? withFlags(context) : context)
				: invoker;
	}

	private static boolean isWeb(InvocationContext context) {
		return context.canResolve(WebServerNamespace.class);
	}

	private static InvocationContext withFlags(InvocationContext context) {
		Map<String, Object> arguments = new LinkedHashMap<>(context.getArguments());
		FLAGS.forEach((flag) -> {
			if (arguments.containsKey(flag) && isEmpty(arguments.get(flag))) {
				arguments.put(flag, "true");
			}
		});
		return new InvocationContext(SecurityContext.NONE, arguments, new Delegate(context));
	}

	private static boolean isEmpty(@Nullable Object value) {
		return value == null || value.equals("");
	}

	/**
	 * Resolves what another context resolves, who asks included.
	 *
	 * @param context the other one
	 */
	private record Delegate(InvocationContext context) implements OperationArgumentResolver {

		@Override
		public <T> @Nullable T resolve(Class<T> type) {
			return this.context.resolveArgument(type);
		}

		@Override
		public boolean canResolve(Class<?> type) {
			return this.context.canResolve(type);
		}

	}

}
