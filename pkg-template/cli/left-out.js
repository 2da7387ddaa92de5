/** What a reader left out, for a person: what was left out for one reason is told once. */
import { paint } from './look.js';

/** @typedef {{ path: string, reason: string }} LeftOut */

/** How many places of one reason are named. */
const NAMED = 3;

/** @param {LeftOut[]} leftOut @returns {string[]} */
export function grouped(leftOut) {
  const alike = [...by(leftOut, ({ reason }) => reason.replace(/`[^`]*`/g, '``')).values()];
  // What names different things is told apart, unless there is too much of it.
  const groups = alike.flatMap((some) =>
    some.length > NAMED ? [some] : [...by(some, ({ reason }) => reason).values()],
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
    .slice(0, NAMED)
    .map(({ path }) => path)
    .join(', ');
  return some.length > NAMED ? `${named} and ${some.length - NAMED} more` : named;
}

/** The reason that all have but for the names in it. @param {LeftOut[]} some */
function why(some) {
  const [first, ...others] = some.map(({ reason }) => reason.split('`'));
  return first.map((part, index) => (others.every((other) => other[index] === part) ? part : '…')).join('`');
}
