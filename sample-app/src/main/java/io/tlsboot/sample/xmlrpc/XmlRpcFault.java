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

package io.tlsboot.sample.xmlrpc;

/**
 * What a server answers instead of a result.
 */
class XmlRpcFault extends RuntimeException {

	/** There is no such method. The number is Twisted's. */
	static final int NOT_FOUND = 8001;

	/** The call cannot be read, or the method failed. The number is Twisted's. */
	static final int FAILURE = 8002;

	private static final long serialVersionUID = 1L;

	private final int code;

	XmlRpcFault(int code, String message) {
		super(message);
		this.code = code;
	}

	int code() {
		return this.code;
	}

}
