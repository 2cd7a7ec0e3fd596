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
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import io.tlsboot.connection.FailureReason;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for {@link XmppNegotiator}.
 */
class XmppTests {

	/** As {@code openssl s_client -starttls xmpp} sends it. */
	private static final String HEADER = "<stream:stream xmlns:stream='http://etherx.jabber.org/streams' "
			+ "xmlns='jabber:client' to='im.example' version='1.0'>";

	private static final String START_TLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

	private static final String PROCEED = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

	private static final String SERVER_HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
			+ "xmlns:stream='http://etherx.jabber.org/streams' id='%s' from='%s' " + "xml:lang='en' version='1.0'>";

	private static final String FEATURES = "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'>"
			+ "<required/></starttls></stream:features>";

	private static final String CLIENT_HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
			+ "xmlns:stream='http://etherx.jabber.org/streams' to='im.example' version='1.0'>";

	static final List<Recording> RECORDINGS = List.of(server("xmpp", "jabber:client"),
			server("xmpp-server", "jabber:server"), client("xmpp", "jabber:client"),
			client("xmpp-server", "jabber:server"),
			Recording.client("xmpp", HEADER + "<stream:features/>", "").named("not offered"));

	private final XmppNegotiator negotiator = XmppNegotiator.ofClients();

	@Test
	void requiresTlsAsServer() {
		Assertions.assertThat(server(HEADER + START_TLS))
			.isEqualTo(new Outcome(serverHeader("im.example") + FEATURES + PROCEED, Step.Next.UPGRADE, "", null));
		Assertions.assertThat(server(HEADER + START_TLS + "<iq/>").left()).isEqualTo("<iq/>");
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"<?xml version=\"1.0\" encoding='utf-8' ?>\n<stream:stream version=\"1.0\" to=\"im.example\"\n xmlns = \"jabber:client\" xmlns:stream=\"http://etherx.jabber.org/streams\" >\r\n ",
			"<s:stream to='im.example' xmlns='jabber:client' xml:lang='de' xmlns:s='http://etherx.jabber.org/streams' version='1.1' a='&gt;>&amp;lt;'>",
			HEADER })
	void takesTheHeaderHoweverItIsWritten(String header) {
		Assertions.assertThat(server(header + START_TLS).sent())
			.isEqualTo(serverHeader("im.example") + FEATURES + PROCEED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<starttls xmlns=\"urn:ietf:params:xml:ns:xmpp-tls\"/>",
			"<t:starttls xmlns:t='urn:ietf:params:xml:ns:xmpp-tls' />",
			" \n<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'> </starttls >",
			"<starttls x='>' xmlns='urn:ietf:params:xml:ns:xmpp-tls'><a b='/'><c/></a></starttls>" })
	void takesStartTlsHoweverItIsWritten(String element) {
		Assertions.assertThat(server(HEADER + element).next()).isEqualTo(Step.Next.UPGRADE);
	}

	@Test
	void saysWhoItIsInTheWordsOfTheClientOrInItsOwn() {
		Assertions.assertThat(server(HEADER.replace("im.example", "&quot;&lt;\303\244")).sent())
			.startsWith(serverHeader("&quot;&lt;\303\244"));
		Assertions.assertThat(server(HEADER.replace("to='im.example'", "")).sent())
			.startsWith(serverHeader("localhost"));
	}

	@ParameterizedTest
	@CsvSource({ "<message/>,not-authorized", "<iq type='get'><a/></iq>,not-authorized", "<starttls/>,policy-violation",
			"<starttls xmlns='urn:example'/>,policy-violation",
			"<compress xmlns='http://jabber.org/protocol/compress'/>,policy-violation" })
	void refusesEverythingElse(String element, String condition) {
		Outcome outcome = server(HEADER + element + START_TLS);
		Assertions.assertThat(outcome.sent())
			.isEqualTo(serverHeader("im.example") + FEATURES + "<stream:error><" + condition
					+ " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xmlns='urn:ietf:params:xml:ns:xmpp-streams' "
					+ "xml:lang='en'>TLS required</text></stream:error></stream:stream>");
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.CLOSE);
	}

	@Test
	void refusesCredentialsAndGoesOn() {
		Outcome outcome = server(HEADER
				+ "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGEAYg==</auth>" + START_TLS);
		Assertions.assertThat(outcome.sent())
			.endsWith("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><encryption-required/></failure>" + PROCEED);
	}

	@Test
	void closesWhenCredentialsComeAgain() {
		String auth = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGEAYg==</auth>";
		Outcome outcome = server(HEADER + auth + auth + START_TLS);
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.CLOSE);
		Assertions.assertThat(outcome.sent()).containsOnlyOnce("<failure").contains("<policy-violation");
		Assertions.assertThat(outcome.left()).isEqualTo(START_TLS);
	}

	@Test
	void closesWithTheStream() {
		Outcome outcome = server(HEADER + "</stream:stream>");
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.CLOSE);
		Assertions.assertThat(outcome.sent()).endsWith("</stream:features></stream:stream>");
	}

	@ParameterizedTest
	@CsvSource({ "jabber:client,jabber:server,invalid-namespace", "etherx,example,invalid-namespace",
			"<stream:stream,<stream:streams,invalid-namespace", "version='1.0',,unsupported-version",
			"version='1.0',version='0.9',unsupported-version" })
	void refusesOtherStreams(String from, String to, String condition) {
		Outcome outcome = server(HEADER.replace(from, Objects.requireNonNullElse(to, "")));
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.FAIL);
		Assertions.assertThat(outcome.sent())
			.isEqualTo(serverHeader("localhost") + "<stream:error><" + condition
					+ " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<!DOCTYPE a [<!ENTITY b 'c'>]>", "<!-- -->", "<![CDATA[a]]>", "<?php?>",
			"<a><!-- --></a>", "<a><?b?></a>", "<a><![CDATA[a]]></a>" })
	void refusesXmlThatNoStreamMayHave(String xml) {
		Outcome outcome = server(HEADER + xml);
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.FAIL);
		Assertions.assertThat(outcome.detail()).contains("(expected: no comment, CDATA, DTD");
		Assertions.assertThat(outcome.sent())
			.endsWith("</stream:features><stream:error>"
					+ "<restricted-xml xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
	}

	@Test
	void awaitsTheEndOfATag() {
		Assertions.assertThat(server(HEADER + "<a").next()).isEqualTo(Step.Next.CONTINUE);
		Assertions.assertThat(server(HEADER + "<a<").detail()).isEqualTo("'<' in a tag");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<a>&b;</a>", "<a>&#65;</a>", "<a b='&c;'/>", "<a b='&amp'/>", "<a b='<'/>", "<a b=c/>",
			"<a b='c' b='d'/>", "<a b='c'd='e'/>", "<a><b></a></b>", "< a/>", "<></>", "<a:b/>", "<:b/>", "<a:/>",
			"<a:b:c xmlns:a='d'/>", "<1/>", "text", "<a>\1</a>", "<a b='\0'/>", "<a><b<c/></a>", "<a//>", "<a b/>",
			"<a xmlns:c='d' xmlns:c='e'/>" })
	void givesUpAboutWhatIsNoElement(String xml) {
		Outcome outcome = server(HEADER + xml);
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.FAIL);
		Assertions.assertThat(outcome.sent())
			.endsWith("</stream:features><stream:error>"
					+ "<bad-format xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1\r\n", "\26\3\1", "<!DOCTYPE html>", "<html>",
			"<?xml version='1.0' encoding='UTF-16'?>", "<?xml version='1.0'?><?xml version='1.0'?>",
			"<?xml-stylesheet href='a'?>", "</stream:stream>",
			"<stream:stream xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:client' version='1.0'/>" })
	void givesUpAboutWhatIsNoStream(String text) {
		Outcome outcome = server(text);
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.FAIL);
		Assertions.assertThat(outcome.sent()).startsWith(serverHeader("localhost") + "<stream:error>");
	}

	@Test
	void givesUpAboutTooMuch() {
		Assertions.assertThat(server("<stream:stream a='" + "x".repeat(3000)).detail())
			.isEqualTo("a message has more than 2048 octets");
		Assertions.assertThat(server(HEADER + "<a>".repeat(400)).detail())
			.isEqualTo("more than 16 elements in each other");
	}

	@Test
	void speaksToServersAsServer() {
		XmppNegotiator servers = XmppNegotiator.ofServers();
		StartTlsDialogue server = servers.server(StartTlsServerSettings.DEFAULTS);
		StartTlsDialogue client = servers.client(new StartTlsClientSettings("a.example", "b.example", 8192));
		Outcome asked = Outcome.pieces(client);
		Assertions.assertThat(asked.sent())
			.contains("xmlns='jabber:server'")
			.contains("from='a.example' to='b.example'");
		Outcome answered = Outcome.pieces(server, Outcome.bytes(asked.sent()));
		Assertions.assertThat(answered.sent()).contains("from='b.example'").endsWith(FEATURES);
	}

	@Test
	void asksAsClientAndBeginsAnewAfterTheHandshake() {
		StartTlsDialogue dialogue = client();
		Outcome outcome = Outcome.pieces(dialogue, Outcome.bytes(serverHeader("im.example") + FEATURES + PROCEED));
		Assertions.assertThat(outcome).isEqualTo(new Outcome(CLIENT_HEADER + START_TLS, Step.Next.UPGRADE, "", null));
		Step step = dialogue.secured(null);
		Assertions.assertThat(step.next()).isEqualTo(Step.Next.CONTINUE);
		Assertions.assertThat(step.bytes().remaining()).isEqualTo(CLIENT_HEADER.length());
		String header = HEADER.replace("to=", "from=");
		String features = "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms></stream:features>";
		Outcome secured = Outcome.pieces(new StartTlsDialogue() {

			@Override
			public Step received(ByteBuffer bytes) {
				return dialogue.received(bytes);
			}

		}, Outcome.bytes("<?xml version='1.0'?>" + header + features));
		Assertions.assertThat(secured).isEqualTo(new Outcome("", Step.Next.DONE, "", null));
		Assertions.assertThat(dialogue.greeting()).isEqualTo(Outcome.bytes(header + features));
	}

	@Test
	void findsTlsHoweverTheFeaturesAreWritten() {
		Assertions
			.assertThat(
					client(HEADER + "<features xmlns=\"http://etherx.jabber.org/streams\"><a xmlns='b'>c &amp; d</a>"
							+ "<t:starttls xmlns:t=\"urn:ietf:params:xml:ns:xmpp-tls\"></t:starttls></features>"
							+ PROCEED)
						.next())
			.isEqualTo(Step.Next.UPGRADE);
	}

	@Test
	void tellsAsClientWhatIsWrong() {
		String sasl = "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/><c xmlns='d'/></stream:features>";
		assertWrong(HEADER + sasl, FailureReason.STARTTLS_STRIPPED, "the server's features are 'mechanisms, c'");
		assertWrong(HEADER + FEATURES.replace("xmpp-tls", "xmpp-tlsx"), FailureReason.STARTTLS_STRIPPED, "'starttls'");
		assertWrong(HEADER + "<stream:features/>", FailureReason.STARTTLS_STRIPPED, "''");
		assertWrong(HEADER.replace("version='1.0'", ""), FailureReason.STARTTLS_STRIPPED, "version");
		assertWrong(HEADER + FEATURES + PROCEED.replace("proceed", "failure"), FailureReason.STARTTLS_REFUSED,
				"'failure'");
		assertWrong(HEADER + FEATURES + "<proceed/>", FailureReason.STARTTLS_MALFORMED, "'proceed' to starttls");
		assertWrong(HEADER + "<stream:error><host-unknown xmlns='a'/></stream:error>", FailureReason.STARTTLS_MALFORMED,
				"'host-unknown'");
		assertWrong(HEADER + "<iq/>", FailureReason.STARTTLS_MALFORMED, "'iq'");
		assertWrong(HEADER + "</stream:stream>", FailureReason.STARTTLS_MALFORMED, "ends the stream");
		assertWrong(HEADER.replace("client", "server"), FailureReason.STARTTLS_MALFORMED, "namespaces");
		assertWrong(HEADER + "<!DOCTYPE lolz [<!ENTITY lol 'lol'>]>", FailureReason.STARTTLS_MALFORMED, "'<!'");
		assertWrong(HEADER + "<stream:features><" + "x".repeat(500) + "/></stream:features>",
				FailureReason.STARTTLS_STRIPPED, "xxx...");
	}

	@Test
	void refusesSettingsThatCannotBe() {
		StartTlsServerSettings optional = new StartTlsServerSettings(false, "localhost", null, List.of(), null, null,
				2048, 50);
		Assertions.assertThatIllegalArgumentException()
			.isThrownBy(() -> this.negotiator.check(optional))
			.withMessageStartingWith("requireTls: false (expected: true");
		Assertions.assertThatIllegalArgumentException()
			.isThrownBy(() -> this.negotiator.check(settings("<a>")))
			.withMessageStartingWith("capabilities: '<a>' is XML with an element that ends too early");
		this.negotiator.check(settings("<register xmlns='http://jabber.org/features/iq-register'/>"));
	}

	@Test
	void announcesCapabilities() {
		StartTlsDialogue dialogue = this.negotiator.server(settings("<a xmlns='b'/>"));
		Assertions.assertThat(Outcome.pieces(dialogue, Outcome.bytes(HEADER)).sent())
			.endsWith("</starttls><a xmlns='b'/></stream:features>");
	}

	@Test
	void neverThrows() {
		Outcome.fuzz(this::server, Outcome.bytes(HEADER + START_TLS),
				Outcome.bytes("<?xml version='1.0'?>" + HEADER + "<iq a='b'>c<d/></iq>"));
		Outcome.fuzz(this::client, Outcome.bytes(HEADER + FEATURES + PROCEED));
	}

	private static Recording server(String protocol, String namespace) {
		return new Recording("server of " + protocol,
				() -> new XmppServer(namespace, StartTlsServerSettings.DEFAULTS, new Random(6)),
				Outcome.bytes(" <?xml version='1.0'?>\n" + HEADER.replace("jabber:client", namespace) + START_TLS),
				new byte[0]);
	}

	private static Recording client(String protocol, String namespace) {
		String header = "<?xml version='1.0'?>" + HEADER.replace("jabber:client", namespace);
		return Recording.client(protocol, header + FEATURES + PROCEED,
				header + "<stream:features><a/></stream:features>");
	}

	private static StartTlsServerSettings settings(String capability) {
		return new StartTlsServerSettings(true, "localhost", null, List.of(capability), null, null, 2048, 50);
	}

	private static String serverHeader(String from) {
		byte[] octets = new byte[16];
		new Random(6).nextBytes(octets);
		return SERVER_HEADER.formatted(HexFormat.of().formatHex(octets), from);
	}

	private StartTlsDialogue server() {
		return new XmppServer("jabber:client", StartTlsServerSettings.DEFAULTS, new Random(6));
	}

	private Outcome server(String text) {
		return Outcome.of(this::server, text);
	}

	private StartTlsDialogue client() {
		return this.negotiator.client(StartTlsClientSettings.of("im.example"));
	}

	private Outcome client(String text) {
		return Outcome.of(this::client, text);
	}

	private void assertWrong(String text, FailureReason reason, String detail) {
		Assertions.assertThat(client(text).detail()).contains(detail).hasSizeLessThan(250);
		StartTlsDialogue dialogue = client();
		ByteBuffer bytes = ByteBuffer.wrap(Outcome.bytes(text));
		Step step = dialogue.begin();
		while (step.next() == Step.Next.CONTINUE && bytes.hasRemaining()) {
			step = dialogue.received(bytes);
		}
		Assertions.assertThat(step.reason()).isEqualTo(reason);
	}

}
