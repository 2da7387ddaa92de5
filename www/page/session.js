// Flags that this visitor has switched off, for this browser session and nobody else. A cookie says so to the Worker, which
// serves the snapshot accordingly: the whole way of a kill switch, without a token in the page and without harm to others.

export const COOKIE = 'burgee-off';
const MOST = 20;

/**
 * @param {string | null} header a `Cookie` header or `document.cookie`
 * @returns {string[]} keys, sorted; whether there are such flags is for others to say
 */
export function switchedOff(header) {
  const start = `${COOKIE}=`;
  const pair = (header ?? '').split(/;\s*/).find((one) => one.startsWith(start));
  try {
    const keys = JSON.parse(decodeURIComponent(pair?.slice(start.length) ?? ''));
    if (!Array.isArray(keys)) return [];
    return [...new Set(keys.filter((key) => typeof key === 'string'))].sort().slice(0, MOST);
  } catch {
    return [];
  }
}

/** @param {string[]} keys */
export function switchCookie(keys) {
  const value = encodeURIComponent(JSON.stringify(keys));
  return `${COOKIE}=${value}; Path=/; SameSite=Lax${keys.length ? '' : '; Max-Age=0'}`;
}
