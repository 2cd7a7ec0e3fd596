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

package io.tlsboot.sample.web;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import io.tlsboot.sample.command.ClientCommand;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundles;

/**
 * Fetches a page over HTTPS with the JDK's client. The options are an SSL bundle too, so
 * whatever takes a bundle or an {@code SSLContext} verifies as they say.
 */
public class WebClient implements ClientCommand {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final URI page;

	private final HttpClient http;

	WebClient(@Value("${sample.web.url}") URI page, SslBundles bundles) {
		this.page = page;
		this.http = HttpClient.newBuilder()
			.sslContext(bundles.getBundle("anonymous").createSslContext())
			.connectTimeout(TIMEOUT)
			.build();
	}

	@Override
	public Mono<Void> run(PrintStream out) {
		return Mono.fromCallable(this::fetch)
			.doOnNext((answer) -> out.print(version(answer) + " " + answer.statusCode() + "\n" + answer.body()))
			.then();
	}

	private HttpResponse<String> fetch() throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(this.page).timeout(TIMEOUT).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	private static String version(HttpResponse<String> answer) {
		return (answer.version() == HttpClient.Version.HTTP_2) ? "HTTP/2" : "HTTP/1.1";
	}

}
