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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.starttls.ClientStartTls;
import io.tlsboot.starttls.ServerStartTls;
import io.tlsboot.starttls.StartTlsClientSettings;
import io.tlsboot.starttls.StartTlsServerSettings;
import org.jspecify.annotations.Nullable;

/**
 * What listeners and clients say before they go over to TLS, and how much they listen to.
 *
 * @since 0.1.0
 */
public final class StartTlsProperties {

	private StartTlsProperties() {
	}

	/**
	 * What a listener says before the switch.
	 */
	public static class Listener {

		/**
		 * Name of this server, where the protocol says one.
		 */
		private String hostName = "localhost";

		/**
		 * Text of the greeting; that of the protocol if left out.
		 */
		private @Nullable String greeting;

		/**
		 * What is announced before the switch beside TLS, in the syntax of the protocol.
		 */
		private final List<String> capabilities = new ArrayList<>();

		/**
		 * Text of the answer to a client that goes over to TLS; that of the protocol if
		 * left out.
		 */
		private @Nullable String readyText;

		/**
		 * Text of the answer to a client that must go over to TLS first; that of the
		 * protocol if left out.
		 */
		private @Nullable String requiredText;

		/**
		 * How many octets a line, or a message of a protocol without lines, may have.
		 */
		private int maxLineLength = StartTlsServerSettings.DEFAULT_MAX_LINE_LENGTH;

		/**
		 * How many lines or messages a client may send before the switch.
		 */
		private int maxMessages = StartTlsServerSettings.DEFAULT_MAX_MESSAGES;

		/**
		 * How long a client may take before it goes over to TLS.
		 */
		private Duration timeout = ServerStartTls.DEFAULT_TIMEOUT;

		public String getHostName() {
			return this.hostName;
		}

		public void setHostName(String hostName) {
			this.hostName = hostName;
		}

		public @Nullable String getGreeting() {
			return this.greeting;
		}

		public void setGreeting(@Nullable String greeting) {
			this.greeting = greeting;
		}

		public List<String> getCapabilities() {
			return this.capabilities;
		}

		public @Nullable String getReadyText() {
			return this.readyText;
		}

		public void setReadyText(@Nullable String readyText) {
			this.readyText = readyText;
		}

		public @Nullable String getRequiredText() {
			return this.requiredText;
		}

		public void setRequiredText(@Nullable String requiredText) {
			this.requiredText = requiredText;
		}

		public int getMaxLineLength() {
			return this.maxLineLength;
		}

		public void setMaxLineLength(int maxLineLength) {
			this.maxLineLength = maxLineLength;
		}

		public int getMaxMessages() {
			return this.maxMessages;
		}

		public void setMaxMessages(int maxMessages) {
			this.maxMessages = maxMessages;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

	}

	/**
	 * What a client says before the switch.
	 */
	public static class Client {

		/**
		 * Name of this client, where the protocol says one.
		 */
		private String hostName = "localhost";

		/**
		 * How many octets a line, or a message of a protocol without lines, may have.
		 */
		private int maxLineLength = StartTlsClientSettings.DEFAULT_MAX_LINE_LENGTH;

		/**
		 * How long the server may take before the switch to TLS, and again after it.
		 */
		private Duration timeout = ClientStartTls.DEFAULT_TIMEOUT;

		public String getHostName() {
			return this.hostName;
		}

		public void setHostName(String hostName) {
			this.hostName = hostName;
		}

		public int getMaxLineLength() {
			return this.maxLineLength;
		}

		public void setMaxLineLength(int maxLineLength) {
			this.maxLineLength = maxLineLength;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

	}

}
