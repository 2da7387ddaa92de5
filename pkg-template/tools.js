/** What the page does not need: checks, explanations, edits, and readers of other systems' files. */
import { load } from '#load-tools';
import { Engine, compile } from './evaluator/engine.js';
import { decrypted } from './tools/decrypt.js';
import { ToolsError } from './tools/error.js';

export { ToolsError };

/** @type {ReturnType<typeof compile> | undefined} */
let module;

/** One instance a call: tools are called by people, and nothing of one call stays for the next. @param {object} request */
async function call(request) {
  module ??= compile(load());
  module.catch(() => (module = undefined));
  const engine = new Engine(await module);
  engine.give(JSON.stringify(request));
  engine.wasm.call();
  const { ok, error } = JSON.parse(engine.take());
  if (error) throw new ToolsError(error.message, error.issues);
  return ok;
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
  return call({ do: 'read', format, text: plain, options: more });
};

/** @type {typeof import('./tools.js').edit} */
export const edit = (snapshot, operation, { now = Date.now(), actor } = {}) =>
  call({ do: 'edit', snapshot, operation, now, actor });
