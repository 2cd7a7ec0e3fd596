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

package io.tlsboot.starttls;

import java.nio.ByteBuffer;

import io.tlsboot.trust.PeerText;

/**
 * The client before the switch. A server that does not know the command answers with
 * {@code UNHANDLED}, one of Twisted without TLS with {@code TLS_ERROR}.
 */
final class AmpClient extends FramedDialogue {

	private static final String TAG = "1";

	private static final String UNHANDLED = "UNHANDLED";

	private static final int LONGEST_DETAIL = 100;

	AmpClient(StartTlsClientSettings settings) {
		super(settings.maxLineLength());
	}

	@Override
	public Step begin() {
		return Step.send(AmpBox.write(AmpBox.ASK, TAG, AmpBox.COMMAND, AmpBox.START_TLS));
	}

	@Override
	long length(ByteBuffer bytes) {
		return AmpBox.length(bytes);
	}

	@Override
	Step message(ByteBuffer message) {
		AmpBox box = AmpBox.read(message);
		if (TAG.equals(box.get(AmpBox.ANSWER))) {
			return Step.upgrade();
		}
		if (!TAG.equals(box.get(AmpBox.ERROR))) {
			throw new MalformedMessageException(
					"the server sends a box that does not answer %s".formatted(AmpBox.START_TLS));
		}
		String code = box.values().getOrDefault(AmpBox.ERROR_CODE, "");
		String detail = PeerText.line("the server answers %s with the error %s '%s'".formatted(AmpBox.START_TLS, code,
				box.values().getOrDefault(AmpBox.ERROR_DESCRIPTION, "")), LONGEST_DETAIL);
		return code.equals(UNHANDLED) ? Step.notOffered(detail) : Step.refused(detail);
	}

}
