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

package io.tlsboot.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.ReplaceableOptions;
import io.tlsboot.testing.TestAuthority;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TlsContextSourceTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static CertificateOptions options(String name) {
		return CertificateOptions.builder().identity(AUTHORITY.issue(name)).engine(EngineChoice.OPENSSL).build();
	}

	@Test
	void sourceThatIsClosedDuringAnUpdateGivesEachContextBackOnce() {
		ReplaceableOptions options = new ReplaceableOptions("edge", options("first"));
		TlsContextSource contexts = TlsContextSource.forServer(options,
				ContextSettings.of(Clock.systemUTC()).withoutSelfTest());
		TlsContext first = contexts.current();
		AtomicReference<String> last = new AtomicReference<>("nothing");
		options.follow((next) -> {
			if (next.number() > 1) {
				// Ends only when the update has.
				new Thread(contexts::close).start();
				Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> isClosed(contexts));
			}
			return () -> last.set("committed");
		});

		options.replace(options("second"));

		assertThat(last).hasValue("committed");
		assertThat(contexts.current()).isSameAs(first);
		assertThatIllegalStateException().isThrownBy(() -> contexts.newHandler(ByteBufAllocator.DEFAULT));
	}

	private static boolean isClosed(TlsContextSource contexts) {
		try {
			ReferenceCountUtil.release(contexts.newHandler(ByteBufAllocator.DEFAULT).handler().engine());
			return false;
		}
		catch (IllegalStateException ex) {
			return true;
		}
	}

	@Test
	void connectionsOfTheOldContextGoOnWhenItIsReplaced() {
		ReplaceableOptions options = new ReplaceableOptions("edge", options("first"));
		try (TlsContextSource contexts = TlsContextSource.forServer(options,
				ContextSettings.of(Clock.systemUTC()).withoutSelfTest())) {
			TlsContextSource.Handler before = contexts.newHandler(ByteBufAllocator.DEFAULT);

			options.replace(options("second"));

			assertThat(before.generation().number()).isEqualTo(1);
			assertThat(ReferenceCountUtil.refCnt(before.handler().engine())).isEqualTo(1);
			ReferenceCountUtil.release(before.handler().engine());
			TlsContextSource.Handler after = contexts.newHandler(ByteBufAllocator.DEFAULT);
			assertThat(after.generation().number()).isEqualTo(2);
			ReferenceCountUtil.release(after.handler().engine());
		}
	}

}
