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

package io.tlsboot.x509;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * The DNS names and IP addresses of a certificate or a request (RFC 5280, section
 * 4.2.1.6). Other kinds of names are left out.
 */
final class AlternativeNames {

	private static final int DNS = 2;

	private static final int IP = 7;

	private static final int LONGEST_HOST = 253;

	private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

	private static final Pattern HOST = Pattern.compile("(?:\\*\\.)?" + LABEL + "(?:\\." + LABEL + ")*");

	private static final Pattern NUMBERS = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)");

	private final List<String> dnsNames;

	private final List<InetAddress> addresses;

	private AlternativeNames(List<String> dnsNames, List<InetAddress> addresses) {
		this.dnsNames = List.copyOf(dnsNames);
		this.addresses = List.copyOf(addresses);
	}

	/**
	 * Return the names of a certificate.
	 * @param certificate the certificate
	 * @return the names, none when the extension is malformed
	 */
	static AlternativeNames of(X509Certificate certificate) {
		List<String> dnsNames = new ArrayList<>();
		List<InetAddress> addresses = new ArrayList<>();
		try {
			Collection<List<?>> all = certificate.getSubjectAlternativeNames();
			for (List<?> entry : (all != null) ? all : List.<List<?>>of()) {
				if (Integer.valueOf(DNS).equals(entry.get(0))) {
					dnsNames.add(String.valueOf(entry.get(1)));
				}
				else if (Integer.valueOf(IP).equals(entry.get(0))) {
					add(addresses, String.valueOf(entry.get(1)));
				}
			}
		}
		catch (CertificateParsingException ex) {
			return new AlternativeNames(List.of(), List.of());
		}
		return new AlternativeNames(dnsNames, addresses);
	}

	private static void add(List<InetAddress> addresses, String literal) {
		try {
			// The platform shows an entry of another length with a slash in it. That
			// is no literal: a name service would be asked for it.
			if (literal.indexOf('/') >= 0) {
				return;
			}
			addresses.add(InetAddress.getByName(literal));
		}
		catch (UnknownHostException ex) {
			// A malformed entry names nobody.
		}
	}

	/**
	 * Return the names of an extension.
	 * @param names the extension's value
	 * @return the names
	 */
	static AlternativeNames of(List<GeneralName> names) {
		List<String> dnsNames = new ArrayList<>();
		List<InetAddress> addresses = new ArrayList<>();
		for (GeneralName name : names) {
			if (name.getTagNo() == GeneralName.dNSName && name.getName() instanceof ASN1String text) {
				dnsNames.add(text.getString());
			}
			else if (name.getTagNo() == GeneralName.iPAddress && name.getName() instanceof ASN1OctetString octets) {
				try {
					addresses.add(InetAddress.getByAddress(octets.getOctets()));
				}
				catch (UnknownHostException ex) {
					// A malformed entry names nobody.
				}
			}
		}
		return new AlternativeNames(dnsNames, addresses);
	}

	/**
	 * Return the alternative name for a host.
	 * @param host a DNS name, possibly with a wildcard as its first label, or an IP
	 * address
	 * @return the name, or {@code null} if it is neither
	 */
	static @Nullable GeneralName ofHost(String host) {
		if (IPAddress.isValid(host)) {
			return new GeneralName(GeneralName.iPAddress, host);
		}
		boolean named = host.length() <= LONGEST_HOST && HOST.matcher(host).matches()
				&& !NUMBERS.matcher(host).matches();
		return named ? new GeneralName(GeneralName.dNSName, host) : null;
	}

	List<String> dnsNames() {
		return this.dnsNames;
	}

	List<InetAddress> addresses() {
		return this.addresses;
	}

	List<String> all() {
		List<String> names = new ArrayList<>();
		this.dnsNames.forEach((name) -> names.add("DNS:" + name));
		this.addresses.forEach((address) -> names.add("IP:" + address.getHostAddress()));
		return List.copyOf(names);
	}

}
