/** Checks, explanations, edits, and readers of other systems' files: nothing that a page needs. */
import { load as loadReaders } from '#load-readers';
import { load as loadTools } from '#load-tools';
import { Engine, callTools, compileModule } from './evaluator/engine.js';
import { find } from './evaluator/attributes.js';
import { converted } from './evaluator/conversions.js';
import { decrypted } from './tools/decrypt.js';
import { ToolsError } from './tools/error.js';

export { ToolsError };

/** @typedef {ReturnType<typeof compileModule>} Module */

/** @param {() => any} load */
const once = (load) => {
  /** @type {Module | undefined} */
  let module;
  return () => {
    module ??= compileModule(load());
    module.catch(() => (module = undefined));
    return module;
  };
};

const tools = once(loadTools);
const readers = once(loadReaders);

/**
 * Each call has its own instance: speed does not matter here, and no state stays for the next call.
 * @param {any} request @param {() => Module} [module] @returns {Promise<any>}
 */
async function call(request, module = tools) {
  const engine = new Engine(await module());
  const { ok, error, convert } = JSON.parse(callTools(engine, JSON.stringify(request)));
  if (error) throw new ToolsError(error.message, error.issues);
  if (!convert) return ok;
  return call(
    { ...request, converted: conversions(convert, request.attributes ?? request.operation.attributes) },
    module,
  );
}

/**
 * Converts attributes, which the module leaves to JavaScript: path → value by the conversion's number.
 * @param {[path: string, conversion: number][]} asked @param {any} attributes
 */
function conversions(asked, attributes) {
  /** @type {{ [conversion: number]: { [path: string]: unknown } }} */
  const all = {};
  for (const [name, conversion] of asked) {
    const value = converted(conversion, find(attributes, { name, path: name.split('.') }));
    // A value that cannot be converted becomes an object: no operator compares it.
    const json = (/** @type {unknown} */ one) =>
      typeof one === 'function' || (!Number.isFinite(one ?? 0) && typeof one === 'number') ? {} : one;
    all[conversion] ??= Object.create(null);
    all[conversion][name] = Array.isArray(value) ? value.map(json) : json(value);
  }
  return all;
}

/** @type {typeof import('./tools.js').explain} */
export const explain = (snapshot, flag, attributes = {}, { now = Date.now(), consent = 'unknown' } = {}) =>
  call({ do: 'explain', snapshot, flag, attributes, now, consent });

/** @type {typeof import('./tools.js').check} */
export const check = (snapshot, { now = Date.now(), audience = 'browser' } = {}) =>
  call({ do: 'check', snapshot, now, audience }).then(({ issues }) => issues);

/** @type {typeof import('./tools.js').read} */
export const read = async (format, text, options = {}) => {
  const { decryptionKey, ...more } = /** @type {import('./tools.js').ReadOptions['growthbook']} */ (options);
  const plain = format === 'growthbook' ? await decrypted(text, decryptionKey) : text;
  return call({ do: 'read', format, text: plain, options: more }, readers);
};

/** @type {typeof import('./tools.js').edit} */
export const edit = (snapshot, operation, { now = Date.now(), actor } = {}) =>
  call({ do: 'edit', snapshot, operation, now, actor });
