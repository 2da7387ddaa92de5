/**
 * Each file of this folder exports a `peer`: one way to decide the workload's flags.
 *
 * @typedef {import('../workload.js').Workload} Workload
 * @typedef {import('../workload.js').Flag} Flag
 * @typedef {import('../workload.js').User} User
 *
 * A peer with loaded flags. Reads return a promise if the peer's API does.
 * @typedef {object} Ready
 * @property {(user: any) => any} context prepares a user; returns the user itself if the peer has no such call
 * @property {(context: any, flag: Flag) => any} read `true` or `false` for a switch and a rollout, the name of the variant for a split
 * @property {(context: any) => any} [all] every flag's value in one call
 * @property {(text: string) => any} [reload] loads another snapshot
 * @property {() => unknown} [close]
 *
 * @typedef {object} Peer
 * @property {string} name
 * @property {string} [package] the npm package in bench/package.json
 * @property {'itself' | 'floor'} [role] Burgee, or a lower bound; all others are peers
 * @property {string} [note] how the measurement differs from the others'
 * @property {(workload: Workload) => string | Promise<string>} snapshot the flags in its own format, as text
 * @property {(user: User) => any} user a user in the form that an application passes to this API
 * @property {(text: string) => Ready | Promise<Ready>} start loads the text
 */

/** File names of the peers, in the order of the tables. */
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
