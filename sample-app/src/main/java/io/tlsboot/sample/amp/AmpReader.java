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

package io.tlsboot.sample.amp;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.connection.TlsConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes boxes out of what a peer sends.
 */
final class AmpReader {

	/** How many octets a box may have. */
	static final int MAX_BOX = 128 * 1024;

	private byte[] unread = new byte[0];

	/**
	 * Return what the peer of a connection sends.
	 * @param connection the connection
	 * @return the boxes; fails with a {@link ProtocolException}
	 */
	static Flux<AmpBox> boxes(TlsConnection connection) {
		return Flux.defer(() -> {
			AmpReader reader = new AmpReader();
			return connection.inbound()
				.receive()
				.asByteArray()
				.concatMap((bytes) -> Mono.fromCallable(() -> reader.read(bytes)))
				.concatMapIterable((boxes) -> boxes);
		});
	}

	/**
	 * Return the boxes that are whole.
	 * @param bytes what follows the bytes before
	 * @return the boxes
	 * @throws ProtocolException if something is no box, or too long
	 */
	List<AmpBox> read(byte[] bytes) throws ProtocolException {
		ByteBuffer all = ByteBuffer.allocate(this.unread.length + bytes.length).put(this.unread).put(bytes).flip();
		List<AmpBox> boxes = new ArrayList<>();
		for (AmpBox box = AmpBox.take(all); box != null; box = AmpBox.take(all)) {
			boxes.add(box);
		}
		if (all.remaining() > MAX_BOX) {
			throw new ProtocolException("a box has more than %d octets".formatted(MAX_BOX));
		}
		this.unread = new byte[all.remaining()];
		all.get(this.unread);
		return boxes;
	}

}
