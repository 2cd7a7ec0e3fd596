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

package io.tlsboot.ledger;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.tlsboot.connection.HandshakeObserver;
import io.tlsboot.engine.OwnEngines;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingStream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The handshakes of JSSE as the Flight Recorder streams them, without ours. The only
 * class that needs the module {@code jdk.jfr}.
 */
final class JvmHandshakeStream implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(JvmHandshakeStream.class);

	private static final String EVENT = "jdk.TLSHandshake";

	// What nobody has read by then, nobody will.
	private static final Duration MAX_AGE = Duration.ofSeconds(30);

	private static final long MAX_SIZE = 4 << 20;

	// The methods of JSSE that record the event have its context as a parameter.
	private static final String SERVER = "/ServerHandshakeContext;";

	private static final String CLIENT = "/ClientHandshakeContext;";

	private final RecordingStream stream;

	private final Consumer<JvmHandshake> sink;

	JvmHandshakeStream(Consumer<JvmHandshake> sink) {
		this.sink = sink;
		this.stream = new RecordingStream();
		this.stream.enable(EVENT).withoutThreshold().withStackTrace();
		this.stream.setMaxAge(MAX_AGE);
		this.stream.setMaxSize(MAX_SIZE);
		this.stream.setOrdered(false);
		this.stream.onEvent(EVENT, this::take);
		this.stream.onError((failure) -> logger.debug("An event of the Flight Recorder cannot be read", failure));
	}

	static boolean isAvailable() {
		return FlightRecorder.isAvailable();
	}

	/**
	 * Read until the stream is closed.
	 */
	void run() {
		this.stream.start();
	}

	private void take(RecordedEvent event) {
		RecordedStackTrace trace = event.getStackTrace();
		List<RecordedFrame> frames = (trace != null) ? trace.getFrames() : List.of();
		String peer = event.getString("peerHost");
		if (!OwnEngines.havePeer(peer, event.getInt("peerPort")) && !isObserved(frames)) {
			this.sink.accept(JvmHandshake.of(side(frames), event.getString("protocolVersion"),
					event.getString("cipherSuite"), peer));
		}
	}

	private static boolean isObserved(List<RecordedFrame> frames) {
		return frames.stream().anyMatch((frame) -> HandshakeObserver.isTap(frame.getMethod().getType().getName()));
	}

	private static String side(List<RecordedFrame> frames) {
		for (RecordedFrame frame : frames) {
			String parameters = frame.getMethod().getDescriptor();
			if (parameters.contains(SERVER)) {
				return JvmHandshake.SERVER;
			}
			if (parameters.contains(CLIENT)) {
				return JvmHandshake.CLIENT;
			}
		}
		return JvmHandshake.UNKNOWN;
	}

	@Override
	public void close() {
		this.stream.close();
	}

}
