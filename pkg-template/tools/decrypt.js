/**
 * Decrypts GrowthBook's payloads before they are read: AES-128-CBC, key in base64, text as `iv.ciphertext`, both in base64. The
 * core never sees keys.
 */
import { ToolsError } from './error.js';

/** The encrypted members of a payload, and their plain names. */
const MEMBERS = /** @type {const} */ ({
  encryptedFeatures: 'features',
  encryptedExperiments: 'experiments',
  encryptedSavedGroups: 'savedGroups',
  encryptedContextualBandits: 'contextualBandits',
});

/** A text that is encrypted completely: 16 bytes of IV, then the ciphertext. */
const ENCRYPTED_TEXT = /^\s*"?([A-Za-z0-9+/]{22}==\.[A-Za-z0-9+/=]+)"?\s*$/;

/**
 * Returns the plain text; a text without encrypted parts is returned unchanged.
 * @param {string} text @param {string} [key]
 * @throws {ToolsError} without the right key
 */
export async function decrypted(text, key) {
  const [, encryptedText] = ENCRYPTED_TEXT.exec(text) ?? [];
  if (encryptedText) return payloadOf(await opened('the file', encryptedText, key));
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
    // The reader reports where it is broken.
    return null;
  }
}

/** A completely encrypted text is a payload, or only its features. @param {any} opened */
const payloadOf = (opened) =>
  written(Object.values(MEMBERS).some((name) => opened?.[name]) ? opened : { features: opened });

/** @param {unknown} value */
const written = (value) => JSON.stringify(value, null, 2);

/** @param {string} what for people @param {string} encrypted @param {string} [key] */
async function opened(what, encrypted, key) {
  if (!key)
    throw new ToolsError(`${what} is encrypted: it needs a key (\`decryptionKey\`, or \`--key\` of \`burgee import\`)`);
  try {
    return JSON.parse(await decrypt(encrypted, key));
  } catch {
    throw new ToolsError(
      `${what} cannot be decrypted: the key belongs to another SDK connection, or the text is incomplete`,
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
