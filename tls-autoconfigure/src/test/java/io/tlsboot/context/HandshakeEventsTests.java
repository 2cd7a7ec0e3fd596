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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.Sessions;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEventPublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(OutputCaptureExtension.class)
class HandshakeEventsTests {

	private static final Endpoint LISTENER = new Endpoint(Endpoint.Side.SERVER, "web");

	private static final HandshakeSuccess SUCCESS = new HandshakeSuccess(
			Sessions.of(TlsVersion.TLSv1_3, "TLS_AES_128_GCM_SHA256", NamedGroup.X25519, null), null,
			Duration.ofMillis(1), null);

	private static final HandshakeFailure FAILURE = new HandshakeFailure(FailureReason.RESET, "on purpose", null,
			Duration.ofMillis(1));

	private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

	private List<Object> heard(int count) throws InterruptedException {
		for (int number = 0; number < count; number++) {
			assertThat(this.heard.poll(10, TimeUnit.SECONDS)).isNotNull();
		}
		return List.copyOf(this.heard);
	}

	@ParameterizedTest
	@CsvSource({ "NONE,0", "FAILED,1", "ALL,2" })
	void onlyTheWantedKindIsPublished(HandshakeEvents.Kind kind, int count) throws InterruptedException {
		try (HandshakeEvents events = new HandshakeEvents((ApplicationEventPublisher) this.heard::add, kind, 1)) {
			events.failed(LISTENER, FAILURE);
			events.succeeded(LISTENER, SUCCESS);
			Object first = (count > 0) ? this.heard.poll(10, TimeUnit.SECONDS) : null;
			assertThat(first).isEqualTo((count > 0) ? new TlsHandshakeFailed(LISTENER, FAILURE) : null);
			Object second = (count > 1) ? this.heard.poll(10, TimeUnit.SECONDS) : null;
			assertThat(second).isEqualTo((count > 1) ? new TlsHandshakeSucceeded(LISTENER, SUCCESS) : null);
			assertThat(this.heard).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "0,0", "0.25,25", "0.5,50", "0.9,90", "1,100" })
	void sampleIsSpreadEvenly(double rate, int count) throws InterruptedException {
		try (HandshakeEvents events = new HandshakeEvents((ApplicationEventPublisher) this.heard::add,
				HandshakeEvents.Kind.ALL, rate)) {
			for (int number = 0; number < 100; number++) {
				events.succeeded(LISTENER, SUCCESS);
			}
			assertThat(heard(count)).isEmpty();
		}
	}

	@Test
	void listenerThatBlocksBlocksNobodyAndWhatDoesNotFitIsCounted(CapturedOutput output) throws InterruptedException {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		try (HandshakeEvents events = new HandshakeEvents((ApplicationEventPublisher) (event) -> {
			entered.countDown();
			try {
				assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.heard.add(event);
		}, HandshakeEvents.Kind.FAILED, 1)) {
			events.failed(LISTENER, FAILURE);
			assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
			for (int number = 0; number < HandshakeEvents.CAPACITY + 5; number++) {
				events.failed(LISTENER, FAILURE);
			}
			assertThat(events.dropped()).isEqualTo(5);
			release.countDown();
			assertThat(heard(HandshakeEvents.CAPACITY + 1)).isEmpty();
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("listeners of events are too slow")))
			.hasSize(1);
	}

	@Test
	void listenerThatThrowsDoesNotEndIt(CapturedOutput output) throws InterruptedException {
		try (HandshakeEvents events = new HandshakeEvents((ApplicationEventPublisher) (event) -> {
			this.heard.add(event);
			throw new IllegalStateException("no room");
		}, HandshakeEvents.Kind.ALL, 1)) {
			events.failed(LISTENER, FAILURE);
			events.succeeded(LISTENER, SUCCESS);
			assertThat(heard(2)).isEmpty();
		}
		assertThat(output).contains("one threw");
	}

	@Test
	void rateOutOfRangeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(
				() -> new HandshakeEvents((ApplicationEventPublisher) this.heard::add, HandshakeEvents.Kind.ALL, 1.5))
			.withMessage("found: 1.5 (expected: 0 to 1)");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HandshakeEvents((ApplicationEventPublisher) this.heard::add, HandshakeEvents.Kind.ALL,
					Double.NaN));
	}

}
