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

import java.time.DateTimeException;
import java.util.List;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Two methods over XML-RPC: {@code echo(any)} and {@code add(int, int)}.
 */
@RestController
class XmlRpcServer {

	@PostMapping(path = "/RPC2", consumes = MediaType.TEXT_XML_VALUE, produces = MediaType.TEXT_XML_VALUE)
	byte[] serve(@RequestBody byte[] body) {
		try {
			return XmlRpcWriter.result(call(XmlRpcReader.call(body)));
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			return XmlRpcWriter.fault(new XmlRpcFault(XmlRpcFault.FAILURE, "the call cannot be read"));
		}
		catch (XmlRpcFault ex) {
			return XmlRpcWriter.fault(ex);
		}
	}

	private static Object call(XmlRpcCall call) {
		List<Object> parameters = call.parameters();
		return switch (call.method()) {
			case "echo" -> echo(parameters);
			case "add" -> add(parameters);
			default -> throw new XmlRpcFault(XmlRpcFault.NOT_FOUND, "procedure %s not found".formatted(call.method()));
		};
	}

	private static Object echo(List<Object> parameters) {
		if (parameters.size() != 1) {
			throw new XmlRpcFault(XmlRpcFault.FAILURE, "echo: 1 parameter expected");
		}
		return parameters.get(0);
	}

	private static Object add(List<Object> parameters) {
		if (parameters.size() == 2 && parameters.get(0) instanceof Integer a
				&& parameters.get(1) instanceof Integer b) {
			return a + b;
		}
		throw new XmlRpcFault(XmlRpcFault.FAILURE, "add: 2 numbers expected");
	}

}
