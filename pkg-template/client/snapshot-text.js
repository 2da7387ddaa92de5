/** @param {unknown} snapshot @returns {string | undefined} */
export const urlOf = (snapshot) =>
  snapshot instanceof URL || (typeof snapshot === 'string' && /^\s*[^\s{]/.test(snapshot))
    ? String(snapshot)
    : undefined;

/**
 * The text of an inline snapshot: a text, an object, an element that contains the text, or (with a scope) its selector.
 * @param {any} snapshot @param {any} [scope] @returns {string | undefined}
 */
export function textIn(snapshot, scope) {
  const found = scope && urlOf(snapshot) ? scope.document?.querySelector(snapshot) : snapshot;
  const text = found?.textContent ?? found;
  return (text && typeof text === 'object' ? JSON.stringify(text) : typeof text === 'string' && text) || undefined;
}
