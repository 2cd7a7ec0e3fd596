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

import io.tlsboot.context.CertificateWatch;
import io.tlsboot.context.HandshakeEvents;
import io.tlsboot.health.HealthEffect;
import io.tlsboot.health.HealthSettings;
import io.tlsboot.ledger.CertificatesInUse;

/**
 * Properties of what tells how TLS is.
 *
 * @since 0.1.0
 */
public final class ObservationProperties {

	private ObservationProperties() {
	}

	/**
	 * What is published as application events.
	 */
	public static class Events {

		/**
		 * Which handshakes are published: none, those that failed, or all of them.
		 */
		private HandshakeEvents.Kind handshakes = HandshakeEvents.Kind.NONE;

		/**
		 * Which part of these handshakes, from 0 to 1, spread evenly.
		 */
		private double sampleRate = 1;

		/**
		 * How long before its end a certificate in use is published, once for each; and
		 * once more when it has expired. Never if there is none.
		 */
		private List<Duration> expiringWithin = new ArrayList<>(CertificateWatch.DEFAULT_WARNINGS);

		public HandshakeEvents.Kind getHandshakes() {
			return this.handshakes;
		}

		public void setHandshakes(HandshakeEvents.Kind handshakes) {
			this.handshakes = handshakes;
		}

		public double getSampleRate() {
			return this.sampleRate;
		}

		public void setSampleRate(double sampleRate) {
			this.sampleRate = sampleRate;
		}

		public List<Duration> getExpiringWithin() {
			return this.expiringWithin;
		}

		public void setExpiringWithin(List<Duration> expiringWithin) {
			this.expiringWithin = expiringWithin;
		}

	}

	/**
	 * The health of TLS.
	 */
	public static class Health {

		/**
		 * How long before its end a certificate is told to expire soon, by the health
		 * indicator, the lint and the events.
		 */
		private Duration expiringWithin = CertificatesInUse.DEFAULT_WARNING;

		/**
		 * Health when a certificate of our own is not valid, or none of the trust roots
		 * of options is.
		 */
		private HealthEffect expiredStatus = HealthSettings.DEFAULTS.expired();

		/**
		 * Health when a certificate expires soon, or one of several trust roots is not
		 * valid.
		 */
		private HealthEffect expiringStatus = HealthSettings.DEFAULTS.expiring();

		/**
		 * Health when the last reload of options failed, and what was in use before still
		 * is.
		 */
		private HealthEffect reloadFailedStatus = HealthSettings.DEFAULTS.reloadFailed();

		public Duration getExpiringWithin() {
			return this.expiringWithin;
		}

		public void setExpiringWithin(Duration expiringWithin) {
			this.expiringWithin = expiringWithin;
		}

		public HealthEffect getExpiredStatus() {
			return this.expiredStatus;
		}

		public void setExpiredStatus(HealthEffect expiredStatus) {
			this.expiredStatus = expiredStatus;
		}

		public HealthEffect getExpiringStatus() {
			return this.expiringStatus;
		}

		public void setExpiringStatus(HealthEffect expiringStatus) {
			this.expiringStatus = expiringStatus;
		}

		public HealthEffect getReloadFailedStatus() {
			return this.reloadFailedStatus;
		}

		public void setReloadFailedStatus(HealthEffect reloadFailedStatus) {
			this.reloadFailedStatus = reloadFailedStatus;
		}

	}

}
