/**
 * What the core tells of a snapshot, once: names, values, and which attributes it reads. `src/manifest/` writes it.
 *
 * @typedef {import('../index.js').Json} Json
 * @typedef {import('../index.js').Issue} Issue
 * @typedef {[name: string | null, experiment?: number, by?: string[]]} Rule
 * @typedef {{
 *   key: string, index: number, kind: number, names: string[], values: Json[],
 *   constant: number | null, rules: (Rule | null)[], metadata?: { [name: string]: Json }, needs: Needs,
 *   told?: { decision: number, details: import('../index.js').Details }[],
 * }} Flag  `names` is absent from a broken flag; `needs`: what its decision may read; `told`: what was said of decisions, by their variant + 1
 * @typedef {{ slot: number, turn: number, name: string, path: string[], reads: number, view: number | undefined, symbols: Map<string, number> | undefined }} Attribute  `reads` and `view`: see src/program/vocabulary.rs; `turn`: when it was packed, see pack.js
 * @typedef {{ turn: number, attributes: Attribute[] }} Needs  `turn`: when all of them were packed
 * @typedef {{
 *   revision: number | null, attributes: Attribute[], needs: Needs[], flags: Map<string, Flag>,
 *   experiments: ([id: string, version: number, sticky: 0 | 1] | null)[], issues: Issue[],
 *   timed: 0 | 1,
 * }} Manifest  `needs`: the first has what any flag needs; `timed`: whether any decision depends on the instant
 */

/**
 * The message of an issue, with its place.
 * @param {Issue | undefined} issue @param {string} otherwise the text if there is none
 */
export const issueText = (issue, otherwise) =>
  issue ? `${issue.path || 'snapshot'}, line ${issue.line}, column ${issue.column}: ${issue.message}` : otherwise;

/** Thrown for a text that is not a snapshot. */
export class SnapshotError extends Error {
  /** @param {Issue[]} issues */
  constructor(issues) {
    super(issueText(issues[0], 'not a snapshot'));
    this.name = 'SnapshotError';
    this.issues = issues;
  }
}

/** @param {any} told @returns {Manifest} @throws {TypeError} where a damaged one has something else than it needs */
export function readManifest(told) {
  const [revision, tuples, flags, experiments, issues, timed, lists, sets] = told;
  /** @type {Attribute[]} */
  const attributes = tuples.map(readAttribute);
  /** @type {Needs[]} */
  const needs = lists.map((/** @type {number[]} */ slots) => ({
    turn: 0,
    attributes: slots.map((slot) => attributes[attributes[slot].slot]),
  }));
  [experiments, needs[0].attributes].forEach(expectList);
  sets.forEach((/** @type {any[]} */ [, names, values]) => [names, values].forEach(expectList));
  return {
    revision,
    attributes,
    needs,
    flags: new Map(
      flags.map((/** @type {any[]} */ tuple, /** @type {number} */ index) => readFlag(tuple, index, needs, sets)),
    ),
    experiments,
    issues: readIssues(issues),
    timed,
  };
}

/** What is wrong with a compiled snapshot as a whole. @param {string} message */
export const damaged = (message) => new SnapshotError(readIssues([[0, 'format', 'format', 1, 1, message]]));

/** @param {string} text */
export const readFailure = (text) => new SnapshotError(readIssues(JSON.parse(text)));

/** @param {[string, number, string[], number?]} tuple @param {number} slot @returns {Attribute} */
const readAttribute = ([name, reads, literals, view], slot) => ({
  slot,
  turn: 0,
  name,
  path: name.split('.'),
  reads,
  view,
  symbols: literals.length ? new Map(literals.map((literal, index) => [literal, index + 1])) : undefined,
});

/** @type {never[]} */
const NONE = [];

/**
 * Not taken apart by a pattern, which asks the list's iterator: that was most of a first start.
 * @param {any[]} tuple @param {number} index @param {Needs[]} needs @param {any[][]} sets @returns {[string, Flag]}
 */
function readFlag(tuple, index, needs, sets) {
  const set = sets[tuple[1]] ?? NONE,
    rules = tuple[4] || NONE;
  const flag = {
    key: tuple[0],
    index,
    kind: set[0],
    names: set[1],
    values: set[2],
    constant: tuple[2],
    needs: needs[tuple[3]],
    rules,
    metadata: tuple[5],
    told: undefined,
  };
  if (tuple.length > 1) [set, flag.needs.attributes, rules].forEach(expectList);
  for (let i = 0; i < rules.length; i++) rules[i] === null || expectList(rules[i]);
  return [flag.key, flag];
}

/** So that a damaged manifest is refused at once, and not met by a reader of flags. @param {unknown} found */
function expectList(found) {
  if (!Array.isArray(found)) throw new TypeError('expected a list');
}

/** @param {any[][]} tuples @returns {Issue[]} */
const readIssues = (tuples) =>
  tuples.map(([severity, code, path, line, column, message]) => ({
    severity: severity ? 'warning' : 'error',
    code,
    path: String(path),
    line,
    column,
    message,
  }));
