/** What a reader left out, for people; equal reasons are grouped. */
import { paint } from './look.js';

/** @typedef {{ path: string, reason: string }} LeftOut */

/** How many places of one reason are listed. */
const LISTED = 3;

/** @param {LeftOut[]} leftOut @returns {string[]} */
export function grouped(leftOut) {
  const alike = [...by(leftOut, ({ reason }) => reason.replace(/`[^`]*`/g, '``')).values()];
  // Reasons with different names are listed separately, unless there are too many.
  const groups = alike.flatMap((some) =>
    some.length > LISTED ? [some] : [...by(some, ({ reason }) => reason).values()],
  );
  return groups.map((some) => `${paint('yellow', 'left out', process.stderr)} ${where(some)}: ${why(some)}`);
}

/** @param {LeftOut[]} all @param {(one: LeftOut) => string} key */
function by(all, key) {
  /** @type {Map<string, LeftOut[]>} */
  const groups = new Map();
  for (const one of all) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}

/** @param {LeftOut[]} some */
function where(some) {
  const named = some
    .slice(0, LISTED)
    .map(({ path }) => path)
    .join(', ');
  return some.length > LISTED ? `${named} and ${some.length - LISTED} more` : named;
}

/** The common reason, without the names that differ. @param {LeftOut[]} some */
function why(some) {
  const [first, ...others] = some.map(({ reason }) => reason.split('`'));
  return first.map((part, index) => (others.every((other) => other[index] === part) ? part : '…')).join('`');
}
