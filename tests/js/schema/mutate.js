/**
 * One change to a document, most often one that breaks it.
 * @import { Random } from './random.js'
 */

/** What a value is replaced by: every type, the ends of numbers, words that are nearly right. */
const OTHERS = [
  null,
  true,
  false,
  0,
  1,
  2,
  -1,
  1.5,
  100.5,
  1e12,
  4294967297,
  9007199254740994,
  'md5',
  'utf-16',
  'object',
  '',
  'x',
  'on',
  'Running',
  '.a',
  'a..b',
  '2026-02-30',
  '2026-13-01',
  '2026-01-01 10:00',
  '2023-02-29',
  '10',
  [],
  {},
  [1],
  ['x'],
  [[]],
  [10, 20],
  { on: 10 },
  { x: 'y' },
  { all: [] },
  { serve: 'on' },
  { attribute: 'plan' },
  { function: 'md5' },
  { salt: 's', percent: 5 },
  { since: 0 },
];

/** Names of members: of every kind of object, and one that none has. */
const NAMES = [
  'zzz',
  '',
  'serve',
  'split',
  'percent',
  'steps',
  'experiment',
  'all',
  'any',
  'not',
  'segment',
  'flag',
  'in',
  'gt',
  'gte',
  'lt',
  'after',
  'since',
  'attribute',
  'equals',
  'included',
  'by',
  'salt',
  'if',
  'rules',
  'off',
  'status',
  'enabled',
  'hash',
  'positions',
  'bucket',
  'now',
  'type',
  'as',
  'md5',
  'units',
  'of',
  'entry',
];

/** Fields that exclude each other, or of which one needs the other. @type {{ [name: string]: string }} */
const RIVALS = {
  gt: 'gte',
  gte: 'gt',
  lt: 'lte',
  lte: 'lt',
  after: 'since',
  since: 'after',
  before: 'until',
  until: 'before',
  percent: 'steps',
  steps: 'positions',
  positions: 'percent',
  from: 'positions',
  salt: 'hash',
  hash: 'salt',
  serve: 'split',
  split: 'serve',
  rollout: 'experiment',
  all: 'any',
};

/** @param {Random} random @param {any} document A JSON value; it is left as it is @returns {any} */
export function mutated(random, document) {
  const copy = { root: structuredClone(document) };
  const places = [...walk(copy)];
  const contested = places.filter(([holder, key]) => Object.keys(holder[key] ?? {}).some((name) => RIVALS[name]));
  const [holder, key] = random.of(contested.length > 0 && random.chance(0.2) ? contested : places);
  const value = holder[key];
  const members = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const rivals = members.filter((name) => RIVALS[name]);
  const kind = random.below(rivals.length > 0 ? 7 : members.length > 0 ? 5 : 1);
  if (kind === 0) holder[key] = random.of(OTHERS);
  if (kind === 1) remove(value, random.of(members));
  if (kind === 2) add(value, random.of(NAMES), random.of(OTHERS));
  if (kind === 3) add(value, random.of(NAMES), structuredClone(value[random.of(members)]));
  if (kind === 4) holder[key] = Array.isArray(value) ? [] : {};
  if (kind > 4) replace(value, random.of(rivals), kind === 5);
  return copy.root;
}

/** Every place of a document: what holds it, and by which key. @param {any} value @returns {Generator<[any, string]>} */
function* walk(value) {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    yield [value, key];
    yield* walk(value[key]);
  }
}

/** Writes a rival's name, instead of a field's own or beside it. @param {any} value @param {string} name @param {boolean} instead */
function replace(value, name, instead) {
  value[RIVALS[name]] = structuredClone(value[name]);
  if (instead) delete value[name];
}

/** @param {any} value @param {string} key */
function remove(value, key) {
  if (Array.isArray(value)) value.splice(Number(key), 1);
  else delete value[key];
}

/** @param {any} value @param {string} name @param {any} added */
function add(value, name, added) {
  if (Array.isArray(value)) value.push(added);
  else value[name] = added;
}
