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

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import io.tlsboot.sample.command.ClientCommand;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.http.MediaType;

/**
 * Calls {@code echo}, {@code add} and a method that does not exist, and prints the
 * answers.
 */
public class XmlRpcClient implements ClientCommand {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int OK = 200;

	private final URI server;

	private final HttpClient http;

	XmlRpcClient(@Value("${sample.xmlrpc.url}") URI server, SslBundles bundles) {
		this.server = server;
		this.http = HttpClient.newBuilder()
			.sslContext(bundles.getBundle("anonymous").createSslContext())
			.connectTimeout(TIMEOUT)
			.build();
	}

	@Override
	public Mono<Void> run(PrintStream out) {
		return Mono.fromCallable(() -> {
			print(out, "echo", "Hello, world!");
			print(out, "add", 2, 3);
			print(out, "nothing");
			return out;
		}).then();
	}

	private void print(PrintStream out, String method, Object... parameters) throws IOException, InterruptedException {
		try {
			out.println(method + ": " + call(new XmlRpcCall(method, List.of(parameters))));
		}
		catch (XmlRpcFault ex) {
			out.println(method + ": fault " + ex.code() + ": " + ex.getMessage());
		}
	}

	private Object call(XmlRpcCall call) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.server)
			.timeout(TIMEOUT)
			.header("Content-Type", MediaType.TEXT_XML_VALUE)
			.POST(HttpRequest.BodyPublishers.ofByteArray(XmlRpcWriter.call(call)))
			.build();
		HttpResponse<byte[]> response = this.http.send(request, HttpResponse.BodyHandlers.ofByteArray());
		if (response.statusCode() != OK) {
			throw new IOException("status: %d (expected: %d)".formatted(response.statusCode(), OK));
		}
		return XmlRpcReader.result(response.body());
	}

}
