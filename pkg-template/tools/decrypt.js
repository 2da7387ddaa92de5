/**
 * GrowthBook's encrypted payloads, before they are read: AES-128-CBC under a key in base64, as `iv.ciphertext`, both in
 * base64. The core knows nothing of keys.
 */
import { ToolsError } from './error.js';

/** What a payload may have encrypted, and how it is called in the clear. */
const MEMBERS = /** @type {const} */ ({
  encryptedFeatures: 'features',
  encryptedExperiments: 'experiments',
  encryptedSavedGroups: 'savedGroups',
  encryptedContextualBandits: 'contextualBandits',
});

/** A text of this form is one that was encrypted as a whole: 16 bytes, and more of them. */
const WHOLE = /^\s*"?([A-Za-z0-9+/]{22}==\.[A-Za-z0-9+/=]+)"?\s*$/;

/**
 * The text in the clear; one in which nothing is encrypted as it is.
 * @param {string} text @param {string} [key]
 * @throws {ToolsError} without a key, or with a wrong one
 */
export async function decrypted(text, key) {
  const [, whole] = WHOLE.exec(text) ?? [];
  if (whole) return payloadOf(await opened('the file', whole, key));
  const payload = parsed(text);
  const encrypted = Object.entries(MEMBERS).filter(
    ([name]) => typeof payload?.[name] === 'string' && payload[name] !== '',
  );
  if (encrypted.length === 0) return text;
  for (const [name, plain] of encrypted) {
    payload[plain] = await opened(`\`${name}\``, payload[name], key);
    delete payload[name];
  }
  return written(payload);
}

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    // Whoever reads it says where it is broken.
    return null;
  }
}

/** What is encrypted as a whole may be a payload, or the features of one. @param {any} opened */
const payloadOf = (opened) =>
  written(Object.values(MEMBERS).some((name) => opened?.[name]) ? opened : { features: opened });

/** @param {unknown} value */
const written = (value) => JSON.stringify(value, null, 2);

/** @param {string} what For a person @param {string} encrypted @param {string} [key] */
async function opened(what, encrypted, key) {
  if (!key)
    throw new ToolsError(
      `${what} is encrypted: a key is needed (\`decryptionKey\`, or \`--key\` of \`burgee import\`)`,
    );
  try {
    return JSON.parse(await decrypt(encrypted, key));
  } catch {
    throw new ToolsError(
      `${what} can't be decrypted with this key: it is that of another SDK connection, or the text is not whole`,
    );
  }
}

/** @param {string} encrypted `iv.ciphertext` @param {string} key */
export async function decrypt(encrypted, key) {
  const [iv, ciphertext] = encrypted.split('.').map(bytes);
  const { subtle } = crypto;
  const imported = await subtle.importKey('raw', bytes(key), 'AES-CBC', false, ['decrypt']);
  return new TextDecoder().decode(await subtle.decrypt({ name: 'AES-CBC', iv }, imported, ciphertext));
}

/** @param {string} base64 */
const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
