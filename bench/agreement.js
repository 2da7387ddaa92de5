/**
 * Whether a peer was told the same flags: asked for every user and flag, it must target exactly whom the workload targets,
 * and its shares must be the workload's. One that disagrees is reported and not timed.
 */
import { targets, workload } from './workload.js';

/** How far a share may be off, in percentage points: of all users and flags together, and of one flag's 1,000 users. */
export const TOLERANCE = { overall: 1, flag: 7 };

/**
 * @typedef {object} Agreement
 * @property {number} switches of a switch, answers that differ from what is set
 * @property {number} missed users whom the condition targets and who were left out, at 100 %
 * @property {number} strays users whom the condition does not target and who were let in, at either percentage
 * @property {{ [name: string]: number }} shares in percent: `rollout` of those targeted, and each variant of the splits
 * @property {number} widest how far the farthest share of a single flag is off, in points
 * @property {boolean} agrees
 */

/** @param {import('./peers/peer.js').Peer} peer @param {number} [users] how many of the workload's: of 400, four standard deviations are a point @returns {Promise<Agreement>} */
export async function agreement(peer, users = 1000) {
  const whole = tally(await answers(peer, workload(1000, 100), users));
  const parted = tally(await answers(peer, workload(1000, 30), users));
  const shares = {
    rollout: parted.rollout.share,
    ...Object.fromEntries(parted.splits.map(({ name, share }) => [name, share])),
  };
  const all = [parted.rollout, ...parted.splits];
  const found = {
    switches: whole.switches + parted.switches,
    missed: whole.rollout.targeted - whole.rollout.on,
    strays: whole.strays + parted.strays,
    shares,
    widest: Math.max(...all.map(({ widest }) => widest)),
  };
  const close =
    all.every(({ share, due }) => Math.abs(share - due) <= TOLERANCE.overall) && found.widest <= TOLERANCE.flag;
  return { ...found, agrees: found.switches + found.missed + found.strays === 0 && close };
}

/**
 * Every flag's answers, by user.
 * @param {import('./peers/peer.js').Peer} peer @param {import('./workload.js').Workload} given @param {number} count
 */
async function answers(peer, given, count) {
  const ready = await peer.start(await peer.snapshot(given));
  const users = given.users.slice(0, count);
  const contexts = users.map((user) => ready.context(peer.user(user)));
  const found = [];
  for (const flag of given.flags) {
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

/** A share, of all and of each flag. @param {string} name @param {number} due in percent */
function share(name, due) {
  return {
    name,
    due,
    on: 0,
    targeted: 0,
    widest: 0,
    /** @param {number} on @param {number} of */
    add(on, of) {
      this.on += on;
      this.targeted += of;
      // Of few users a share says nothing.
      if (of >= 100)
        this.widest = Math.max(this.widest, Math.abs((on / of) * 100 - due) * Math.sqrt(Math.min(of, 1000) / 1000));
    },
    get share() {
      return (this.on / this.targeted) * 100;
    },
  };
}
