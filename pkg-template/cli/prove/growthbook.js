/** GrowthBook's SDK, beside the document that its payload became. */
import { Failure } from '../failure.js';
import { objects, scalars } from './vocabulary.js';

/** @type {import('./prove.js').Peer} */
export const growthbook = {
  package: '@growthbook/growthbook',
  habits: { nested: true },
  learn(payload, vocabulary) {
    vocabulary.hashes('id');
    for (const part of objects(payload)) {
      vocabulary.hashes(part.hashAttribute);
      vocabulary.hashes(part.attribute);
      condition(part.condition, payload.savedGroups ?? {}, vocabulary);
    }
  },
  async start({ GrowthBookClient }, payload) {
    if (!GrowthBookClient) throw new Failure('`--prove` needs @growthbook/growthbook 1.4 or newer');
    const client = new GrowthBookClient().initSync({ payload });
    return {
      keys: Object.keys(payload.features),
      decide: ({ attributes }) => (key) => client.evalFeature(key, { attributes }).value,
    };
  },
};

/**
 * @param {any} given @param {{ [id: string]: unknown }} groups @param {import('./vocabulary.js').Vocabulary} vocabulary
 */
function condition(given, groups, vocabulary) {
  for (const [name, operand] of Object.entries(Object(given))) {
    if (/^\$(and|or|nor|not)$/.test(name)) for (const part of [operand].flat()) condition(part, groups, vocabulary);
    else if (!name.startsWith('$')) vocabulary.compares(name, [operand, members(operand, groups)]);
  }
}

/** The values of saved groups that an operand names. @param {unknown} operand @param {{ [id: string]: unknown }} groups */
const members = (operand, groups) => [...scalars(operand)].map((id) => (Array.isArray(groups[`${id}`]) ? groups[`${id}`] : []));
