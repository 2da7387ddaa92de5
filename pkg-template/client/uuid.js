/**
 * A version 4 UUID. `randomUUID` exists only in secure contexts, `getRandomValues` on plain http too: one way for both.
 * @param {Crypto} crypto
 */
export function uuid(crypto) {
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte + 256).toString(16).slice(1)).join(
    '',
  );
  // The version and the variant 10xx replace random bits.
  return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
}
