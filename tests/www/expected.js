// What the demo's rules mean, said a second time and slowly: the tests compare the site with this, never with itself.

const MASK = (1n << 64n) - 1n;

/**
 * @param {string} salt
 * @param {string} unit
 * @returns {number} from 0 to 100
 */
export function position(salt, unit) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(`${salt}\u0000${unit}`)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & MASK;
  hash ^= hash >> 33n;
  hash = (hash * 0xff51afd7ed558ccdn) & MASK;
  hash ^= hash >> 33n;
  hash = (hash * 0xc4ceb9fe1a85ec53n) & MASK;
  hash ^= hash >> 33n;
  return (Number(hash >> 32n) / 2 ** 32) * 100;
}

/** @type {{ [flag: string]: [string, number][] }} */
const SPLITS = {
  checkout_flow: [['A', 50], ['B', 50]],
  pricing_page: [['control', 34], ['variant_a', 33], ['variant_b', 33]],
};

/**
 * @param {string} flag
 * @param {string} unit
 */
export function splitVariant(flag, unit) {
  let end = 0;
  for (const [variant, percent] of SPLITS[flag] ?? []) {
    end += percent;
    if (position(flag, unit) < end) return variant;
  }
  return undefined;
}

/** @typedef {{ targetingKey: string, email: string, tier: string, country: string }} User */

const TESTERS = ['user-7', 'user-17', 'user-42', 'user-123', 'user-456', 'user-789'];

/**
 * Each flag's variant for a user.
 * @param {User} user
 * @returns {{ [flag: string]: string | undefined }}
 */
export function expectedVariants({ targetingKey, email, tier, country }) {
  const staff = email.endsWith('@company.com');
  const paying = tier === 'premium' || tier === 'enterprise';
  const onIf = (/** @type {boolean} */ yes) => (yes ? 'on' : 'off');
  return {
    new_dashboard: onIf(staff || position('new_dashboard', targetingKey) < 10),
    beta_feature: onIf(TESTERS.includes(targetingKey)),
    premium_feature: onIf(paying),
    internal_tool: onIf(staff),
    checkout_flow: splitVariant('checkout_flow', targetingKey),
    pricing_page: splitVariant('pricing_page', targetingKey),
    advanced_feature: onIf(staff || (paying && ['DE', 'FR', 'JP'].includes(country))),
  };
}
