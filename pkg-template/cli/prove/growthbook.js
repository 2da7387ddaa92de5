/** Compares with GrowthBook's SDK. */
import { Failure } from '../failure.js';
import { objects, scalars } from './vocabulary.js';

/** @type {import('./prove.js').Peer} */
export const growthbook = {
  package: '@growthbook/growthbook',
  learn(file, vocabulary, { units = 'utf-16' }) {
    vocabulary.hashes('id');
    // Where one value is expected, the SDK joins a list's items to one text, which no author intends.
    vocabulary.lists = new Set();
    for (const part of objects(file)) {
      vocabulary.hashes(part.hashAttribute);
      vocabulary.hashes(part.fallbackAttribute);
      vocabulary.hashes(part.attribute);
      condition(part.condition, file.savedGroups ?? {}, vocabulary);
    }
    return { nested: true, ascii: units !== 'utf-16' };
  },
  async start({ GrowthBookClient }, file, { sticky }) {
    if (!GrowthBookClient) throw new Failure('`--prove` needs @growthbook/growthbook 1.4 or newer');
    const payload = file.features || file.experiments ? file : { features: file };
    const { features = {}, experiments = [] } = payload;
    const client = new GrowthBookClient().initSync({ payload });
    // Without a service for them there are no sticky buckets and no fallback attributes.
    const kept = sticky ? { saveStickyBucketAssignmentDoc: async () => {} } : {};
    const pages = new Map(
      experiments.map((/** @type {any} */ { urlPatterns, url, ...experiment }) => [experiment.key, experiment]),
    );
    return {
      keys: [...Object.keys(features), ...[...pages.keys()].filter((key) => !(key in features))],
      decide:
        ({ attributes }) =>
        (key) => {
          const user = { attributes, ...kept };
          return (key in features ? client.evalFeature(key, user) : client.runInlineExperiment(pages.get(key), user))
            .value;
        },
    };
  },
};

/**
 * @param {any} part @param {{ [id: string]: unknown }} groups @param {import('./vocabulary.js').Vocabulary} vocabulary
 */
function condition(part, groups, vocabulary) {
  for (const [name, operand] of Object.entries(Object(part))) {
    if (/^\$(and|or|nor|not)$/.test(name)) for (const inner of [operand].flat()) condition(inner, groups, vocabulary);
    else if (!name.startsWith('$')) {
      vocabulary.compares(name, [operand, members(operand, groups)]);
      if (asksForList(operand)) vocabulary.lists?.add(name);
    }
  }
}

/** @param {unknown} operand */
const asksForList = (operand) =>
  Array.isArray(operand) ||
  [...objects(operand)].some((part) =>
    Object.keys(part).some((name) => /^\$(n?ini?|alli?|elemMatch|size|inGroup|notInGroup)$/.test(name)),
  );

/** The values of saved groups that an operand names. @param {unknown} operand @param {{ [id: string]: unknown }} groups */
const members = (operand, groups) =>
  [...scalars(operand)].map((id) => (Array.isArray(groups[`${id}`]) ? groups[`${id}`] : []));
