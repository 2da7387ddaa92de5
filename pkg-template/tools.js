/** What the page does not need: checks, explanations, edits, and readers of other systems' files. */
import { load } from '#load-tools';
import { Engine, compile } from './evaluator/engine.js';

/** @type {ReturnType<typeof compile> | undefined} */
let module;

/** Thrown when a request can't be carried out. */
export class ToolsError extends Error {
  /** @param {string} message @param {import('./index.js').Issue[]} issues */
  constructor(message, issues) {
    super(message);
    this.name = 'ToolsError';
    this.issues = issues;
  }
}

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
export const read = (format, text, options = {}) => call({ do: 'read', format, text, options });

/** @type {typeof import('./tools.js').edit} */
export const edit = (snapshot, operation, { now = Date.now(), actor } = {}) =>
  call({ do: 'edit', snapshot, operation, now, actor });
