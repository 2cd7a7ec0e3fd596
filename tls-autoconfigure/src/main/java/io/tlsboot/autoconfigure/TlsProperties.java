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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tlsboot.client.ClientMode;
import io.tlsboot.client.ClientProxy;
import io.tlsboot.client.ClientSettings;
import io.tlsboot.context.BlockingThreads;
import io.tlsboot.ledger.LedgerSettings;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.PostQuantum;
import io.tlsboot.options.ProtocolNegotiationSupport;
import io.tlsboot.options.SessionResumption;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.ConnectionLimits;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.ProxyHeader;
import io.tlsboot.server.ProxyProtocol;
import io.tlsboot.server.Transport;
import io.tlsboot.starttls.TlsPolicy;
import io.tlsboot.trust.TrustPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.Delimiter;

/**
 * Properties of TLS for Spring Boot. A key that is not known stops the start.
 *
 * @since 0.1.0
 */
@ConfigurationProperties(prefix = "tls", ignoreUnknownFields = false)
public class TlsProperties {

	/**
	 * Options by name: who we are, whom we trust and which TLS we speak.
	 */
	private final Map<String, Options> options = new LinkedHashMap<>();

	/**
	 * Listeners by name.
	 */
	private final Map<String, Listener> listeners = new LinkedHashMap<>();

	/**
	 * Clients by name.
	 */
	private final Map<String, Client> clients = new LinkedHashMap<>();

	/**
	 * Whether options must complete a handshake with themselves, in memory, before they
	 * go into service.
	 */
	private boolean selfTest = true;

	/**
	 * How many threads serve connections of blocking handlers at most, before Java 21;
	 * since then each connection has a virtual thread.
	 */
	private int blockingThreads = BlockingThreads.DEFAULT_LIMIT;

	private final Ledger ledger = new Ledger();

	private final Dev dev = new Dev();

	private final Debug debug = new Debug();

	@NestedConfigurationProperty
	private final ObservationProperties.Events events = new ObservationProperties.Events();

	@NestedConfigurationProperty
	private final ObservationProperties.Health health = new ObservationProperties.Health();

	public Ledger getLedger() {
		return this.ledger;
	}

	public ObservationProperties.Events getEvents() {
		return this.events;
	}

	public ObservationProperties.Health getHealth() {
		return this.health;
	}

	public Map<String, Options> getOptions() {
		return this.options;
	}

	public Map<String, Listener> getListeners() {
		return this.listeners;
	}

	public Map<String, Client> getClients() {
		return this.clients;
	}

	public boolean isSelfTest() {
		return this.selfTest;
	}

	public void setSelfTest(boolean selfTest) {
		this.selfTest = selfTest;
	}

	public int getBlockingThreads() {
		return this.blockingThreads;
	}

	public void setBlockingThreads(int blockingThreads) {
		this.blockingThreads = blockingThreads;
	}

	public Dev getDev() {
		return this.dev;
	}

	public Debug getDebug() {
		return this.debug;
	}

	/**
	 * Options of one side of TLS connections.
	 */
	public static class Options {

		/**
		 * Certificate chain as PEM, DER, PKCS#12 or JKS, in any order: one location or a
		 * list of them, such as "file:/etc/tls/edge.crt" or "classpath:edge.crt", the PEM
		 * text itself, or "base64:" and the encoded content. May hold the private key
		 * too.
		 */
		@Delimiter(Delimiter.NONE)
		private List<String> certificate = new ArrayList<>();

		/**
		 * Private key as PEM or DER (PKCS#8, PKCS#1 or SEC1), PKCS#12 or JKS, given in
		 * the same ways as the certificate; where the first certificate is if left out.
		 */
		private @Nullable String privateKey;

		/**
		 * Password of an encrypted private key, or of the PKCS#12 or JKS that holds it.
		 */
		private @Nullable String privateKeyPassword;

		private final Keystore keystore = new Keystore();

		/**
		 * SSL bundle of Spring Boot, below "spring.ssl.bundle", to take certificate,
		 * private key and trust roots from, instead of "certificate" and "keystore".
		 */
		private @Nullable String bundle;

		/**
		 * Certificates at which a peer's chain must end: "platform" for those of this
		 * machine, "jvm" for those of the JVM, PEM or DER given in the same ways as the
		 * certificate, a pattern such as "file:/etc/tls/roots/*.pem", or a directory such
		 * as "file:/etc/tls/roots/". What may be missing has "optional:" in front.
		 * Clients trust the platform if left out.
		 */
		private @Nullable List<String> trustRoots;

		/**
		 * How many certificates may stand between a peer's certificate and the trusted
		 * one at the end of its chain, self-issued ones not counted.
		 */
		private int maximumIntermediates = TrustPolicy.DEFAULT.maximumIntermediates();

		/**
		 * Whether a peer's chain may end at a trusted certificate that is not
		 * self-issued.
		 */
		private boolean allowPartialChain;

		/**
		 * Shortest RSA key in a peer's chain, where it is longer than the default.
		 */
		private @Nullable Integer raiseRsaBitsTo;

		/**
		 * Shortest RSA key in a peer's chain, even where it is shorter than the default
		 * and known to be weak.
		 */
		private @Nullable Integer insecurelyLowerRsaBitsTo;

		/**
		 * Whether SHA-1 signatures are accepted in a peer's chain.
		 */
		private boolean insecurelyAllowSha1;

		/**
		 * Whether a chain must also keep what RFC 5280 demands of authorities, and the
		 * CA/Browser Forum of the certificates of a server's chain.
		 */
		private boolean strictTrustProfile;

		/**
		 * Whether clients accept every server, so that anybody on the way can read and
		 * change what is sent. Not for listeners, not beside trust roots, and not under a
		 * production profile.
		 */
		private boolean insecurelySkipVerification;

		/**
		 * Whether a listener asks its clients for a certificate; "need" if left out and
		 * trust roots are given, else "none".
		 */
		private @Nullable ClientAuthentication clientAuth;

		/**
		 * Oldest version of TLS, where it is newer than the default.
		 */
		private @Nullable TlsVersion raiseMinimumTo;

		/**
		 * Oldest version of TLS, even where it is older than the default and known to be
		 * weak.
		 */
		private @Nullable TlsVersion insecurelyLowerMinimumTo;

		/**
		 * Newest version of TLS, included, for peers that fail with newer ones.
		 */
		private @Nullable TlsVersion lowerMaximumSecurityTo;

		/**
		 * Application protocols to negotiate (ALPN), most wanted first; none are
		 * negotiated if left out.
		 */
		private List<String> acceptableProtocols = new ArrayList<>();

		/**
		 * Mechanisms by which application protocols are negotiated. NPN is for peers of
		 * TLS 1.2 that do not know ALPN.
		 */
		private Set<ProtocolNegotiationSupport> protocolNegotiation = new LinkedHashSet<>(
				CertificateOptions.DEFAULT_PROTOCOL_NEGOTIATION);

		/**
		 * Cipher suites, most wanted first, as a cipher string of OpenSSL such as
		 * "ECDHE+AESGCM", in which names of IANA may stand too.
		 */
		private @Nullable String acceptableCiphers;

		/**
		 * Group for finite field Diffie-Hellman with clients of TLS 1.2 that know no
		 * elliptic curves: its name, or the location, text or "base64:" of PEM
		 * parameters.
		 */
		private @Nullable String dhParameters;

		/**
		 * Locations of further certificates of the own chain, or the certificates
		 * themselves.
		 */
		@Delimiter(Delimiter.NONE)
		private @Nullable List<String> extraChain;

		/**
		 * Groups of the key exchange, most wanted first.
		 */
		private List<String> groups = new ArrayList<>();

		/**
		 * Whether the key exchange must be hybrid, safe from quantum computers too.
		 */
		private PostQuantum postQuantum = PostQuantum.PREFER;

		/**
		 * Resumption of earlier sessions.
		 */
		private final Resumption resumption = new Resumption();

		/**
		 * Stricter options that handshakes are held against, to count who would be
		 * refused.
		 */
		private final ReportOnly reportOnly = new ReportOnly();

		/**
		 * Implementation of TLS.
		 */
		private EngineChoice engine = EngineChoice.AUTO;

		public List<String> getCertificate() {
			return this.certificate;
		}

		public void setCertificate(List<String> certificate) {
			this.certificate = certificate;
		}

		public @Nullable String getPrivateKey() {
			return this.privateKey;
		}

		public void setPrivateKey(@Nullable String privateKey) {
			this.privateKey = privateKey;
		}

		public @Nullable String getPrivateKeyPassword() {
			return this.privateKeyPassword;
		}

		public void setPrivateKeyPassword(@Nullable String privateKeyPassword) {
			this.privateKeyPassword = privateKeyPassword;
		}

		public Keystore getKeystore() {
			return this.keystore;
		}

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

		public @Nullable List<String> getTrustRoots() {
			return this.trustRoots;
		}

		public void setTrustRoots(@Nullable List<String> trustRoots) {
			this.trustRoots = trustRoots;
		}

		public int getMaximumIntermediates() {
			return this.maximumIntermediates;
		}

		public void setMaximumIntermediates(int maximumIntermediates) {
			this.maximumIntermediates = maximumIntermediates;
		}

		public boolean isAllowPartialChain() {
			return this.allowPartialChain;
		}

		public void setAllowPartialChain(boolean allowPartialChain) {
			this.allowPartialChain = allowPartialChain;
		}

		public @Nullable Integer getRaiseRsaBitsTo() {
			return this.raiseRsaBitsTo;
		}

		public void setRaiseRsaBitsTo(@Nullable Integer raiseRsaBitsTo) {
			this.raiseRsaBitsTo = raiseRsaBitsTo;
		}

		public @Nullable Integer getInsecurelyLowerRsaBitsTo() {
			return this.insecurelyLowerRsaBitsTo;
		}

		public void setInsecurelyLowerRsaBitsTo(@Nullable Integer insecurelyLowerRsaBitsTo) {
			this.insecurelyLowerRsaBitsTo = insecurelyLowerRsaBitsTo;
		}

		public boolean isInsecurelyAllowSha1() {
			return this.insecurelyAllowSha1;
		}

		public void setInsecurelyAllowSha1(boolean insecurelyAllowSha1) {
			this.insecurelyAllowSha1 = insecurelyAllowSha1;
		}

		public boolean isStrictTrustProfile() {
			return this.strictTrustProfile;
		}

		public void setStrictTrustProfile(boolean strictTrustProfile) {
			this.strictTrustProfile = strictTrustProfile;
		}

		public boolean isInsecurelySkipVerification() {
			return this.insecurelySkipVerification;
		}

		public void setInsecurelySkipVerification(boolean insecurelySkipVerification) {
			this.insecurelySkipVerification = insecurelySkipVerification;
		}

		public @Nullable ClientAuthentication getClientAuth() {
			return this.clientAuth;
		}

		public void setClientAuth(@Nullable ClientAuthentication clientAuth) {
			this.clientAuth = clientAuth;
		}

		public @Nullable TlsVersion getRaiseMinimumTo() {
			return this.raiseMinimumTo;
		}

		public void setRaiseMinimumTo(@Nullable TlsVersion raiseMinimumTo) {
			this.raiseMinimumTo = raiseMinimumTo;
		}

		public @Nullable TlsVersion getInsecurelyLowerMinimumTo() {
			return this.insecurelyLowerMinimumTo;
		}

		public void setInsecurelyLowerMinimumTo(@Nullable TlsVersion insecurelyLowerMinimumTo) {
			this.insecurelyLowerMinimumTo = insecurelyLowerMinimumTo;
		}

		public @Nullable TlsVersion getLowerMaximumSecurityTo() {
			return this.lowerMaximumSecurityTo;
		}

		public void setLowerMaximumSecurityTo(@Nullable TlsVersion lowerMaximumSecurityTo) {
			this.lowerMaximumSecurityTo = lowerMaximumSecurityTo;
		}

		public List<String> getAcceptableProtocols() {
			return this.acceptableProtocols;
		}

		public void setAcceptableProtocols(List<String> acceptableProtocols) {
			this.acceptableProtocols = acceptableProtocols;
		}

		public EngineChoice getEngine() {
			return this.engine;
		}

		public Set<ProtocolNegotiationSupport> getProtocolNegotiation() {
			return this.protocolNegotiation;
		}

		public void setProtocolNegotiation(Set<ProtocolNegotiationSupport> protocolNegotiation) {
			this.protocolNegotiation = protocolNegotiation;
		}

		public @Nullable String getDhParameters() {
			return this.dhParameters;
		}

		public void setDhParameters(@Nullable String dhParameters) {
			this.dhParameters = dhParameters;
		}

		public @Nullable List<String> getExtraChain() {
			return this.extraChain;
		}

		public void setExtraChain(@Nullable List<String> extraChain) {
			this.extraChain = extraChain;
		}

		public @Nullable String getAcceptableCiphers() {
			return this.acceptableCiphers;
		}

		public void setAcceptableCiphers(@Nullable String acceptableCiphers) {
			this.acceptableCiphers = acceptableCiphers;
		}

		public List<String> getGroups() {
			return this.groups;
		}

		public void setGroups(List<String> groups) {
			this.groups = groups;
		}

		public PostQuantum getPostQuantum() {
			return this.postQuantum;
		}

		public void setPostQuantum(PostQuantum postQuantum) {
			this.postQuantum = postQuantum;
		}

		public ReportOnly getReportOnly() {
			return this.reportOnly;
		}

		public Resumption getResumption() {
			return this.resumption;
		}

		public void setEngine(EngineChoice engine) {
			this.engine = engine;
		}

	}

	/**
	 * Whether later connections of a peer may go on with an earlier session.
	 */
	public static class Resumption {

		/**
		 * Whether they may.
		 */
		private boolean enabled = SessionResumption.DEFAULT.enabled();

		/**
		 * How long a session can be resumed, at most 7 days.
		 */
		private Duration lifetime = SessionResumption.DEFAULT.lifetime();

		/**
		 * How many sessions are kept in memory; those in tickets need none.
		 */
		private int cacheSize = SessionResumption.DEFAULT.cacheSize();

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public Duration getLifetime() {
			return this.lifetime;
		}

		public void setLifetime(Duration lifetime) {
			this.lifetime = lifetime;
		}

		public int getCacheSize() {
			return this.cacheSize;
		}

		public void setCacheSize(int cacheSize) {
			this.cacheSize = cacheSize;
		}

	}

	/**
	 * A key store with certificate chain and private key, instead of both.
	 */
	public static class Keystore {

		/**
		 * Location of the key store, such as "file:/etc/tls/edge.p12", or "base64:" and
		 * its encoded content.
		 */
		private @Nullable String location;

		/**
		 * Type the key store must have; recognised by its content if left out.
		 */
		private @Nullable KeystoreType type;

		/**
		 * Password of the key store and of its private key.
		 */
		private @Nullable String password;

		/**
		 * Name of the private key's entry, where there is more than one.
		 */
		private @Nullable String alias;

		public @Nullable String getLocation() {
			return this.location;
		}

		public void setLocation(@Nullable String location) {
			this.location = location;
		}

		public @Nullable KeystoreType getType() {
			return this.type;
		}

		public void setType(@Nullable KeystoreType type) {
			this.type = type;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

		public @Nullable String getAlias() {
			return this.alias;
		}

		public void setAlias(@Nullable String alias) {
			this.alias = alias;
		}

	}

	/**
	 * The types of key stores that can be read.
	 */
	public enum KeystoreType {

		/** PKCS#12 (RFC 7292). */
		PKCS12,

		/** The JDK's own type of old. */
		JKS

	}

	/**
	 * A listener.
	 */
	public static class Listener {

		/**
		 * Endpoint string of Twisted's, such as "ssl:8443:privateKey=server.pem", instead
		 * of address, port, backlog and options.
		 */
		private @Nullable String endpoint;

		/**
		 * Local address to listen on; every address if left out.
		 */
		private @Nullable String address;

		/**
		 * Local port to listen on, 0 for any free one.
		 */
		private @Nullable Integer port;

		/**
		 * How many connections may wait to be accepted.
		 */
		private @Nullable Integer backlog;

		/**
		 * Name of the options; the options named "default" if left out.
		 */
		private @Nullable String options;

		/**
		 * Options for clients that ask for a server name: by the name, or by a pattern
		 * such as "*.example.com".
		 */
		private final Map<String, ServerName> serverNames = new LinkedHashMap<>();

		/**
		 * Whether clients are refused that ask for another server name, or for none.
		 */
		private boolean strictServerName;

		/**
		 * How connections begin.
		 */
		private ListenerSettings.Mode mode = ListenerSettings.Mode.TLS;

		/**
		 * Protocol in which connections go over to TLS with mode "starttls", such as
		 * "smtp"; the handler does it if left out.
		 */
		private @Nullable String protocol;

		/**
		 * Whether clients that do not go over to TLS are refused, with mode "starttls"
		 * and a protocol; if not, the handler gets them in clear.
		 */
		private boolean requireTls = true;

		/**
		 * What is said before the switch to TLS.
		 */
		@NestedConfigurationProperty
		private final StartTlsProperties.Listener starttls = new StartTlsProperties.Listener();

		/**
		 * How long a client may take for its handshake.
		 */
		private Duration handshakeTimeout = ListenerSettings.DEFAULT_HANDSHAKE_TIMEOUT;

		/**
		 * How many connections may be open at the same time, handshakes in progress
		 * included; those above are refused.
		 */
		private int maxConnections = ConnectionLimits.DEFAULT.maxConnections();

		/**
		 * How many connections may be in their handshake at the same time; those above
		 * are refused.
		 */
		private @Nullable Integer maxConcurrentHandshakes;

		/**
		 * How the listener talks to the operating system.
		 */
		private Transport transport = Transport.AUTO;

		/**
		 * Whether other listeners may listen on the same port (SO_REUSEPORT).
		 */
		private boolean reusePort;

		/**
		 * Header of the PROXY protocol that each connection begins with.
		 */
		private ProxyProtocol proxyProtocol = ProxyProtocol.NONE;

		/**
		 * Addresses of the proxies that send this header, such as "10.0.0.5" or
		 * "10.0.0.0/8"; nobody else may connect.
		 */
		private List<String> proxyProtocolFrom = new ArrayList<>();

		/**
		 * How long a connection may be idle after its handshake: nothing received, and
		 * nothing sent. For ever if left out.
		 */
		private @Nullable Duration idleTimeout;

		/**
		 * Backend that the bytes of connections are forwarded to, instead of a handler:
		 * "host:port" or "[IPv6 address]:port" for one in clear, "client://" and the name
		 * of a client for one with TLS.
		 */
		private @Nullable String forwardTo;

		/**
		 * How long TCP may take to connect to a backend in clear.
		 */
		private @Nullable Duration forwardConnectTimeout;

		/**
		 * Header of the PROXY protocol that tells a backend in clear whose connection it
		 * is.
		 */
		private ProxyHeader forwardProxyProtocol = ProxyHeader.NONE;

		/**
		 * Stricter options that this listener's handshakes are held against, instead of
		 * those of its options.
		 */
		private final ReportOnly reportOnly = new ReportOnly();

		public ReportOnly getReportOnly() {
			return this.reportOnly;
		}

		public @Nullable Duration getIdleTimeout() {
			return this.idleTimeout;
		}

		public void setIdleTimeout(@Nullable Duration idleTimeout) {
			this.idleTimeout = idleTimeout;
		}

		public @Nullable String getEndpoint() {
			return this.endpoint;
		}

		public void setEndpoint(@Nullable String endpoint) {
			this.endpoint = endpoint;
		}

		public @Nullable Integer getBacklog() {
			return this.backlog;
		}

		public void setBacklog(@Nullable Integer backlog) {
			this.backlog = backlog;
		}

		public @Nullable String getAddress() {
			return this.address;
		}

		public void setAddress(@Nullable String address) {
			this.address = address;
		}

		public @Nullable Integer getPort() {
			return this.port;
		}

		public void setPort(@Nullable Integer port) {
			this.port = port;
		}

		public @Nullable String getOptions() {
			return this.options;
		}

		public void setOptions(@Nullable String options) {
			this.options = options;
		}

		public Map<String, ServerName> getServerNames() {
			return this.serverNames;
		}

		public boolean isStrictServerName() {
			return this.strictServerName;
		}

		public void setStrictServerName(boolean strictServerName) {
			this.strictServerName = strictServerName;
		}

		public @Nullable String getProtocol() {
			return this.protocol;
		}

		public void setProtocol(@Nullable String protocol) {
			this.protocol = protocol;
		}

		public boolean isRequireTls() {
			return this.requireTls;
		}

		public void setRequireTls(boolean requireTls) {
			this.requireTls = requireTls;
		}

		public StartTlsProperties.Listener getStarttls() {
			return this.starttls;
		}

		public ListenerSettings.Mode getMode() {
			return this.mode;
		}

		public void setMode(ListenerSettings.Mode mode) {
			this.mode = mode;
		}

		public Duration getHandshakeTimeout() {
			return this.handshakeTimeout;
		}

		public void setHandshakeTimeout(Duration handshakeTimeout) {
			this.handshakeTimeout = handshakeTimeout;
		}

		public int getMaxConnections() {
			return this.maxConnections;
		}

		public void setMaxConnections(int maxConnections) {
			this.maxConnections = maxConnections;
		}

		public @Nullable Integer getMaxConcurrentHandshakes() {
			return this.maxConcurrentHandshakes;
		}

		public void setMaxConcurrentHandshakes(@Nullable Integer maxConcurrentHandshakes) {
			this.maxConcurrentHandshakes = maxConcurrentHandshakes;
		}

		public Transport getTransport() {
			return this.transport;
		}

		public void setTransport(Transport transport) {
			this.transport = transport;
		}

		public boolean isReusePort() {
			return this.reusePort;
		}

		public void setReusePort(boolean reusePort) {
			this.reusePort = reusePort;
		}

		public ProxyProtocol getProxyProtocol() {
			return this.proxyProtocol;
		}

		public void setProxyProtocol(ProxyProtocol proxyProtocol) {
			this.proxyProtocol = proxyProtocol;
		}

		public List<String> getProxyProtocolFrom() {
			return this.proxyProtocolFrom;
		}

		public void setProxyProtocolFrom(List<String> proxyProtocolFrom) {
			this.proxyProtocolFrom = proxyProtocolFrom;
		}

		public @Nullable String getForwardTo() {
			return this.forwardTo;
		}

		public void setForwardTo(@Nullable String forwardTo) {
			this.forwardTo = forwardTo;
		}

		public @Nullable Duration getForwardConnectTimeout() {
			return this.forwardConnectTimeout;
		}

		public void setForwardConnectTimeout(@Nullable Duration forwardConnectTimeout) {
			this.forwardConnectTimeout = forwardConnectTimeout;
		}

		public ProxyHeader getForwardProxyProtocol() {
			return this.forwardProxyProtocol;
		}

		public void setForwardProxyProtocol(ProxyHeader forwardProxyProtocol) {
			this.forwardProxyProtocol = forwardProxyProtocol;
		}

	}

	/**
	 * What a server name is served with.
	 */
	public static class ServerName {

		/**
		 * Name of the options; the options named "default" if left out.
		 */
		private @Nullable String options;

		public @Nullable String getOptions() {
			return this.options;
		}

		public void setOptions(@Nullable String options) {
			this.options = options;
		}

	}

	/**
	 * A client.
	 */
	public static class Client {

		/**
		 * Endpoint string of Twisted's, such as "tls:example.com:443", instead of host,
		 * port, server name, options, connect timeout and bind address.
		 */
		private @Nullable String endpoint;

		/**
		 * Host name or address to connect to.
		 */
		private @Nullable String host;

		/**
		 * Port to connect to.
		 */
		private @Nullable Integer port;

		/**
		 * Name or address that the server's certificate must say, sent as server name
		 * unless it is an address; the host if left out.
		 */
		private @Nullable String serverName;

		/**
		 * Name of the options; the options named "default" if left out.
		 */
		private @Nullable String options;

		/**
		 * How connections begin.
		 */
		private ClientMode mode = ClientMode.TLS;

		/**
		 * Protocol in which connections go over to TLS with mode "starttls", such as
		 * "smtp"; whoever uses the client does it if left out.
		 */
		private @Nullable String protocol;

		/**
		 * What happens where the server does not offer TLS, or refuses it, with mode
		 * "starttls" and a protocol.
		 */
		private TlsPolicy tlsPolicy = TlsPolicy.REQUIRE;

		/**
		 * What is said before the switch to TLS.
		 */
		@NestedConfigurationProperty
		private final StartTlsProperties.Client starttls = new StartTlsProperties.Client();

		/**
		 * How long TCP may take to connect.
		 */
		private @Nullable Duration connectTimeout;

		/**
		 * How long the handshake may take after that.
		 */
		private Duration handshakeTimeout = ClientSettings.DEFAULT_HANDSHAKE_TIMEOUT;

		/**
		 * How long a connection may be idle after its handshake: nothing received, and
		 * nothing sent. For ever if left out.
		 */
		private @Nullable Duration idleTimeout;

		/**
		 * Local IP address to connect from.
		 */
		private @Nullable String bindAddress;

		/**
		 * How often to try again when the host is not found or TCP does not connect.
		 */
		private int connectRetries;

		private final Proxy proxy = new Proxy();

		public int getConnectRetries() {
			return this.connectRetries;
		}

		public void setConnectRetries(int connectRetries) {
			this.connectRetries = connectRetries;
		}

		public Proxy getProxy() {
			return this.proxy;
		}

		public @Nullable Duration getIdleTimeout() {
			return this.idleTimeout;
		}

		public void setIdleTimeout(@Nullable Duration idleTimeout) {
			this.idleTimeout = idleTimeout;
		}

		public @Nullable String getEndpoint() {
			return this.endpoint;
		}

		public void setEndpoint(@Nullable String endpoint) {
			this.endpoint = endpoint;
		}

		public @Nullable String getBindAddress() {
			return this.bindAddress;
		}

		public void setBindAddress(@Nullable String bindAddress) {
			this.bindAddress = bindAddress;
		}

		public @Nullable String getHost() {
			return this.host;
		}

		public void setHost(@Nullable String host) {
			this.host = host;
		}

		public @Nullable Integer getPort() {
			return this.port;
		}

		public void setPort(@Nullable Integer port) {
			this.port = port;
		}

		public @Nullable String getServerName() {
			return this.serverName;
		}

		public void setServerName(@Nullable String serverName) {
			this.serverName = serverName;
		}

		public ClientMode getMode() {
			return this.mode;
		}

		public void setMode(ClientMode mode) {
			this.mode = mode;
		}

		public @Nullable String getProtocol() {
			return this.protocol;
		}

		public void setProtocol(@Nullable String protocol) {
			this.protocol = protocol;
		}

		public TlsPolicy getTlsPolicy() {
			return this.tlsPolicy;
		}

		public void setTlsPolicy(TlsPolicy tlsPolicy) {
			this.tlsPolicy = tlsPolicy;
		}

		public StartTlsProperties.Client getStarttls() {
			return this.starttls;
		}

		public @Nullable String getOptions() {
			return this.options;
		}

		public void setOptions(@Nullable String options) {
			this.options = options;
		}

		public @Nullable Duration getConnectTimeout() {
			return this.connectTimeout;
		}

		public void setConnectTimeout(@Nullable Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
		}

		public Duration getHandshakeTimeout() {
			return this.handshakeTimeout;
		}

		public void setHandshakeTimeout(Duration handshakeTimeout) {
			this.handshakeTimeout = handshakeTimeout;
		}

	}

	/**
	 * A proxy that a client connects through.
	 */
	public static class Proxy {

		/**
		 * What the proxy speaks.
		 */
		private ClientProxy.@Nullable Type type;

		/**
		 * Host name or address of the proxy.
		 */
		private @Nullable String host;

		/**
		 * Port of the proxy.
		 */
		private @Nullable Integer port;

		/**
		 * User that the proxy knows.
		 */
		private @Nullable String username;

		/**
		 * Password of that user, sent to the proxy in clear.
		 */
		private @Nullable String password;

		/**
		 * Hosts that are connected to without the proxy; a star stands for any
		 * characters.
		 */
		private List<String> nonProxyHosts = new ArrayList<>();

		public ClientProxy.@Nullable Type getType() {
			return this.type;
		}

		public void setType(ClientProxy.@Nullable Type type) {
			this.type = type;
		}

		public @Nullable String getHost() {
			return this.host;
		}

		public void setHost(@Nullable String host) {
			this.host = host;
		}

		public @Nullable Integer getPort() {
			return this.port;
		}

		public void setPort(@Nullable Integer port) {
			this.port = port;
		}

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = username;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

		public List<String> getNonProxyHosts() {
			return this.nonProxyHosts;
		}

		public void setNonProxyHosts(List<String> nonProxyHosts) {
			this.nonProxyHosts = nonProxyHosts;
		}

	}

	/**
	 * Help for finding faults.
	 */
	public static class Debug {

		/**
		 * File that the secrets of all connections are appended to, with which Wireshark
		 * decrypts a recording. Refused under a production profile.
		 */
		private @Nullable Path keyLogFile;

		public @Nullable Path getKeyLogFile() {
			return this.keyLogFile;
		}

		public void setKeyLogFile(@Nullable Path keyLogFile) {
			this.keyLogFile = keyLogFile;
		}

	}

	/**
	 * Development certificates.
	 */
	public static class Dev {

		/**
		 * Whether options without a certificate use a development certificate, made on
		 * this machine for this machine. Refused under a production profile.
		 */
		private boolean enabled;

		/**
		 * Directory that the development certificates are kept in; below the build
		 * directory if left out.
		 */
		private @Nullable Path directory;

		/**
		 * Further names for the development certificate, each ending in ".localhost" or
		 * ".test".
		 */
		private List<String> names = new ArrayList<>();

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable Path getDirectory() {
			return this.directory;
		}

		public void setDirectory(@Nullable Path directory) {
			this.directory = directory;
		}

		public List<String> getNames() {
			return this.names;
		}

		public void setNames(List<String> names) {
			this.names = names;
		}

	}

	/**
	 * Stricter options that nobody is refused by yet.
	 */
	public static class ReportOnly {

		/**
		 * Oldest version of TLS that would be accepted.
		 */
		private @Nullable TlsVersion raiseMinimumTo;

		/**
		 * Whether the key exchange would have to be safe from quantum computers.
		 */
		private @Nullable PostQuantum postQuantum;

		/**
		 * Whether clients would have to present a certificate; they must be asked for one
		 * already.
		 */
		private @Nullable ClientAuthentication clientAuth;

		/**
		 * Cipher suites that would be accepted, in the syntax of OpenSSL.
		 */
		private @Nullable String acceptableCiphers;

		/**
		 * Whose certificates would be trusted.
		 */
		private @Nullable List<String> trustRoots;

		public @Nullable TlsVersion getRaiseMinimumTo() {
			return this.raiseMinimumTo;
		}

		public void setRaiseMinimumTo(@Nullable TlsVersion raiseMinimumTo) {
			this.raiseMinimumTo = raiseMinimumTo;
		}

		public @Nullable PostQuantum getPostQuantum() {
			return this.postQuantum;
		}

		public void setPostQuantum(@Nullable PostQuantum postQuantum) {
			this.postQuantum = postQuantum;
		}

		public @Nullable ClientAuthentication getClientAuth() {
			return this.clientAuth;
		}

		public void setClientAuth(@Nullable ClientAuthentication clientAuth) {
			this.clientAuth = clientAuth;
		}

		public @Nullable String getAcceptableCiphers() {
			return this.acceptableCiphers;
		}

		public void setAcceptableCiphers(@Nullable String acceptableCiphers) {
			this.acceptableCiphers = acceptableCiphers;
		}

		public @Nullable List<String> getTrustRoots() {
			return this.trustRoots;
		}

		public void setTrustRoots(@Nullable List<String> trustRoots) {
			this.trustRoots = trustRoots;
		}

	}

	/**
	 * What is remembered of handshakes.
	 */
	public static class Ledger {

		/**
		 * How many of the last handshakes that failed are kept, for the endpoint.
		 */
		private int failures = LedgerSettings.DEFAULTS.failures();

		/**
		 * How many of the last handshakes that succeeded are kept, for the endpoint.
		 */
		private int sessions = LedgerSettings.DEFAULTS.sessions();

		/**
		 * Whether the handshakes of everything else in this JVM that uses JSSE are
		 * counted. On by default where the JVM has the module jdk.jfr.
		 */
		private @Nullable Boolean jvmWide;

		public int getFailures() {
			return this.failures;
		}

		public void setFailures(int failures) {
			this.failures = failures;
		}

		public int getSessions() {
			return this.sessions;
		}

		public void setSessions(int sessions) {
			this.sessions = sessions;
		}

		public @Nullable Boolean getJvmWide() {
			return this.jvmWide;
		}

		public void setJvmWide(@Nullable Boolean jvmWide) {
			this.jvmWide = jvmWide;
		}

	}

}
