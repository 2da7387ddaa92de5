/** What GrowthBook does to a payload: AES-128-CBC, as `iv.ciphertext` in base64. */
const { subtle } = crypto;

/** @param {string} text @param {string} key */
export async function encrypted(text, key) {
  const iv = crypto.getRandomValues(new Uint8Array(16));
  const imported = await subtle.importKey('raw', Buffer.from(key, 'base64'), 'AES-CBC', false, ['encrypt']);
  const ciphertext = await subtle.encrypt({ name: 'AES-CBC', iv }, imported, new TextEncoder().encode(text));
  return `${Buffer.from(iv).toString('base64')}.${Buffer.from(ciphertext).toString('base64')}`;
}
