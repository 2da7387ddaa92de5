/**
 * A short name for a text in storage keys (FNV-1a, 32 bits): URLs may contain tokens, and other scripts of the page can
 * read its storage.
 * @param {string} text
 */
export function hashed(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
