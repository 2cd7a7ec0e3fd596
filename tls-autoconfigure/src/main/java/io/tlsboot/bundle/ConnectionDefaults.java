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

package io.tlsboot.bundle;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import io.tlsboot.options.ClientAuthentication;

/**
 * What each connection of a context begins with, unless its user says something else.
 */
final class ConnectionDefaults {

	private final String[] protocols;

	private final String[] suites;

	private final ClientAuthentication clientAuthentication;

	ConnectionDefaults(String[] protocols, String[] suites, ClientAuthentication clientAuthentication) {
		this.protocols = protocols.clone();
		this.suites = suites.clone();
		this.clientAuthentication = clientAuthentication;
	}

	String[] suites() {
		return this.suites.clone();
	}

	SSLEngine apply(SSLEngine engine) {
		engine.setSSLParameters(apply(engine.getSSLParameters()));
		return engine;
	}

	SSLSocket apply(SSLSocket socket) {
		socket.setSSLParameters(apply(socket.getSSLParameters()));
		return socket;
	}

	SSLServerSocket apply(SSLServerSocket socket) {
		socket.setSSLParameters(apply(socket.getSSLParameters()));
		return socket;
	}

	// A client takes no notice of client authentication.
	SSLParameters apply(SSLParameters parameters) {
		parameters.setProtocols(this.protocols);
		parameters.setCipherSuites(this.suites);
		switch (this.clientAuthentication) {
			case NEED -> parameters.setNeedClientAuth(true);
			case WANT -> parameters.setWantClientAuth(true);
			case NONE -> parameters.setNeedClientAuth(false);
		}
		return parameters;
	}

}
