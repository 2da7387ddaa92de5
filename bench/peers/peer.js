/**
 * What each file of this folder exports as `peer`: one way to decide the workload's flags.
 *
 * @typedef {import('../workload.js').Workload} Workload
 * @typedef {import('../workload.js').Flag} Flag
 * @typedef {import('../workload.js').User} User
 *
 * What is ready to decide. A value may be a promise of it where the peer's own API gives one.
 * @typedef {object} Ready
 * @property {(user: any) => any} context what the peer offers to prepare a user with; the user itself where it offers nothing
 * @property {(context: any, flag: Flag) => any} read `true` or `false` of a switch and a rollout, a variant's name of a split
 * @property {(context: any) => any} [all] every flag's value in one go
 * @property {(text: string) => any} [reload] takes another snapshot
 * @property {() => unknown} [close]
 *
 * @typedef {object} Peer
 * @property {string} name
 * @property {string} [package] the npm package in bench/package.json
 * @property {'itself' | 'floor'} [role] Burgee, or what no evaluator can beat; every other one is a peer
 * @property {string} [note] what is special about how it is asked
 * @property {(workload: Workload) => string | Promise<string>} snapshot the flags in its own format, as text
 * @property {(user: User) => any} user a user as an application would write it for this API
 * @property {(text: string) => Ready | Promise<Ready>} start from text to ready
 */

/** Peers by the name of their file, in the order of the tables. */
export const NAMES = [
  'burgee',
  'burgee-compiled',
  'handwritten',
  'flagd',
  'flagd-generated',
  'amplitude',
  'growthbook',
  'launchdarkly',
  'eppo',
  'unleash',
  'posthog',
  'statsig',
  'devcycle',
];

/** @param {string} name @returns {Promise<Peer>} */
export const load = async (name) => (await import(`./${name}.js`)).peer;
