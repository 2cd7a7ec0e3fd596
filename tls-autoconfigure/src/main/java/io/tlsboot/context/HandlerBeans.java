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

package io.tlsboot.context;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;

import io.tlsboot.connection.BlockingTlsHandler;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsHandler;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the handler of each listener among the beans.
 */
final class HandlerBeans {

	private static final Class<?>[] REACTIVE = { TlsConnection.class };

	private static final Class<?>[] BLOCKING = { TlsConnection.class, InputStream.class, OutputStream.class };

	private final ListableBeanFactory beans;

	private final Executor blocking;

	private final Map<String, Found> handlers = new LinkedHashMap<>();

	/**
	 * Find all handlers.
	 * @param beans where they are
	 * @param blocking runs those in the blocking style
	 * @param listeners the configured listeners by name, each with what serves it instead
	 * of a bean, or {@code null}
	 * @throws TlsHandlerException if a listener has no handler or several, or a handler
	 * has no listener
	 */
	HandlerBeans(ListableBeanFactory beans, Executor blocking, Map<String, @Nullable TlsHandler> listeners) {
		this.beans = beans;
		this.blocking = blocking;
		find();
		listeners.forEach(this::addForwarder);
		check(listeners.keySet());
	}

	private void addForwarder(String listener, @Nullable TlsHandler forwarder) {
		if (forwarder == null) {
			return;
		}
		Found found = this.handlers.putIfAbsent(listener, new Found("forward-to", forwarder));
		if (found != null) {
			throw new TlsHandlerException(listener,
					"the listener '%s' has 'forward-to' and a handler: %s".formatted(listener, found.where()),
					"Remove 'forward-to', or take @TlsListener(\"%s\") off.".formatted(listener));
		}
	}

	/**
	 * Return the handler of a listener.
	 * @param listener the name of a configured listener
	 * @return the handler
	 */
	TlsHandler get(String listener) {
		return Objects.requireNonNull(this.handlers.get(listener)).handler();
	}

	private void find() {
		for (String name : this.beans.getBeanNamesForAnnotation(TlsListener.class)) {
			TlsListener annotation = this.beans.findAnnotationOnBean(name, TlsListener.class);
			if (annotation != null) {
				add(annotation.value(), "bean '%s'".formatted(name), handler(name, annotation.value()));
			}
		}
		for (String name : this.beans.getBeanDefinitionNames()) {
			Class<?> type = this.beans.getType(name, false);
			if (type != null && AnnotationUtils.isCandidateClass(type, TlsListener.class)) {
				methods(ClassUtils.getUserClass(type))
					.forEach((method, annotation) -> add(annotation.value(), describe(method), handler(name, method)));
			}
		}
	}

	private TlsHandler handler(String name, String listener) {
		Object bean = this.beans.getBean(name);
		if (bean instanceof TlsHandler handler) {
			return handler;
		}
		if (bean instanceof BlockingTlsHandler handler) {
			return handler.on(this.blocking);
		}
		throw new TlsHandlerException(null,
				"the bean '%s' has @TlsListener(\"%s\") and is neither a TlsHandler nor a BlockingTlsHandler"
					.formatted(name, listener),
				"Let it implement io.tlsboot.connection.TlsHandler or BlockingTlsHandler, or move the annotation to a method.");
	}

	private static Map<Method, TlsListener> methods(Class<?> type) {
		return MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<@Nullable TlsListener>) (
						method) -> AnnotatedElementUtils.hasAnnotation(method, Bean.class) ? null
								: AnnotatedElementUtils.findMergedAnnotation(method, TlsListener.class));
	}

	private TlsHandler handler(String name, Method method) {
		boolean reactive = Arrays.equals(method.getParameterTypes(), REACTIVE)
				&& Publisher.class.isAssignableFrom(method.getReturnType());
		boolean blocks = Arrays.equals(method.getParameterTypes(), BLOCKING) && method.getReturnType() == void.class;
		if (!reactive && !blocks) {
			throw new TlsHandlerException(null,
					"the method %s has @TlsListener and cannot serve a connection".formatted(describe(method)),
					"Let it take one io.tlsboot.connection.TlsConnection and return a Publisher<Void>, or take a TlsConnection, an InputStream and an OutputStream and return nothing.");
		}
		Object bean = this.beans.getBean(name);
		Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
		ReflectionUtils.makeAccessible(invocable);
		if (blocks) {
			BlockingTlsHandler handler = (connection, input, output) -> invoke(invocable, bean, connection, input,
					output);
			return handler.on(this.blocking);
		}
		return (connection) -> publisher(invocable, bean, connection);
	}

	@SuppressWarnings("unchecked")
	private static Publisher<Void> publisher(Method method, Object bean, TlsConnection connection) {
		Object publisher = ReflectionUtils.invokeMethod(method, bean, connection);
		if (publisher == null) {
			throw new IllegalStateException("the method %s returned null".formatted(describe(method)));
		}
		return (Publisher<Void>) publisher;
	}

	// What the method throws is told as it is.
	private static void invoke(Method method, Object bean, Object... arguments) throws Exception {
		try {
			method.invoke(bean, arguments);
		}
		catch (InvocationTargetException ex) {
			ReflectionUtils.rethrowException(ex.getTargetException());
		}
	}

	private static String describe(Method method) {
		return ClassUtils.getQualifiedMethodName(method);
	}

	private void add(String listener, String where, TlsHandler handler) {
		Found previous = this.handlers.putIfAbsent(listener, new Found(where, handler));
		if (previous != null) {
			throw new TlsHandlerException(null,
					"the listener '%s' has two handlers: %s and %s".formatted(listener, previous.where(), where),
					"Take @TlsListener(\"%s\") off one of them.".formatted(listener));
		}
	}

	private void check(Set<String> listeners) {
		for (String listener : listeners) {
			if (!this.handlers.containsKey(listener)) {
				throw new TlsHandlerException(listener, "the listener '%s' has no handler".formatted(listener),
						"Put @TlsListener(\"%s\") on a TlsHandler or BlockingTlsHandler bean or on a method that serves a connection, or set 'forward-to'."
							.formatted(listener));
			}
		}
		this.handlers.forEach((listener, found) -> {
			if (!listeners.contains(listener)) {
				throw new TlsHandlerException(null,
						"%s serves the listener '%s', which is not configured (configured: %s)".formatted(found.where(),
								listener, listeners),
						"Configure tls.listeners.%s, or correct the name in @TlsListener.".formatted(listener));
			}
		});
	}

	/**
	 * A handler and where it was found.
	 *
	 * @param where for people
	 * @param handler the handler
	 */
	private record Found(String where, TlsHandler handler) {

	}

}
