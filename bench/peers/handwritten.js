/**
 * Hand-written code for this workload alone: no operators, no types, no errors, no reasons, and no other JSON than the
 * workload's own. It shows how fast plain JavaScript can be.
 */

/** @type {import('./peer.js').Peer} */
export const peer = {
  name: 'hand-written JavaScript',
  role: 'floor',
  note: 'only this workload: no operators, types, errors or reasons',
  snapshot: ({ flags }) => JSON.stringify(Object.fromEntries(flags.map(({ key, ...flag }) => [key, flag]))),
  user: (user) => user,
  start(text) {
    let flags = read(text);
    return {
      context: (user) => user,
      read: (user, { key }) => decide(flags.get(key), user),
      all(user) {
        const values = new Map();
        for (const flag of flags.values()) values.set(flag.key, decide(flag, user));
        return values;
      },
      reload(other) {
        flags = read(other);
      },
    };
  },
};

/** @param {string} text @returns {Map<string, any>} */
const read = (text) => new Map(Object.entries(JSON.parse(text)).map(([key, flag]) => [key, prepare(key, flag)]));

/** @param {string} key @param {any} flag */
function prepare(key, { kind, on, countries, plans, percent, shares }) {
  let end = 0;
  return {
    key,
    kind,
    on,
    countries: new Set(countries),
    plans: new Set(plans),
    salted: hash(0x811c9dc5, `${key}/`),
    limit: ((percent ?? 0) / 100) * 2 ** 32,
    cuts: (shares ?? []).map((/** @type {[string, number]} */ [variant, share]) => {
      end += share;
      return { variant, end: (end / 100) * 2 ** 32 };
    }),
  };
}

/** @param {any} flag @param {any} user */
function decide(flag, user) {
  if (flag.kind === 'switch') return flag.on;
  if (flag.kind === 'rollout') {
    return (
      flag.countries.has(user.country) &&
      flag.plans.has(user.plan) &&
      position(flag.salted, user.targetingKey) < flag.limit
    );
  }
  const at = position(flag.salted, user.targetingKey);
  for (const { variant, end } of flag.cuts) if (at < end) return variant;
}

/** @param {number} salted @param {string} unit */
function position(salted, unit) {
  let mixed = hash(salted, unit);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** FNV-1a, 32 bits. @param {number} state @param {string} text */
function hash(state, text) {
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state;
}
