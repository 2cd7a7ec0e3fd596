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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the listener whose connections a handler serves. Stands on the class of a bean
 * that is a {@link io.tlsboot.connection.TlsHandler} or a
 * {@link io.tlsboot.connection.BlockingTlsHandler}, on a {@code @Bean} method that
 * returns one, or on a method of a bean that is like the method of one of them: it takes
 * a {@link io.tlsboot.connection.TlsConnection} and returns a
 * {@link org.reactivestreams.Publisher}, or takes one with an {@link java.io.InputStream}
 * and an {@link java.io.OutputStream}, may block, and returns nothing. Each listener has
 * exactly one handler.
 *
 * @since 0.1.0
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface TlsListener {

	/**
	 * The name of the listener in the configuration.
	 * @return the name, as it stands under {@code tls.listeners}
	 */
	String value();

}
