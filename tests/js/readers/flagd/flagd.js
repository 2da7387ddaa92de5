// flagd's own evaluator, beside the document that its file became.
import { FlagdCore } from '@openfeature/flagd-core';

const silent = { error() {}, warn() {}, info() {}, debug() {} };

/** What flagd decides by a file, for each flag; `undefined` is the caller's default. @param {object} file */
export function flagd(file) {
  const core = new FlagdCore(undefined, silent);
  core.setConfigurations(JSON.stringify(file));
  return (/** @type {any} */ attributes) => {
    const values = new Map(core.resolveAll(attributes, silent).map(({ flagKey, value }) => [flagKey, value]));
    return (/** @type {string} */ key) => values.get(key);
  };
}
