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

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.Sessions;
import io.tlsboot.ledger.Ledger;
import io.tlsboot.ledger.Reloads;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The page and JMX, with handshakes of peers that mean no good.
 */
class TlsPageTests {

	private static final String HOSTILE = "</td><script>alert('1')</script>\"><img src=x onerror=alert(2)>\u202E&amp;\u0007";

	private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path directory;

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() throws IOException {
		application = RichApplication.start(RichApplication.configure(directory, "openssl"), "spring.jmx.enabled=true",
				"spring.jmx.unique-names=true");
		RichApplication.shakeHands(application);
		Ledger ledger = application.getBean(Ledger.class);
		Endpoint echo = new Endpoint(Side.SERVER, "echo");
		ledger.succeeded(echo,
				new HandshakeSuccess(
						Sessions.of(TlsVersion.TLSv1_3, "TLS_AES_256_GCM_SHA384", NamedGroup.X25519MLKEM768, HOSTILE),
						null, Duration.ofMillis(3), null));
		ledger.failed(echo, new HandshakeFailure(FailureReason.UNKNOWN_SERVER_NAME, HOSTILE, null, Duration.ofMillis(2),
				HOSTILE, null));
		application.getBean(Reloads.class).failed("edge", 1, "what <b>is</b> there is damaged");
		ledger.failed(new Endpoint(Side.CLIENT, "<b>other</b>"),
				new HandshakeFailure(FailureReason.TIMEOUT, "no answer", null, Duration.ofSeconds(10)));
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	private static String page(String path) {
		return RichApplication.get(application, path, "text/html").body();
	}

	@Test
	void pageSaysWhatNeedsAttentionFirst() {
		String page = page("");
		assertThat(page).startsWith("<!DOCTYPE html>").endsWith("</html>");
		assertThat(page.substring(page.indexOf("Needs attention"), page.indexOf("Listeners"))).contains(
				"The last reload of the options &#39;edge&#39; failed: what &lt;b&gt;is", "generation 1 stays in use",
				"(opportunistic-tls)", "client-certificate-missing (1): A client", "plaintext-on-tls-port (1):",
				"Let the peer begin with TLS");
		assertThat(page).contains("Last failures", "href=\"tls/echo\"", "href=\"tls/%3Cb%3Eother%3C%2Fb%3E\"",
				"X25519MLKEM768", "style=\"width:100%\"");
	}

	@Test
	void pageOfANameShowsEachValueWithItsOrigin() {
		assertThat(page("/echo")).contains("<h1>echo</h1>", "maxConcurrentHandshakes", "<td>100</td>",
				"&quot;tls.listeners.echo.max-concurrent-handshakes&quot; from", "Clients that ask for *.example.com",
				"href=\"../tls\"", "href=\"edge\"", "CN=edge");
		assertThat(page("/unused")).contains("Used by nobody.", "Never reloaded.");
		assertThat(page("/%3Cb%3Eother%3C%2Fb%3E")).contains("&lt;b&gt;other&lt;/b&gt;", "timeout (1): The handshake");
	}

	@Test
	void whatPeersSayIsEscaped() {
		for (String path : List.of("", "/echo", "/other", "/mail", "/%3Cb%3Eother%3C%2Fb%3E")) {
			assertThat(page(path)).as(path)
				.doesNotContain("<script", "<img", "<b>other", "\u202E", "\u0007", "javascript:");
		}
		assertThat(page("")).contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&gt;&lt;img");
		assertThat(page("/other")).contains("CN=\\&lt;script\\&gt;alert(1)");
	}

	@Test
	void pageLoadsNothingAndRunsNothing() {
		assertThat(page(""))
			.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; "
					+ "style-src &#39;unsafe-inline&#39;;")
			.doesNotContainPattern("<[^>]* src=")
			.doesNotContain("url(", "@import", "<link", "http://", "https://");
	}

	@Test
	void endpointAnswersOverJmx() throws Exception {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		ObjectName name = server.queryNames(new ObjectName("org.springframework.boot:type=Endpoint,name=Tls,*"), null)
			.iterator()
			.next();
		String flag = Boolean.class.getName();
		Object overview = server.invoke(name, "overview", new Object[] { null, null }, new String[] { flag, flag });
		assertThat(overview).isInstanceOf(Map.class);
		assertThat(((Map<?, ?>) overview).get("failures")).isNull();
		Object listeners = ((Map<?, ?>) overview).get("listeners");
		assertThat(((Map<?, ?>) listeners).keySet()).hasToString("[echo, mail, proxied]");
		Object named = server.invoke(name, "named", new Object[] { "echo", true, null },
				new String[] { String.class.getName(), flag, flag });
		assertThat((List<?>) ((Map<?, ?>) named).get("failures")).hasSize(3)
			.first()
			.isInstanceOfSatisfying(Map.class, (failure) -> assertThat(failure.get("time")).isInstanceOf(String.class));
		assertThat(named.toString()).doesNotContain("s3cret", "PRIVATE KEY");
	}

	@Test
	void browserShowsThePage() throws Exception {
		assumeTrue(Files.isExecutable(CHROMIUM), "there is no Chromium at " + CHROMIUM);
		int port = ((ReactiveWebServerApplicationContext) application).getWebServer().getPort();
		String url = "http://127.0.0.1:%d/actuator/tls".formatted(port);
		String document = chromium("--dump-dom", url);
		assertThat(document).contains("Needs attention", "Last failures").doesNotContain("<script", "<img");
		Path picture = Path.of("target", "tls.png").toAbsolutePath();
		Files.createDirectories(picture.getParent());
		chromium("--screenshot=" + picture, "--window-size=1280,800", url);
		assertThat(picture).isNotEmptyFile();
		// For the eye.
		Files.writeString(picture.resolveSibling("tls.html"), page(""));
		Files.writeString(picture.resolveSibling("tls-echo.html"), page("/echo"));
	}

	private static String chromium(String... arguments) throws IOException, InterruptedException {
		Path output = Files.createTempFile(directory, "chromium", ".html");
		List<String> command = new ArrayList<>(List.of(CHROMIUM.toString(), "--headless", "--no-sandbox",
				"--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir=" + directory.resolve("chromium")));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectOutput(output.toFile())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s", command).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		return Files.readString(output);
	}

}
