/**
 * What the client allows to be reported. The client writes it, its user views read it.
 * @typedef {object} Gate
 * @property {Consent | undefined} consent `undefined`: the site does not ask for consent
 * @property {boolean} prerendering a page that is rendered ahead may never be shown
 * @property {boolean} closed
 *
 * @typedef {import('../client.js').Consent} Consent
 */

/** Any value other than the three states counts as `unknown`. @param {any} value @returns {Consent | undefined} */
export const consentOf = (value) =>
  value == null ? undefined : value === 'granted' || value === 'denied' ? value : 'unknown';
