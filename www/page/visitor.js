// The user that the visitor plays. The page stores it in a cookie, so that the Worker decides for the same user.

/** @typedef {{ targetingKey: string, email: string, tier: string, country: string }} Visitor */

const COOKIE = 'burgee-visitor';
export const TIERS = ['free', 'basic', 'premium', 'enterprise'];
export const COUNTRIES = ['DE', 'FR', 'JP', 'BR', 'IN', 'KE', 'US'];

/** @type {Visitor} */
const FIRST_VISITOR = { targetingKey: 'user-17', email: 'user-17@example.com', tier: 'free', country: 'DE' };

/**
 * A visitor from an untrusted value: a field that is not a short string gets the first visitor's value.
 * @param {unknown} value
 * @returns {Visitor}
 */
function visitorFrom(value) {
  const input = /** @type {{ [name: string]: unknown }} */ (typeof value === 'object' && value !== null ? value : {});
  const field = (/** @type {keyof Visitor} */ name) => {
    const text = input[name];
    return typeof text === 'string' && text.length <= 200 ? text : FIRST_VISITOR[name];
  };
  return { targetingKey: field('targetingKey'), email: field('email'), tier: field('tier'), country: field('country') };
}

/**
 * @param {string | null | undefined} header a `Cookie` header or `document.cookie`
 * @returns {Visitor}
 */
export function readVisitor(header) {
  const start = `${COOKIE}=`;
  const pair = (header ?? '').split(/;\s*/).find((one) => one.startsWith(start));
  try {
    return visitorFrom(JSON.parse(decodeURIComponent(pair?.slice(start.length) ?? '')));
  } catch {
    return FIRST_VISITOR;
  }
}

/** @param {Visitor} visitor */
export function visitorCookie(visitor) {
  return `${COOKIE}=${encodeURIComponent(JSON.stringify(visitor))}; Path=/; Max-Age=31536000; SameSite=Lax`;
}
