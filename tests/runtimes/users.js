// The users of the comparison: 10,000 lines of JSON, the same in every run.

export const COUNT = 10_000;

const DAY = 86_400_000;
const NOVEMBER = Date.UTC(2026, 10, 1);

/** Mulberry32 by Tommy Ettinger (public domain): pseudo-random numbers from 0 to 1. @param {number} seed */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Kinds of ids with their weights. @type {[number, (n: number) => unknown][]} */
const IDS = [
  [600, (n) => `user-${n}`],
  [80, (n) => n * 7919],
  [80, (n) => `Zoë-${n}`],
  [80, (n) => `🚩-${n}`],
  [60, (n) => `用户${n}`],
  [50, (n) => `${n}@company.com`],
  [20, (n) => -n],
  [10, () => ''],
  [7, () => undefined],
  [4, (n) => `${n}${'x'.repeat(10_000)}`],
  [4, (n) => `${n}${'ü🚩'.repeat(2_000)}`],
  [3, (n) => n + 0.5],
  [2, () => [1]],
];
const ALL_IDS = IDS.reduce((sum, [often]) => sum + often, 0);

const DOMAINS = [
  'company.com',
  'Partner.COM',
  'example.com',
  'xn--bcher-kva.example',
  'bücher.example',
  'sub.company.com',
];
const NAMES = [
  'Ada',
  'ADA Lovelace',
  'Zoë',
  'ZOË',
  'Eriksson',
  'Weiß',
  'Flag 🚩',
  'Max 42',
  'Zed 42',
  '',
  'x'.repeat(500),
  'İstanbul',
];
const VERSIONS = [
  '2.1.0',
  '2.0.9',
  '2.1.0-beta.1',
  '2.99.0',
  '3.0.0',
  '3.0.0-rc.1',
  '1',
  '2.1',
  'v2.2.0',
  '2.2.0+build',
  'no version',
  210,
];
const SCORES = [0.1, 0.30000000000000004, 0.3, 1e21, 1e20, 5e-324, 0, -0, '0.1', true, false, 1.7976931348623157e308];
const DATES = [
  '2026-02-28T23:59:59.999Z',
  '2026-03-01',
  '2026-06-30T21:59:59.999Z',
  '2026-07-01T00:00:00+02:00',
  '2026-02-30',
  'soon',
  1772323199999,
  1772323200000,
  1782856799999,
];
const ADDRESSES = [
  '10.1.2.3',
  '10.200.0.1',
  '127.0.0.1',
  '2001:db8::1',
  '2001:db8:8000::1',
  '::ffff:10.1.2.3',
  '10.1.2',
  '',
];
const TAGS = [['x'], ['x', 'y'], ['y', 'z'], [], [3], [false, null], ['x', ['y']], 'x', [{ x: 1 }]];
const COUNTRIES = ['DE', 'FR', 'US', 'JP', 'de', null];
const PLANS = ['free', 'pro', 'enterprise', 'Pro', 5];
const AGES = [0, 17, 17.999, 18, 64, 64.5, 64.50000000000001, 65, 999, 1000, -1, '30'];
const DEVICES = ['device-1', 'device-2', 4711, ''];
const ASSIGNED_VERSIONS = [4, 3, 2, 0, -1, 4.5, 2 ** 32 + 4, 1e300, '4', null];
const ASSIGNED_VARIANTS = ['a', 'b', 'c', 'gone', 5];

/** @returns {string[]} */
export function users() {
  const next = random(20261101);
  const below = (/** @type {number} */ bound) => Math.floor(next() * bound);
  /** One of the values in 80 % of the calls, else undefined. @template T @param {readonly T[]} values */
  const maybe = (values) => (next() < 0.8 ? values[below(values.length)] : undefined);
  return Array.from({ length: COUNT }, (_, n) => {
    const domain = maybe(DOMAINS);
    const attributes = {
      targetingKey: id(below(ALL_IDS), n),
      plan: maybe(PLANS),
      country: maybe(COUNTRIES),
      age: maybe(AGES),
      score: maybe(SCORES),
      name: maybe(NAMES),
      signedUp: maybe(DATES),
      ip: maybe(ADDRESSES),
      tags: maybe(TAGS),
      device: maybe(DEVICES),
      beta: maybe([true, false]),
      email: domain && `someone.${n}@${domain}`,
      app: maybe([{ version: maybe(VERSIONS) }, null, 'app']),
      'app.version': next() < 0.1 ? maybe([null, '2.5.0']) : undefined,
      account: next() < 0.5 ? { id: below(900) } : undefined,
    };
    const consent = maybe(['granted', 'denied', 'unknown']);
    const assignments =
      next() < 0.4 ? { kept: { variant: maybe(ASSIGNED_VARIANTS), version: maybe(ASSIGNED_VERSIONS) } } : undefined;
    return JSON.stringify({ now: NOVEMBER - 2 * DAY + below(35 * DAY), consent, attributes, assignments });
  });
}

/** @param {number} at @param {number} n */
function id(at, n) {
  for (const [often, make] of IDS) {
    if (at < often) return make(n);
    at -= often;
  }
}
