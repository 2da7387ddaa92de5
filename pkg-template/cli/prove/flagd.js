/** Compares with flagd's evaluator for JavaScript. */
import { objects, scalars } from './vocabulary.js';

/** Operators that compare nothing. */
const STRUCTURE = ['if', 'and', 'or', '!', '!!', 'var', 'missing'];

const silent = { error() {}, warn() {}, info() {}, debug() {} };

/** @type {import('./prove.js').Peer} */
export const flagd = {
  package: '@openfeature/flagd-core',
  learn(file, vocabulary, { units = 'utf-16' }) {
    vocabulary.hashes('targetingKey');
    for (const part of objects(file)) {
      for (const [operator, operands] of Object.entries(part)) {
        if (!STRUCTURE.includes(operator)) operation(operator, operands, vocabulary);
      }
    }
    return { nested: true, ascii: units !== 'utf-16' };
  },
  async start({ FlagdCore }, file) {
    const core = new FlagdCore(undefined, silent);
    core.setConfigurations(JSON.stringify(file));
    return {
      keys: Object.keys(file.flags),
      decide({ attributes }) {
        const all = new Map(
          core.resolveAll(attributes, silent).map((/** @type {any} */ { flagKey, value }) => [flagKey, value]),
        );
        return (key) => all.get(key);
      },
    };
  },
};

/** @param {string} operator @param {unknown} operands @param {import('./vocabulary.js').Vocabulary} vocabulary */
function operation(operator, operands, vocabulary) {
  const names = [...objects(operands)].filter((part) => 'var' in part).map((part) => [part.var].flat()[0]);
  const constants = [operands].flat().filter((operand) => typeof operand !== 'object' || Array.isArray(operand));
  for (const name of names) {
    if (name === '$flagd.timestamp') for (const seconds of scalars(constants)) vocabulary.at(Number(seconds) * 1000);
    else if (`${name}`.startsWith('$flagd.')) continue;
    else if (operator === 'fractional') vocabulary.hashes(name);
    else vocabulary.compares(name, constants);
  }
}
