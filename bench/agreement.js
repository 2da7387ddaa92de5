/**
 * Checks that a peer decides the workload: it must target exactly the users that the workload targets, and its shares must
 * be the workload's. A peer that disagrees is reported and not timed.
 */
import { targets, workload } from './workload.js';

/** The allowed deviation of a share in percentage points: over all users and flags, and over one flag's 1,000 users. */
export const TOLERANCE = { overall: 1, flag: 7 };

/**
 * @typedef {object} Agreement
 * @property {number} switches wrong values of switches
 * @property {number} missed targeted users without the flag, at 100 %
 * @property {number} strays users with the flag who are not targeted, at either percentage
 * @property {{ [name: string]: number }} shares in percent: `rollout` of the targeted users, and each variant of the splits
 * @property {number} widest the largest deviation of a single flag's share, in percentage points
 * @property {boolean} agrees
 */

/** @param {import('./peers/peer.js').Peer} peer @param {number} [users] how many of the workload's users are asked; with 400, four standard deviations are one point @returns {Promise<Agreement>} */
export async function agreement(peer, users = 1000) {
  const everyone = tally(await answers(peer, workload(1000, 100), users));
  const partial = tally(await answers(peer, workload(1000, 30), users));
  const shares = {
    rollout: partial.rollout.share,
    ...Object.fromEntries(partial.splits.map(({ name, share }) => [name, share])),
  };
  const all = [partial.rollout, ...partial.splits];
  const found = {
    switches: everyone.switches + partial.switches,
    missed: everyone.rollout.targeted - everyone.rollout.on,
    strays: everyone.strays + partial.strays,
    shares,
    widest: Math.max(...all.map(({ widest }) => widest)),
  };
  const close =
    all.every(({ share, due }) => Math.abs(share - due) <= TOLERANCE.overall) && found.widest <= TOLERANCE.flag;
  return { ...found, agrees: found.switches + found.missed + found.strays === 0 && close };
}

/**
 * Evaluates every flag for every user.
 * @param {import('./peers/peer.js').Peer} peer @param {import('./workload.js').Workload} input @param {number} count
 */
async function answers(peer, input, count) {
  const ready = await peer.start(await peer.snapshot(input));
  const users = input.users.slice(0, count);
  const contexts = users.map((user) => ready.context(peer.user(user)));
  const found = [];
  for (const flag of input.flags) {
    const values = [];
    for (const context of contexts) values.push(await ready.read(context, flag));
    found.push({ flag, values, targeted: flag.kind === 'rollout' ? users.map((user) => targets(flag, user)) : [] });
  }
  await ready.close?.();
  return found;
}

/** @param {Awaited<ReturnType<typeof answers>>} found */
function tally(found) {
  let switches = 0,
    strays = 0;
  const rollout = share('rollout', 30);
  /** @type {Map<string, ReturnType<typeof share>>} */
  const splits = new Map();
  for (const { flag, values, targeted } of found) {
    if (flag.kind === 'switch') switches += values.filter((value) => value !== flag.on).length;
    else if (flag.kind === 'rollout') {
      strays += values.filter((value, nth) => !targeted[nth] && value !== false).length;
      rollout.add(
        values.filter((value, nth) => targeted[nth] && value === true).length,
        targeted.filter(Boolean).length,
      );
    } else
      for (const [variant, percent] of flag.shares) {
        const counted = splits.get(variant) ?? share(variant, percent);
        splits.set(variant, counted);
        counted.add(values.filter((value) => value === variant).length, values.length);
      }
  }
  return { switches, strays, rollout, splits: [...splits.values()] };
}

/** Adds up the share of a variant, over all flags and per flag. @param {string} name @param {number} due in percent */
function share(name, due) {
  return {
    name,
    due,
    on: 0,
    targeted: 0,
    widest: 0,
    /** @param {number} on @param {number} targeted */
    add(on, targeted) {
      this.on += on;
      this.targeted += targeted;
      // The share of a few users is not significant.
      if (targeted >= 100)
        this.widest = Math.max(
          this.widest,
          Math.abs((on / targeted) * 100 - due) * Math.sqrt(Math.min(targeted, 1000) / 1000),
        );
    },
    get share() {
      return (this.on / this.targeted) * 100;
    },
  };
}
