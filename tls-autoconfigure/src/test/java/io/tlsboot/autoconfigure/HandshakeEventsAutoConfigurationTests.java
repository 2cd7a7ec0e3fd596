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

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.tlsboot.connection.FailureReason;
import io.tlsboot.context.CertificateWatch;
import io.tlsboot.context.HandshakeEvents;
import io.tlsboot.context.TlsCertificateExpiring;
import io.tlsboot.context.TlsHandshakeFailed;
import io.tlsboot.context.TlsHandshakeSucceeded;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.options.TlsVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application hears of handshakes and certificates.
 */
class HandshakeEventsAutoConfigurationTests extends AbstractAutoConfigurationTests {

	private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

	private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

	private ApplicationContextRunner application() {
		return echo().withConfiguration(AutoConfigurations.of(TlsInspectionAutoConfiguration.class))
			.withPropertyValues("tls.self-test=false", "tls.events.expiring-within=")
			.withBean("recorder", Recorder.class, () -> new Recorder(this.heard, this.threads));
	}

	private Object next() throws InterruptedException {
		Object event = this.heard.poll(10, TimeUnit.SECONDS);
		assertThat(event).isNotNull();
		return event;
	}

	@Test
	void nothingIsPublishedOfHandshakesByDefault() {
		application().run((context) -> assertThat(context).doesNotHaveBean(HandshakeEvents.class));
		application().withPropertyValues("tls.events.handshakes=none")
			.run((context) -> assertThat(context).doesNotHaveBean(HandshakeEvents.class));
	}

	@ParameterizedTest
	@CsvSource({ "openssl,TLSv1.2,TLSv1_2", "openssl,TLSv1.3,TLSv1_3", "jdk,TLSv1.2,TLSv1_2", "jdk,TLSv1.3,TLSv1_3" })
	void handshakesArePublishedOffTheEventLoop(String engine, String maximum, TlsVersion version) {
		application()
			.withPropertyValues("tls.events.handshakes=all", "tls.options.edge.engine=" + engine,
					"tls.options.edge.lower-maximum-security-to=" + maximum)
			.run((context) -> {
				int port = context.getBean(TlsListeners.class).get("echo").port();
				assertThat(exchange(port, "ping")).isEqualTo("ping");
				assertThat(next()).isInstanceOfSatisfying(TlsHandshakeSucceeded.class, (event) -> {
					assertThat(event.endpoint()).hasToString("listener 'echo'");
					assertThat(event.handshake().session().version()).isEqualTo(version);
				});
				try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
					OutputStream out = socket.getOutputStream();
					out.write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
					assertThat(next()).isInstanceOfSatisfying(TlsHandshakeFailed.class,
							(event) -> assertThat(event.handshake().reason())
								.isEqualTo(FailureReason.PLAINTEXT_ON_TLS_PORT));
				}
				assertThat(this.threads).allMatch((thread) -> thread.getName().equals("tls-handshake-events"));
				context.close();
				for (Thread thread : this.threads) {
					thread.join(TimeUnit.SECONDS.toMillis(10));
					assertThat(thread.isAlive()).isFalse();
				}
			});
	}

	@Test
	void certificateThatHasExpiredIsPublishedAtStartByAThreadThatEndsWithTheApplication() throws Exception {
		Files.writeString(this.directory.resolve("edge.pem"), AUTHORITY.issueExpired("edge").dumpPem());
		application().withPropertyValues("tls.events.expiring-within=14d").run((context) -> {
			assertThat(next()).isInstanceOfSatisfying(TlsCertificateExpiring.class, (event) -> {
				assertThat(event.options()).isEqualTo("edge");
				assertThat(event.daysLeft()).isNegative();
			});
			Thread thread = this.threads.take();
			assertThat(thread.getName()).isEqualTo("tls-certificates");
			context.close();
			thread.join(TimeUnit.SECONDS.toMillis(10));
			assertThat(thread.isAlive()).isFalse();
		});
	}

	@Test
	void withoutATimeOfWarningNobodyWatches() {
		application().run((context) -> assertThat(context.getBean(CertificateWatch.class).isRunning()).isFalse());
	}

	@Test
	void badValuesAreRefused() {
		application().withPropertyValues("tls.events.handshakes=all", "tls.events.sample-rate=2")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("found: 2.0 (expected: 0 to 1)"));
		application().withPropertyValues("tls.events.expiring-within=-1d")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("found: PT-24H (expected: not negative)"));
	}

	private record Recorder(BlockingQueue<Object> heard,
			BlockingQueue<Thread> threads) implements ApplicationListener<ApplicationEvent> {

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
			if (event instanceof PayloadApplicationEvent<?> published && isOurs(published.getPayload())) {
				this.threads.add(Thread.currentThread());
				this.heard.add(published.getPayload());
			}
		}

		private static boolean isOurs(Object event) {
			return event instanceof TlsHandshakeSucceeded || event instanceof TlsHandshakeFailed
					|| event instanceof TlsCertificateExpiring;
		}

	}

}
