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

package io.tlsboot.connection;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.tlsboot.connection.ConnectionLostException.Reason;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.StepVerifier;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

@ExtendWith(OutputCaptureExtension.class)
class BlockingTlsHandlerTests extends AbstractConnectionTests {

	@Test
	void blockingHandlerReadsAndWritesStreams() throws Exception {
		Listener listener = listen(EngineChoice.AUTO, TlsVersion.TLSv1_3, blocking((connection, input, output) -> {
			output.write(input.readNBytes(5));
			output.write('!');
		}));
		TlsConnection connection = connect(listener);
		send(connection, "hel");
		send(connection, "lo and more");

		assertThat(read(connection).block(Endpoints.TIMEOUT)).isEqualTo("hello!");
	}

	private static TlsHandler blocking(BlockingTlsHandler handler) {
		return handler.on((task) -> new Thread(task, "blocking").start());
	}

	// On a thread of its own, it must not be overtaken by the orderly end.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void connectionOfABlockingHandlerThatFailsHasNoOrderlyEnd(EngineChoice engine, TlsVersion version) {
		Listener listener = listen(engine, version, blocking((connection, input, output) -> {
			output.write('x');
			throw new IllegalStateException("on purpose");
		}));

		for (int run = 0; run < 5; run++) {
			StepVerifier.create(read(connect(listener)))
				.expectError(ConnectionLostException.class)
				.verify(Endpoints.TIMEOUT);
		}
	}

	@Test
	void errorOfTheHandlersOwnIsLogged(CapturedOutput output) throws Exception {
		Listener listener = this.endpoints.listenPlain(blocking((connection, input, out) -> {
			throw new FileNotFoundException("missing.txt");
		}));
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			assertThatIOException().isThrownBy(() -> socket.getInputStream().read());
		}

		assertThat(output).contains("the handler failed for").contains("missing.txt");
	}

	@Test
	void blockingHandlerReadsToTheEnd() throws Exception {
		Listener listener = this.endpoints.listenPlain(blocking((connection, input, output) -> {
			this.seen.add(new String(input.readAllBytes(), StandardCharsets.UTF_8));
			this.seen.add(input.read());
		}));
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			socket.getOutputStream().write("all of it".getBytes(StandardCharsets.UTF_8));
		}

		assertThat(next()).isEqualTo("all of it");
		assertThat(next()).isEqualTo(-1);
	}

	@Test
	void blockingHandlerIsInterruptedWhenTheListenerStops() throws Exception {
		CountDownLatch working = new CountDownLatch(1);
		Listener listener = this.endpoints.listenPlain(blocking((connection, input, output) -> {
			try {
				working.countDown();
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				this.seen.add("interrupted");
				throw ex;
			}
		}));
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			assertThat(working.await(10, TimeUnit.SECONDS)).isTrue();
			listener.stop(Duration.ZERO);
		}

		assertThat(next()).isEqualTo("interrupted");
	}

	@Test
	void blockingHandlerLearnsOfATruncation() throws Exception {
		Listener listener = listen(EngineChoice.AUTO, TlsVersion.TLSv1_3, blocking((connection, input, output) -> {
			try {
				input.readAllBytes();
			}
			catch (ConnectionLostException ex) {
				this.seen.add(ex.reason());
				throw ex;
			}
		}));
		TlsConnection connection = connect(listener);
		send(connection, "hello");
		connection.abort();

		assertThat(next()).isIn(Reason.RESET, Reason.TRUNCATED);
	}

	@Test
	void writerOfABlockingHandlerIsStoppedByAPeerThatDoesNotRead() throws Exception {
		AtomicLong written = new AtomicLong();
		Listener listener = this.endpoints.listenPlain(blocking((connection, input, output) -> {
			byte[] block = new byte[64 * 1024];
			for (int count = 0; count < 1024; count++) {
				output.write(block);
				written.addAndGet(block.length);
			}
			this.seen.add("done");
		}));
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			InputStream input = socket.getInputStream();
			assertThat(input.read()).isZero();
			assertThat(this.seen.poll(200, TimeUnit.MILLISECONDS)).isNull();

			assertThat(input.transferTo(OutputStream.nullOutputStream())).isEqualTo(1024L * 64 * 1024 - 1);
			assertThat(next()).isEqualTo("done");
		}
	}

}
