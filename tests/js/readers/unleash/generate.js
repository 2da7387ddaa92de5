/** Client features and users of them, each made from a number. */
import { random } from '../../../../pkg/cli/prove/random.js';
import { STATIC } from './sdk.js';

/** @typedef {ReturnType<typeof random>} Random */

const NAMES = ['dark-mode', 'beta', 'größe', '新功能', '🚀', 'checkout.v2'];
const TEXTS = ['pro', 'free', 'PRO', ' pro ', 'Straße', 'ÉCOLE', 'école', '12', '1.5', 'e', '', 'a,b', 'x'.repeat(300)];
const NUMBERS = ['12', '12.0', ' 7 ', '-3', '1e3', '0x10', '', 'abc', '.5', '007', 12, 0.5];
const VERSIONS = [
  '1.2.3',
  '1.2.3-beta.2',
  '1.2.3-beta.10',
  '2.0.0',
  'v2.0.0',
  '1.2',
  '01.2.3',
  '1.2.3+build',
  'none',
  '10.0.0-rc',
];
const DATES = [
  '2026-11-01T00:00:00.000Z',
  '2026-11-01T02:00:00+02:00',
  '2026-11-02',
  'never',
  '2026-10-31T23:59:59.999Z',
];
const PATTERNS = [
  '^user-\\d+$',
  'é',
  '@(example|corp)\\.com$',
  '(?i)PRO',
  '^[[:alpha:]]+$',
  '(open',
  '(?=a)b',
  '(a)\\1',
  '^$',
  '\\bbeta\\b',
  '(?s)a.b',
  '^.{3,5}$',
];
const ADDRESSES = [
  '10.1.2.3',
  '10.0.0.0',
  '192.168.0.7',
  '2001:db8::1',
  '2001:DB8:0:1::42',
  '::ffff:10.1.2.3',
  '::1',
  'localhost',
  '256.1.1.1',
  '010.1.2.3',
  '',
];
const BLOCKS = [
  '10.0.0.0/8',
  '192.168.0.0/16',
  '10.1.2.3',
  '2001:db8::/32',
  '::/0',
  '0.0.0.0/0',
  '::ffff:0:0/96',
  '::1',
  'localhost',
  '10.0.0.0/33',
  '',
];
/** From 10 to 90 a hundred random draws hardly ever agree. */
const PERCENTAGES = ['0', '10', '33', '50', '66.6', '90', '100', 25, '', '-5', '250'];
const FIELDS = ['userId', 'sessionId', 'environment', 'plan', 'email', 'company', 'absent'];
const STICKINESS = ['default', 'default', 'userId', 'sessionId', 'company', 'remoteAddress'];

const NOW = Date.UTC(2026, 10, 1);

/** @param {Random} draw @param {() => any} make @param {number} most */
const some = (draw, make, most) => Array.from({ length: draw.below(most + 1) }, make);

/** @type {{ [kind: string]: (draw: Random) => any }} */
const CONSTRAINTS = {
  equal: (draw) => ({
    operator: draw.one(['IN', 'NOT_IN']),
    contextName: draw.one(FIELDS),
    values: some(draw, () => draw.one([...TEXTS, 'user-7', 'default']), 4),
  }),
  text: (draw) => ({
    operator: draw.one(['STR_STARTS_WITH', 'STR_ENDS_WITH', 'STR_CONTAINS']),
    contextName: draw.one([...FIELDS, 'age']),
    values: some(draw, () => draw.one([...TEXTS, '@EXAMPLE.com', 'user', '1', 'Σ']), 3),
    caseInsensitive: draw.chance(0.5),
  }),
  number: (draw) => ({
    operator: `NUM_${draw.one(['EQ', 'GT', 'GTE', 'LT', 'LTE'])}`,
    contextName: draw.one(['age', 'age', 'plan']),
    value: draw.one(NUMBERS),
  }),
  version: (draw) => ({
    operator: `SEMVER_${draw.one(['EQ', 'GT', 'GTE', 'LT', 'LTE'])}`,
    contextName: 'version',
    value: draw.one(VERSIONS),
  }),
  date: (draw) => ({
    operator: draw.one(['DATE_AFTER', 'DATE_BEFORE']),
    contextName: draw.one(['currentTime', 'plan']),
    value: draw.one(DATES),
  }),
  pattern: (draw) => ({ operator: 'REGEX', contextName: draw.one(FIELDS), ...pattern(draw) }),
  address: (draw) => ({
    operator: 'IN_CIDR',
    contextName: 'remoteAddress',
    values: some(draw, () => draw.one(BLOCKS), 3),
  }),
  unknown: () => ({ operator: 'NEARLY', contextName: 'plan', values: ['pro'] }),
};

/** Without regard to case only in ASCII: more is reported. @param {Random} draw */
function pattern(draw) {
  const value = draw.one(PATTERNS);
  return { value, caseInsensitive: draw.chance(0.3) && !value.includes('é') };
}

/** @param {Random} draw */
function constraint(draw) {
  const kinds = Object.keys(CONSTRAINTS).filter((kind) => kind !== 'unknown' || draw.chance(0.2));
  return { ...CONSTRAINTS[draw.one(kinds)](draw), inverted: draw.chance(0.3) };
}

/** @type {{ [name: string]: (draw: Random) => any }} */
const PARAMETERS = {
  default: () => ({}),
  userWithId: (draw) => ({
    userIds: draw.one(['user-1, user-2 ,user-3', '', 'user-7,', 'José-5,🙂6', ' user-8 ,user-9 ']),
  }),
  gradualRolloutUserId: (draw) => ({ percentage: draw.one(PERCENTAGES), groupId: draw.one(['g', '', 'größe']) }),
  gradualRolloutSessionId: (draw) => ({ percentage: draw.one(PERCENTAGES), groupId: draw.one(['g', undefined]) }),
  gradualRolloutRandom: (draw) => ({ percentage: draw.one(['0', '100']) }),
  flexibleRollout: (draw) => ({
    rollout: draw.one(PERCENTAGES),
    stickiness: draw.one([...STICKINESS, undefined, '']),
    groupId: draw.one(['g', 'beta', '龍', '', undefined]),
  }),
  remoteAddress: (draw) => ({
    IPs: some(draw, () => draw.one([...BLOCKS, ...ADDRESSES]), 4).join(draw.one([',', ' , '])),
  }),
  custom: () => ({ any: 'thing' }),
};

/** @param {Random} draw @param {any[]} segments */
function strategy(draw, segments) {
  const name = draw.one([...Object.keys(PARAMETERS), 'flexibleRollout', 'flexibleRollout']);
  return {
    name,
    ...(draw.chance(0.3) && { title: `for ${draw.below(100)}` }),
    parameters: PARAMETERS[name](draw),
    constraints: some(draw, () => constraint(draw), 2),
    ...(draw.chance(0.3) && {
      segments: some(draw, () => draw.one([...segments.map(({ id }) => id), ...(draw.chance(0.1) ? [404] : [])]), 2),
    }),
    ...(draw.chance(0.4) && { variants: variants(draw) }),
  };
}

/** @type {{ [type: string]: (draw: Random) => string }} */
const PAYLOADS = {
  string: (draw) => draw.one(TEXTS),
  csv: (draw) => draw.one(['a,b', 'c']),
  number: (draw) => draw.one(['1', '2.5', '-7', '1e3']),
  json: (draw) => draw.one(['{"a": [1, "x"]}', '[]', '5', '"text"', 'null', '{"grüße": true}']),
};

/** @param {Random} draw */
function variants(draw) {
  const type = draw.one([...Object.keys(PAYLOADS), undefined]);
  const stickiness = draw.one([...STICKINESS, undefined]);
  const names = ['blue', 'red', 'grün', 'four', 'blue'].slice(0, draw.below(6));
  return names.map((name) => ({
    name,
    weight: draw.one([100, 250, 333, 334, 0, 500]),
    ...(stickiness && { stickiness }),
    ...(type && !draw.chance(0.03) && { payload: { type, value: PAYLOADS[type](draw) } }),
    ...(draw.chance(0.15) && { overrides: [{ contextName: draw.one(FIELDS), values: ['user-7', 'pro', '12'] }] }),
  }));
}

/** @param {Random} draw @param {string} name @param {any[]} segments */
function feature(draw, name, segments) {
  const dependency = () => ({
    feature: draw.one([...NAMES, ...(draw.chance(0.1) ? ['gone'] : [])]),
    ...(draw.chance(0.3) && { enabled: draw.chance(0.5) }),
    ...(draw.chance(0.5) && { variants: some(draw, () => draw.one(['blue', 'red', 'disabled', 'none']), 3) }),
  });
  return {
    name,
    enabled: draw.chance(0.93),
    description: `about ${name}`,
    strategies: some(draw, () => strategy(draw, segments), 3),
    ...(draw.chance(0.5) && { variants: variants(draw) }),
    ...(draw.chance(0.25) && { dependencies: some(draw, dependency, 2) }),
  };
}

/** @param {number} number */
export function features(number) {
  const draw = random(`features ${number}`);
  const segments = [1, 2, 3].map((id) => ({
    id,
    ...(id < 3 && { name: 'people' }),
    constraints: some(draw, () => constraint(draw), 2),
  }));
  return { version: 2, features: NAMES.map((name) => feature(draw, name, segments)), segments };
}

/** @param {number} number */
export function user(number) {
  const draw = random(`user ${number}`);
  const maybe = (/** @type {number} */ share, /** @type {() => any} */ make) =>
    draw.chance(share) ? make() : undefined;
  const id = () =>
    draw.one([
      `user-${number % 12}`,
      `user-${number}`,
      `user-${number}`,
      `José-${number}`,
      `🙂${number % 9}`,
      `${number}龍`,
      `${number}`,
      `${'long '.repeat(200)}${number}`,
      '',
      'İ',
      'true',
    ]);
  return {
    ...STATIC,
    userId: maybe(0.9, id),
    sessionId: maybe(0.8, id),
    remoteAddress: maybe(0.8, () => draw.one(ADDRESSES)),
    currentTime: new Date(NOW + draw.one([-1, 0, 1, 86_400_000, -86_400_000])),
    properties: {
      plan: maybe(0.8, () => draw.one(TEXTS)),
      company: maybe(0.8, id),
      age: maybe(0.8, () => draw.one(NUMBERS)),
      email: maybe(0.8, () =>
        draw.one(['a@example.com', 'A@EXAMPLE.COM', 'b@corp.com', 'ΟΔΟΣ', 'a\nb', 'İ@example.com']),
      ),
      version: maybe(0.8, () => draw.one(VERSIONS)),
    },
  };
}
