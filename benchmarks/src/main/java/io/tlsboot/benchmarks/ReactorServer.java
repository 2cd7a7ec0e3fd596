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

package io.tlsboot.benchmarks;

import java.net.InetSocketAddress;

import io.tlsboot.options.CertificateOptions;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

/**
 * Reactor Netty as it is, which our listener is made of: what it costs is not ours.
 */
final class ReactorServer implements Server {

	private final BareContext context;

	private final DisposableServer server;

	ReactorServer(CertificateOptions options, Service service) {
		this.context = new BareContext(options);
		this.server = TcpServer.create()
			.host(LOOPBACK)
			.port(0)
			.secure((spec) -> spec.sslContext(this.context.netty()).handlerConfigurator(this.context::configure))
			.handle(service.forReactorNetty())
			.bindNow();
	}

	@Override
	public int port() {
		return ((InetSocketAddress) this.server.address()).getPort();
	}

	@Override
	public void close() {
		this.server.disposeNow();
		this.context.close();
	}

}
