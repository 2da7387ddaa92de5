/**
 * What the core tells of a snapshot, once: names, values, and which attributes it reads. `src/manifest.rs` writes it.
 *
 * @typedef {import('../index.js').Json} Json
 * @typedef {import('../index.js').Issue} Issue
 * @typedef {[name: string | null, experiment?: number, by?: string[]]} Rule
 * @typedef {{
 *   key: string, index: number, kind: number, names: string[], values: Json[],
 *   constant: number | null, rules: (Rule | null)[], metadata: { [name: string]: Json } | null,
 * }} Flag  `names` is absent from a broken flag
 * @typedef {{ slot: number, name: string, path: string[], reads: number, view: number | undefined, symbols: Map<string, number> | undefined }} Attribute  `reads` and `view`: see src/program/vocabulary.rs
 * @typedef {{
 *   revision: number | null, attributes: Attribute[], flags: Map<string, Flag>,
 *   experiments: ([id: string, version: number, sticky: 0 | 1] | null)[], issues: Issue[],
 *   timed: 0 | 1,
 * }} Manifest  `timed`: whether any decision depends on the instant
 */

/** Thrown for a text that is no snapshot. */
export class SnapshotError extends Error {
  /** @param {Issue[]} issues */
  constructor(issues) {
    const [first] = issues;
    const place = first ? `${first.path || 'snapshot'}, line ${first.line}, column ${first.column}: ` : '';
    super(place + (first?.message ?? 'no snapshot'));
    this.name = 'SnapshotError';
    this.issues = issues;
  }
}

/** @param {any} told @returns {Manifest} */
export function readManifest(told) {
  const [revision, attributes, flags, experiments, issues, timed] = told;
  return {
    revision,
    attributes: attributes.map(readAttribute),
    flags: new Map(flags.map(readFlag)),
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
  name,
  path: name.split('.'),
  reads,
  view,
  symbols: literals.length ? new Map(literals.map((literal, index) => [literal, index + 1])) : undefined,
});

/** @param {any[]} tuple @param {number} index @returns {[string, Flag]} */
const readFlag = ([key, kind, names, values, constant, rules, metadata], index) =>
  [key, { key, index, kind, names, values, constant, rules, metadata }];

/** @param {any[][]} tuples @returns {Issue[]} */
const readIssues = (tuples) =>
  tuples.map(([severity, code, path, line, column, message]) =>
    ({ severity: severity ? 'warning' : 'error', code, path, line, column, message }));
