/**
 * Decrypts GrowthBook's payloads: AES-128-CBC with a key in base64. An encrypted text is `iv.ciphertext`, both in base64.
 */
import { ToolsError } from './error.js';

/** The encrypted members of a payload, and their plain names. */
const MEMBERS = /** @type {const} */ ({
  encryptedFeatures: 'features',
  encryptedExperiments: 'experiments',
  encryptedSavedGroups: 'savedGroups',
  encryptedContextualBandits: 'contextualBandits',
});

/** A file that is one encrypted text: an initialisation vector of 16 bytes, and the ciphertext. */
const ENCRYPTED_FILE = /^\s*"?([A-Za-z0-9+/]{22}==\.[A-Za-z0-9+/=]+)"?\s*$/;

/**
 * Returns the plain text. A text without encrypted parts is returned as it is.
 * @param {string} text @param {string} [key]
 * @throws {ToolsError} without a key, or with a wrong key
 */
export async function decrypted(text, key) {
  const [, encryptedFile] = ENCRYPTED_FILE.exec(text) ?? [];
  if (encryptedFile) return payloadOf(await decryptJson('the file', encryptedFile, key));
  const payload = parse(text);
  const encrypted = Object.entries(MEMBERS).filter(
    ([name]) => typeof payload?.[name] === 'string' && payload[name] !== '',
  );
  if (encrypted.length === 0) return text;
  for (const [name, plain] of encrypted) {
    payload[plain] = await decryptJson(`\`${name}\``, payload[name], key);
    delete payload[name];
  }
  return print(payload);
}

/** @param {string} text @returns {any} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    // The reader reports the place of the syntax error.
    return null;
  }
}

/** An encrypted file has a payload, or only the features of one. @param {any} content */
const payloadOf = (content) =>
  print(Object.values(MEMBERS).some((name) => content?.[name]) ? content : { features: content });

/** @param {unknown} value */
const print = (value) => JSON.stringify(value, null, 2);

/** @param {string} what the name of the text in messages @param {string} encrypted @param {string} [key] */
async function decryptJson(what, encrypted, key) {
  if (!key)
    throw new ToolsError(`${what} is encrypted: pass the key (\`decryptionKey\`, or \`--key\` of \`burgee import\`)`);
  try {
    return JSON.parse(await decrypt(encrypted, key));
  } catch {
    throw new ToolsError(
      `${what} cannot be decrypted with this key: the key belongs to another SDK connection, or the text is incomplete`,
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
