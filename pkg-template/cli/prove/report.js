/** What a comparison found, for a person. */
import { paint } from '../look.js';

/** @import { Proof } from './prove.js' */

const number = (/** @type {number} */ count) => count.toLocaleString('en');

/** Attributes may be long: an id of a thousand letters says as much by its first. */
const LONG = 400;

/** @param {Proof} proof @returns {string[]} */
export function report(proof) {
  const { sdk, version, users, flags, compared, different, seed, alwaysSame, onlyTheirs } = proof;
  const verdict =
    different === 0
      ? paint('green', 'no difference', process.stderr)
      : paint('red', `${number(different)} differ`, process.stderr);
  return [
    ...proof.differences.flatMap(told),
    ...counts(proof),
    ...(alwaysSame.length > 0 ? [`one value for all of these users: ${some(alwaysSame)}`] : []),
    ...(onlyTheirs.length > 0 ? [`not compared, as the snapshot does not have them: ${some(onlyTheirs)}`] : []),
    `${number(users)} users × ${number(flags)} flags beside ${sdk} ${version} (--seed ${seed}): ${number(compared)} decisions, ${verdict}`,
  ];
}

/** @param {import('./comparison.js').Difference} difference */
function told({ flag, theirs, ours, attributes, now }) {
  const said = (/** @type {unknown} */ value) => (value === undefined ? "the caller's default" : JSON.stringify(value));
  const who = JSON.stringify(attributes);
  return [
    `${paint('red', 'different', process.stderr)} ${flag}: theirs ${said(theirs)}, ours ${said(ours)}`,
    `  for ${who.length > LONG ? `${who.slice(0, LONG)}…` : who} at ${now}`,
  ];
}

/** @param {Proof} proof */
function counts({ byFlag, users, announced }) {
  const why = (/** @type {string} */ flag) => (announced.includes(flag) ? '; something of it was left out' : '');
  return Object.entries(byFlag).map(
    ([flag, count]) => `  ${flag}: ${number(count)} of ${number(users)} users${why(flag)}`,
  );
}

/** @param {string[]} names */
const some = (names) =>
  names.length > 10 ? `${names.slice(0, 10).join(', ')} and ${names.length - 10} more` : names.join(', ');

/** On a terminal, a line that counts. @param {number} all */
export function progress(all) {
  const { stderr } = process;
  if (!stderr.isTTY) return undefined;
  return (/** @type {number} */ done) => {
    stderr.write(done < all ? `\r${number(done)} of ${number(all)} users` : '\r\u001b[K');
  };
}
