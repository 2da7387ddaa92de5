/** Checks, edits, explanations, and imports of other systems' files. A page does not need them. */
import { load as loadReaders } from '#load-readers';
import { load as loadTools } from '#load-tools';
import { decrypted } from './tools/decrypt.js';
import { ToolsError } from './tools/error.js';
import { createModule } from './tools/module.js';
import * as readersGlue from './tools/readers-glue.js';
import * as toolsGlue from './tools/tools-glue.js';

export { ToolsError };

const tools = createModule(loadTools, toolsGlue);
const readers = createModule(loadReaders, readersGlue);

/** @param {string} text */
function requireText(text) {
  if (typeof text !== 'string') throw new ToolsError(`the text must be a string, found ${typeof text}`);
  return text;
}

/** A value as JSON has it: without `undefined`, dates as text. @param {unknown} value */
const plain = (value) => JSON.parse(JSON.stringify(value ?? null));

/** Attributes as the client reads them: dates are ms since 1970. @param {object} attributes */
const plainAttributes = (attributes) =>
  JSON.parse(
    JSON.stringify(attributes, function (name, value) {
      return this[name] instanceof Date ? this[name].getTime() : value;
    }),
  );

/** @param {import('./index.js').Attributes} [attributes] @param {import('./index.js').ContextOptions} [options] */
const userOf = (attributes = {}, { now = Date.now(), consent = 'unknown', assignments } = {}) => ({
  attributes: plainAttributes(attributes),
  assignments: plain(assignments),
  now,
  consent,
});

/** @type {typeof import('./tools.js').edit} */
export const edit = (snapshotText, operation, { now = Date.now(), actor } = {}) =>
  tools(({ edit }) => edit(requireText(snapshotText), plain(operation), now, actor));

/** @type {typeof import('./tools.js').check} */
export const check = (snapshotText, { now = Date.now(), audience = 'browser' } = {}) =>
  tools(({ check }) => check(requireText(snapshotText), now, audience).issues);

/** @type {typeof import('./tools.js').explain} */
export const explain = (snapshotText, key, attributes, options) =>
  tools(({ explain }) => explain(requireText(snapshotText), key, userOf(attributes, options)));

/** @type {typeof import('./tools.js').evaluate} */
export const evaluate = (snapshotText, key, attributes, options) =>
  tools(({ evaluate }) => evaluate(requireText(snapshotText), key, userOf(attributes, options)));

/** @type {typeof import('./tools.js').listFlags} */
export const listFlags = (snapshotText) => tools(({ listFlags }) => listFlags(requireText(snapshotText)));

/** @type {typeof import('./tools.js').getFlag} */
export const getFlag = (snapshotText, key) => tools(({ getFlag }) => getFlag(requireText(snapshotText), key));

/** @type {typeof import('./tools.js').listExperiments} */
export const listExperiments = (snapshotText) =>
  tools(({ listExperiments }) => listExperiments(requireText(snapshotText)));

/** @type {typeof import('./tools.js').read} */
export const read = async (format, text, options = {}) => {
  const { decryptionKey, ...readerOptions } = /** @type {import('./tools.js').ReadOptions['growthbook']} */ (options);
  const plainText = format === 'growthbook' ? await decrypted(text, decryptionKey) : text;
  return readers(({ importFile }) => importFile(format, requireText(plainText), plain(readerOptions)));
};
