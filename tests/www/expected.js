// A second implementation of the demo's rules: the tests compare the site with it, not with itself.

const MASK = (1n << 64n) - 1n;

/**
 * FNV-1a over salt, 0xff and unit, then the finaliser of MurmurHash3, of which the high 32 bits are the position.
 * @param {string} salt
 * @param {string} unit
 * @returns {bigint} from 0 to 2^32 - 1
 */
export function position(salt, unit) {
  const encoder = new TextEncoder();
  let hash = 0xcbf29ce484222325n;
  for (const byte of [...encoder.encode(salt), 0xff, ...encoder.encode(unit)]) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & MASK;
  }
  hash = ((hash ^ (hash >> 33n)) * 0xff51afd7ed558ccdn) & MASK;
  hash = ((hash ^ (hash >> 33n)) * 0xc4ceb9fe1a85ec53n) & MASK;
  return (hash ^ (hash >> 33n)) >> 32n;
}

/** The exclusive end of a share's positions. @param {number} percent */
const end = (percent) => (BigInt(percent) << 32n) / 100n;

/** The salt of an experiment is its id. @type {{ [flag: string]: { salt: string, split: [string, number][] } }} */
const SPLITS = {
  checkout_flow: {
    salt: 'checkout-flow',
    split: [
      ['A', 50],
      ['B', 50],
    ],
  },
  pricing_page: {
    salt: 'pricing-page',
    split: [
      ['control', 34],
      ['variant_a', 33],
      ['variant_b', 33],
    ],
  },
};

/**
 * @param {string} flag
 * @param {string} unit
 */
export function splitVariant(flag, unit) {
  const { salt, split } = SPLITS[flag] ?? { salt: flag, split: [] };
  let percent = 0;
  for (const [variant, share] of split) {
    percent += share;
    if (position(salt, unit) < end(percent)) return variant;
  }
  return undefined;
}

/**
 * The smallest share, in per cent, with which a user has `new_dashboard`. With every larger share the user has it too.
 * @param {User} user
 * @returns {number}
 */
export function dashboardFrom({ targetingKey, email }) {
  if (email.endsWith('@company.com')) return 0;
  const at = position('new_dashboard', targetingKey);
  return Array.from({ length: 101 }, (_, percent) => percent).find((percent) => at < end(percent)) ?? Infinity;
}

/** @typedef {{ targetingKey: string, email: string, tier: string, country: string }} User */

const TESTERS = ['user-7', 'user-17', 'user-42', 'user-123', 'user-456', 'user-789'];

/**
 * The variant of each flag for a user.
 * @param {User} user
 * @returns {{ [flag: string]: string | undefined }}
 */
export function expectedVariants({ targetingKey, email, tier, country }) {
  const staff = email.endsWith('@company.com');
  const paying = tier === 'premium' || tier === 'enterprise';
  const onIf = (/** @type {boolean} */ condition) => (condition ? 'on' : 'off');
  return {
    new_dashboard: onIf(staff || position('new_dashboard', targetingKey) < end(10)),
    beta_feature: onIf(TESTERS.includes(targetingKey)),
    premium_feature: onIf(paying),
    internal_tool: onIf(staff),
    checkout_flow: splitVariant('checkout_flow', targetingKey),
    pricing_page: splitVariant('pricing_page', targetingKey),
    advanced_feature: onIf(staff || (paying && ['DE', 'FR', 'JP'].includes(country))),
  };
}
