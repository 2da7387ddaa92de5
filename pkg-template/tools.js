/** What the page does not need: checks, explanations, edits, and readers of other systems' files. */
import { load as loadReaders } from '#load-readers';
import { load as loadTools } from '#load-tools';
import { Engine, compileModule } from './evaluator/engine.js';
import { find } from './evaluator/pack.js';
import { converted } from './evaluator/view.js';
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
 * One instance a call: tools are called by people, and nothing of one call stays for the next.
 * @param {any} request @param {() => Module} [module] @returns {Promise<any>}
 */
async function call(request, module = tools) {
  const engine = new Engine(await module());
  engine.give(JSON.stringify(request));
  engine.wasm.call();
  const { ok, error, convert } = JSON.parse(engine.take());
  if (error) throw new ToolsError(error.message, error.issues);
  if (!convert) return ok;
  return call(
    { ...request, converted: conversions(convert, request.attributes ?? request.operation.attributes) },
    module,
  );
}

/**
 * What `as` makes of attributes, which the module leaves to JavaScript: path → value under each conversion's number.
 * @param {[path: string, view: number][]} asked @param {any} attributes
 */
function conversions(asked, attributes) {
  /** @type {{ [view: number]: { [path: string]: unknown } }} */
  const all = {};
  for (const [name, view] of asked) {
    const value = converted(view, find(attributes, { name, path: name.split('.') }));
    // What can't be converted is to JSON what no operator compares: an object.
    const json = (/** @type {unknown} */ one) =>
      typeof one === 'function' || (!Number.isFinite(one ?? 0) && typeof one === 'number') ? {} : one;
    (all[view] ??= Object.create(null))[name] = Array.isArray(value) ? value.map(json) : json(value);
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
