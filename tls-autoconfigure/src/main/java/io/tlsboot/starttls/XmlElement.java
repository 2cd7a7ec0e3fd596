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

package io.tlsboot.starttls;

import java.util.List;
import java.util.Map;

/**
 * An element of XML, without its text. Immutable.
 *
 * @param namespace its namespace; empty if it has none
 * @param name its name without a prefix
 * @param attributes its attributes by their names as they were written
 * @param namespaces the namespaces by prefixes that are known in it, the empty prefix for
 * that of elements without one
 * @param children the elements in it
 */
record XmlElement(String namespace, String name, Map<String, String> attributes, Map<String, String> namespaces,
		List<XmlElement> children) {

	XmlElement {
		attributes = Map.copyOf(attributes);
		namespaces = Map.copyOf(namespaces);
		children = List.copyOf(children);
	}

	/**
	 * Tell whether this is a certain element.
	 * @param otherNamespace the namespace
	 * @param otherName the name
	 * @return whether it is
	 */
	boolean is(String otherNamespace, String otherName) {
		return this.namespace.equals(otherNamespace) && this.name.equals(otherName);
	}

}
