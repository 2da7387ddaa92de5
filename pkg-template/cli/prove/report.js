/** The result of a comparison, for people. */
import { paint } from '../look.js';

/** @import { Proof } from './prove.js' */

const number = (/** @type {number} */ count) => count.toLocaleString('en');

/** In characters. Attributes may be long, and their beginning identifies them. */
const LONGEST = 400;

/** @param {Proof} proof @returns {string[]} */
export function report(proof) {
  const { sdk, version, users, flags, compared, different, seed, alwaysSame, onlyTheirs } = proof;
  const verdict =
    different === 0
      ? paint('green', 'no difference', process.stderr)
      : paint('red', `${number(different)} differ`, process.stderr);
  return [
    ...proof.differences.flatMap(described),
    ...counts(proof),
    ...(alwaysSame.length > 0 ? [`the same value for all users: ${some(alwaysSame)}`] : []),
    ...(onlyTheirs.length > 0 ? [`not compared, missing in the snapshot: ${some(onlyTheirs)}`] : []),
    `${number(users)} users × ${number(flags)} flags compared with ${sdk} ${version} (--seed ${seed}): ${number(compared)} decisions, ${verdict}`,
  ];
}

/** @param {import('./comparison.js').Difference} difference */
function described({ flag, theirs, ours, attributes, now }) {
  const text = (/** @type {unknown} */ value) => (value === undefined ? "the caller's default" : JSON.stringify(value));
  const who = JSON.stringify(attributes);
  return [
    `${paint('red', 'different', process.stderr)} ${flag}: theirs ${text(theirs)}, ours ${text(ours)}`,
    `  for ${who.length > LONGEST ? `${who.slice(0, LONGEST)}…` : who} at ${now}`,
  ];
}

/** @param {Proof} proof */
function counts({ byFlag, users, announced }) {
  const why = (/** @type {string} */ flag) => (announced.includes(flag) ? '; a part of it was left out' : '');
  return Object.entries(byFlag).map(
    ([flag, count]) => `  ${flag}: ${number(count)} of ${number(users)} users${why(flag)}`,
  );
}

/** @param {string[]} names */
const some = (names) =>
  names.length > 10 ? `${names.slice(0, 10).join(', ')} and ${names.length - 10} more` : names.join(', ');

/** A progress line, on a terminal. @param {number} all */
export function progress(all) {
  const { stderr } = process;
  if (!stderr.isTTY) return undefined;
  return (/** @type {number} */ done) => {
    stderr.write(done < all ? `\r${number(done)} of ${number(all)} users` : '\r\u001b[K');
  };
}
