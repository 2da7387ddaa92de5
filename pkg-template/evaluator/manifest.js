/**
 * What JavaScript knows of a snapshot: names, values, and which attributes it reads. `src/manifest/` writes it.
 *
 * @typedef {import('../index.js').Json} Json
 * @typedef {import('../index.js').Issue} Issue
 * @typedef {[name: string | null, experiment?: number, by?: string[]]} Rule
 * @typedef {{
 *   key: string, index: number, kind: number, names: string[], values: Json[],
 *   constant: number | null, rules: (Rule | null)[], metadata?: { [name: string]: Json }, needs: Needs,
 *   cache?: { decision: number, details: import('../index.js').Details }[],
 * }} Flag  `names` is missing in a broken flag; `needs`: what its decision may read; `cache`: details by variant + 1
 * @typedef {{ slot: number, turn: number, name: string, path: string[], reads: number, conversion: number | undefined, symbols: Map<string, number> | undefined }} Attribute  `reads` and `conversion`: see src/model/vocabulary.rs; `turn`: when it was packed, see pack.js
 * @typedef {{ turn: number, attributes: Attribute[] }} Needs  `turn`: when all of them were packed
 * @typedef {{
 *   revision: number | null, attributes: Attribute[], needs: Needs[], flags: Map<string, Flag>,
 *   experiments: ([id: string, version: number, sticky: 0 | 1] | null)[], issues: Issue[],
 *   timed: 0 | 1,
 * }} Manifest  `needs`: the first is the union of all; `timed`: whether any decision depends on the time
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

/** @param {any} json @returns {Manifest} @throws {TypeError} if a damaged manifest has a value of the wrong type */
export function readManifest(json) {
  const [revision, tuples, flags, experiments, issues, timed, lists, sets] = json;
  /** @type {Attribute[]} */
  const attributes = tuples.map(readAttribute);
  /** @type {Needs[]} */
  const needs = lists.map((/** @type {number[]} */ slots) => ({
    turn: 0,
    attributes: slots.map((slot) => attributes[attributes[slot].slot]),
  }));
  expectLists(experiments, needs[0].attributes);
  for (const [, names, values] of sets) expectLists(names, values);
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

/** An error of a compiled snapshot as a whole. @param {string} message */
export const damaged = (message) => new SnapshotError(readIssues([[0, 'format', 'format', 1, 1, message]]));

/** @param {string} text */
export const readFailure = (text) => new SnapshotError(readIssues(JSON.parse(text)));

/** @param {[string, number, string[], number?]} tuple @param {number} slot @returns {Attribute} */
const readAttribute = ([name, reads, literals, conversion], slot) => ({
  slot,
  turn: 0,
  name,
  path: name.split('.'),
  reads,
  conversion,
  symbols: literals.length ? new Map(literals.map((literal, index) => [literal, index + 1])) : undefined,
});

/** @type {never[]} */
const NONE = [];

/**
 * Without destructuring: it uses the array's iterator, which took most of the time of a first start.
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
    cache: undefined,
  };
  if (tuple.length > 1) expectLists(set, flag.needs.attributes, rules);
  for (let i = 0; i < rules.length; i++) if (rules[i] !== null) expectLists(rules[i]);
  return [flag.key, flag];
}

/** So that a damaged manifest is refused when it is loaded, not when a flag is read. @param {unknown[]} values */
function expectLists(...values) {
  if (!values.every(Array.isArray)) throw new TypeError('expected a list');
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
