// The flags that this visitor has switched off, in a session cookie. The Worker reads it and serves this visitor a snapshot
// with these flags off. That is the complete path of a kill switch, without a token in the page and without an effect on others.

const NAME = 'burgee-off';
const MAX_FLAGS = 20;

/**
 * @param {string | null | undefined} header a `Cookie` header or `document.cookie`
 * @returns {string[]} sorted keys; there may be no such flags
 */
export function switchedOffFlags(header) {
  const start = `${NAME}=`;
  const pair = (header ?? '').split(/;\s*/).find((one) => one.startsWith(start));
  try {
    const keys = JSON.parse(decodeURIComponent(pair?.slice(start.length) ?? ''));
    if (!Array.isArray(keys)) return [];
    return [...new Set(keys.filter((key) => typeof key === 'string'))].sort().slice(0, MAX_FLAGS);
  } catch {
    return [];
  }
}

/** @param {string[]} keys */
export function killSwitchCookie(keys) {
  const value = encodeURIComponent(JSON.stringify(keys));
  return `${NAME}=${value}; Path=/; SameSite=Lax${keys.length ? '' : '; Max-Age=0'}`;
}
