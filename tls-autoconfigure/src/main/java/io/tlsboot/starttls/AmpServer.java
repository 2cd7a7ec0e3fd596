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

import org.jspecify.annotations.Nullable;

/**
 * The server before the switch: any other command fails with {@code TLS_REQUIRED}.
 */
final class AmpServer extends FramedDialogue {

	private final StartTlsServerSettings settings;

	AmpServer(StartTlsServerSettings settings) {
		super(settings.maxLineLength());
		this.settings = settings;
	}

	@Override
	long length(ByteBuffer bytes) {
		return AmpBox.length(bytes);
	}

	@Override
	Step message(ByteBuffer message) {
		AmpBox box = AmpBox.read(message);
		String command = box.get(AmpBox.COMMAND);
		String tag = box.get(AmpBox.ASK);
		if (command == null) {
			throw new MalformedMessageException("a box without '%s'".formatted(AmpBox.COMMAND));
		}
		if (!command.equals(AmpBox.START_TLS)) {
			return this.settings.requireTls() ? required(tag) : handOver();
		}
		if (tag == null) {
			throw new MalformedMessageException("the command %s without '%s'".formatted(command, AmpBox.ASK));
		}
		return Step.upgrade(AmpBox.write(AmpBox.ANSWER, tag));
	}

	// A command without a tag wants no answer.
	private Step required(@Nullable String tag) {
		return (tag != null) ? Step.send(AmpBox.write(AmpBox.ERROR, tag, AmpBox.ERROR_CODE, "TLS_REQUIRED",
				AmpBox.ERROR_DESCRIPTION, this.settings.requiredTextOr("StartTLS must come first"))) : Step.more();
	}

}
