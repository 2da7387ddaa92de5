// Thousands of users, decided by Unleash's own SDK and by what its features became.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { decide, read } from '../doors.js';
import { features, user } from './generate.js';
import { attributesOf, client, valuesOf } from './sdk.js';

// The SDK throws and catches an error for each text that is no address or version: without traces that is quick.
Error.stackTraceLimit = 0;

const FILES = 50;
const USERS = 200;
/** How often a user is asked about for whom Unleash draws lots: some outcomes are rare. */
const DRAWS = 150;

/** What the SDK says, and whether it may say another thing the next time. @template T @param {() => T} ask */
function asked(ask) {
  const { random } = Math;
  let drawn = 0;
  Math.random = () => (++drawn * 0.618034) % 1;
  try {
    const said = ask();
    let [draws, varies] = [drawn ? DRAWS : 0, false];
    while (draws-- > 0 && !varies) varies = !isDeepStrictEqual(ask(), said);
    return { said, varies };
  } finally {
    Math.random = random;
  }
}

/** The two answers about one feature. @param {import('unleash-client').Unleash} unleash @param {any} feature @param {any} context */
function theirs(unleash, feature, context) {
  const { name, enabled, payload } = /** @type {any} */ (unleash.getVariant(feature.name, context));
  const on = unleash.isEnabled(feature.name, context);
  return enabled ? { on, variant: name, value: valuesOf(feature)({ name, enabled, payload }) } : { on };
}

/** The same of ours: a variant with the name of another has a number behind it. @param {import('../doors.js').Answer[]} answers */
function ours([{ value: on }, { variant, value }]) {
  return variant === undefined ? { on } : { on, variant: variant.replace(/( 2)+$/, ''), value };
}

/** The users of one file, each asked about each feature. @param {number} file @param {Counts} counts */
async function compare(file, counts) {
  const made = features(file);
  const { document } = await read('unleash', JSON.stringify(made));
  const users = Array.from({ length: USERS }, (_, number) => user(file * USERS + number));
  const asks = users.flatMap((context) => made.features.map((feature) => ({ context, feature })));
  const who = new Map(
    users.map((context) => [context, { attributes: attributesOf(context), now: context.currentTime.getTime() }]),
  );
  const requests = asks.flatMap(({ context, feature: { name } }) =>
    [name, `${name}.variant`].map((flag) => ({ flag, .../** @type {object} */ (who.get(context)) })),
  );
  const answers = await decide(document, requests);
  const unleash = await client(made);
  for (const [nth, { context, feature }] of asks.entries()) {
    const here = ours(answers.slice(2 * nth, 2 * nth + 2));
    const { said, varies } = asked(() => theirs(unleash, feature, context));
    if (varies) counts.random++;
    else count(counts, said, isDeepStrictEqual(here, said) ? undefined : { file, feature, context, here, said });
  }
  unleash.destroy();
}

/** @typedef {{ on: boolean, variant?: string }} Answer */
/** @typedef {{ compared: number, on: number, variants: number, random: number, differences: object[] }} Counts */

/** @param {Counts} counts @param {Answer} said @param {object} [difference] */
function count(counts, { on, variant }, difference) {
  counts.compared++;
  if (on) counts.on++;
  if (variant !== undefined) counts.variants++;
  if (difference) counts.differences.push(difference);
}

test('users by the SDK and by the document', async (t) => {
  const counts = /** @type {Counts} */ ({ compared: 0, on: 0, variants: 0, random: 0, differences: [] });
  for (let file = 0; file < FILES; file++) await compare(file, counts);
  const { differences, ...numbers } = counts;
  t.diagnostic(`${FILES * USERS} users of ${FILES} files: ${JSON.stringify(numbers)}`);
  assert.deepEqual(differences.slice(0, 3), []);
  assert.deepEqual(numbers, { compared: 58_799, on: 20_152, variants: 9_266, random: 1_201 });
});
