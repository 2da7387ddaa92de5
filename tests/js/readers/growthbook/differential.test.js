// Users of made-up payloads, decided by GrowthBook's own package and by what the reader makes of the payload.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GrowthBookClient } from '@growthbook/growthbook';
import { decide, read } from '../doors.js';
import { assignmentsOf, keptFor } from './assignments.js';
import { Payloads } from './payloads.js';

/** @typedef {{ value: any, exposed: boolean, by?: string, unit?: string, leaf?: string }} Outcome */

/** What a decision comes to in either world. @param {any} value @param {any} [exposure] @param {string} [leaf] of a contextual bandit @returns {Outcome} */
const outcome = (value, exposure, leaf) => ({
  value: value ?? null,
  exposed: !!exposure,
  ...(exposure && { by: exposure.by, unit: exposure.unit, leaf }),
});

/** @param {GrowthBookClient} client @param {any} payload @param {string} key @param {any} user @returns {Outcome} */
function theirs(client, payload, key, user) {
  const auto = payload.experiments.find((/** @type {any} */ experiment) => experiment.key === key);
  const { value, experiment, experimentResult } = auto
    ? ran(client.runInlineExperiment(auto, user))
    : client.evalFeature(key, user);
  const used = experimentResult?.inExperiment && experimentResult.hashUsed;
  // Of ranges that are given no leaf changes anything.
  const { leafId = -1 } = experiment?.ranges ? {} : (experimentResult ?? {});
  const leaf = leafId === -1 ? undefined : String(leafId);
  return outcome(value, used && { by: experimentResult.hashAttribute, unit: String(experimentResult.hashValue) }, leaf);
}

/** @param {any} result */
const ran = (result) => ({ value: result.value, experiment: undefined, experimentResult: result });

/** The SDK tells of each unknown operator. @template T @param {() => T} decisions @returns {T} */
function quietly(decisions) {
  const { error } = console;
  console.error = () => {};
  try {
    return decisions();
  } finally {
    console.error = error;
  }
}

/** @param {number} seed @param {number} users @param {boolean} sticky */
async function compare(seed, users, sticky) {
  const made = new Payloads(seed, { sticky });
  const payload = JSON.parse(JSON.stringify(made.payload()));
  const { document, leftOut } = await read('growthbook', JSON.stringify(payload), { sticky });
  const client = new GrowthBookClient().initSync({ payload: structuredClone(payload) });
  const keys = [...Object.keys(payload.features), ...payload.experiments.map((/** @type {any} */ { key }) => key)];
  const everyone = Array.from({ length: users }, (_, number) => {
    const attributes = made.user(number);
    const docs = sticky ? made.docs(payload, attributes) : {};
    return { attributes, docs, assignments: assignmentsOf(document, keptFor(docs, attributes, 'id', 'anonId')) };
  });
  const ours = await decide(
    document,
    everyone.flatMap(({ attributes, assignments }) => keys.map((flag) => ({ flag, attributes, assignments }))),
  );
  /** @type {object[]} */
  const differences = [];
  let [untold, inLeaves] = [0, 0];
  for (const [number, { attributes, docs }] of everyone.entries())
    for (const [nth, key] of keys.entries()) {
      const kept = sticky
        ? { saveStickyBucketAssignmentDoc: async () => {}, stickyBucketAssignmentDocs: structuredClone(docs) }
        : {};
      const there = quietly(() => theirs(client, payload, key, { attributes, ...kept }));
      const { value, exposure, rule } = ours[number * keys.length + nth];
      const here = outcome(value, exposure, rule?.name?.split(', leaf ')[1]);
      inLeaves += Number(here.leaf !== undefined);
      // Known: the caller's default is no variant, and nobody is told of it.
      const silent = there.value === null && there.exposed;
      untold += Number(silent);
      try {
        assert.deepEqual(here, silent ? outcome(null) : there);
      } catch {
        differences.push({
          seed,
          key,
          attributes,
          docs,
          here,
          there,
          feature: payload.features[key] ?? payload.experiments.find((/** @type {any} */ one) => one.key === key),
        });
      }
    }
  return { differences, untold, inLeaves, users, decisions: ours.length, leftOut, read: JSON.parse(document) };
}

for (const [kind, seeds, sticky] of /** @type {[string, number, boolean][]} */ ([
  ['without kept variations', 70, false],
  ['with sticky buckets', 35, true],
])) {
  test(`each user gets what the SDK gives, ${kind}`, async () => {
    let [users, decisions, untold, inLeaves] = [0, 0, 0, 0];
    /** @type {any[]} */
    const differences = [];
    for (let seed = 1; seed <= seeds; seed++) {
      const compared = await compare(seed + (sticky ? 1000 : 0), 100, sticky);
      users += compared.users;
      decisions += compared.decisions;
      untold += compared.untold;
      inLeaves += compared.inLeaves;
      differences.push(...compared.differences);
    }
    console.log(
      `${users} users, ${decisions} decisions, ${differences.length} differences; no exposure of ${untold} that got null; ${inLeaves} exposed in a bandit's leaf`,
    );
    assert.deepEqual(differences.slice(0, 1), []);
    assert.deepEqual(
      [users, decisions, untold, inLeaves],
      [seeds * 100, seeds * 100 * 10, ...(sticky ? [0, 1050] : [204, 2541])],
    );
  });
}
