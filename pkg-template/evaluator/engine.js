/**
 * One instance of the WebAssembly module, and its memory. The only file that knows the module's exports.
 *
 * The boundary is `src/wasm.rs`: numbers in, numbers out. An instance holds one snapshot: a trap leaves an instance in an
 * undefined state, and then only one evaluator has to be rebuilt.
 */
import { load as loadCore, loadPage } from '#load-core';
import { readFailure } from './manifest.js';

/**
 * @typedef {{
 *   memory: WebAssembly.Memory,
 *   input(length: number): number, load(): number, restore(flags: number): number,
 *   code_at(): number, code_length(): number,
 *   output_at(): number, output_length(): number, output_done(): void,
 *   words(count: number): number, bytes(length: number): number,
 *   decide(flag: number, now: number, consent: number): number,
 *   decide_all(now: number, consent: number): number,
 *   call(): void,
 * }} Exports
 */

/** @typedef {WebAssembly.Module | import('../index.js').PlainCore} Core */

/** Compiles and decides. @type {Core | undefined} */
let fullCore;
/** Only decides, which is enough for compiled snapshots. @type {Core | undefined} */
let pageCore;
/** Loads in progress or finished, by their loader. @type {Map<unknown, Promise<void>>} */
const loading = new Map();

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @type {typeof import('../index.js').initSync} */
export function initSync(module) {
  fullCore ??= module;
}

/** @type {typeof import('../index.js').init} */
export const init = (source) => loadOnce(loadCore, initSync, source);

/** Loads the module that a snapshot needs; without a text, the one for compiled snapshots. @param {string} [text] */
export const initFor = (text) =>
  text === undefined || isCompiled(text) ? loadOnce(loadPage, (module) => (pageCore ??= module)) : init();

/** @param {() => any} load @param {(module: Core) => void} keep @param {any} [source] replaces the result of `load` @returns {Promise<void>} */
function loadOnce(load, keep, source) {
  const loaded = loading.get(load) ?? (fullCore ? Promise.resolve() : compileModule(source ?? load()).then(keep));
  loading.set(load, loaded);
  loaded.catch(() => loading.delete(load));
  return loaded;
}

/** The format of compiled snapshots. Its number is LAYOUT in src/code/mod.rs. */
export const FORMAT = 'burgee-compiled/1';

/** Whether a text is a compiled snapshot. @param {string} text */
export const isCompiled = (text) => /^\s*{\s*"format"\s*:\s*"burgee-compiled\//.test(text);

/**
 * @param {any} given a module, its bytes, a response, or a URL to fetch it from; or the core as plain JavaScript
 * @returns {Promise<Core>}
 */
export async function compileModule(given) {
  const source = await given;
  // Not `instanceof`: at Vercel's edge a module belongs to another realm.
  if (typeof source === 'function' || source[Symbol.toStringTag] === 'WebAssembly.Module') return source;
  if (typeof source === 'string' || source instanceof URL) return compileModule(fetch(source));
  // Bytes first: Node initialises `Response` at its first mention, which takes ten times as long as the rest of this function.
  if (ArrayBuffer.isView(source) || typeof Response === 'undefined' || !(source instanceof Response))
    return WebAssembly.compile(source);
  if (!source.ok) throw new Error(`the WebAssembly module at ${source.url} answered ${source.status}`);
  // Streaming needs the right content type, and not every server sends it.
  return source.headers.get('content-type') === 'application/wasm' && WebAssembly.compileStreaming
    ? WebAssembly.compileStreaming(source)
    : WebAssembly.compile(await source.arrayBuffer());
}

export class Engine {
  /** @param {Core} [module] */
  constructor(module = fullCore ?? pageCore) {
    if (!module) throw new Error('call `await init()` or `initSync(module)` first');
    /** @type {any} */
    const exports = typeof module === 'function' ? module() : new WebAssembly.Instance(module, {}).exports;
    /** Whether views stay valid when memory has grown (plain JavaScript), instead of becoming empty. */
    this.plain = typeof module === 'function';
    /** @type {Exports} */
    this.wasm = exports;
    this.bytes = new Uint8Array();
    this.u32 = new Uint32Array();
    this.f64 = new Float64Array();
    this.refresh();
  }

  /** Creates the views again after memory has grown. */
  refresh() {
    const { buffer } = this.wasm.memory;
    if (this.bytes.buffer === buffer) return;
    this.bytes = new Uint8Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.f64 = new Float64Array(buffer);
  }

  /** @param {string} text */
  writeInput(text) {
    const encoded = encoder.encode(text);
    const at = this.wasm.input(encoded.length);
    this.refresh();
    this.bytes.set(encoded, at);
  }

  /** Replaces the instance's snapshot by a source snapshot. @param {string} text @returns {string} its manifest */
  load(text) {
    if (!this.wasm.load) throw new Error('the snapshot is not compiled: call `await init()` first');
    this.writeInput(text);
    const loaded = this.wasm.load();
    const output = this.readOutput();
    if (!loaded) throw readFailure(output);
    return output;
  }

  /** Returns the output as text and frees its memory. */
  readOutput() {
    const { wasm } = this;
    this.refresh();
    const at = wasm.output_at();
    const text = decoder.decode(this.bytes.subarray(at, at + wasm.output_length()));
    wasm.output_done();
    return text;
  }
}

// Functions instead of methods, so that a page's bundle has only those that it calls.

/** Replaces the instance's snapshot by a program. @param {Engine} engine @param {string} code base64 @param {number} flagCount @returns {number} 0 if it is damaged */
export function restore(engine, code, flagCount) {
  engine.writeInput(code);
  return engine.wasm.restore(flagCount);
}

/** The program of the instance's snapshot. @param {Engine} engine */
export function programOf({ wasm, bytes }) {
  const at = wasm.code_at();
  return bytes.subarray(at, at + wasm.code_length());
}

/** @param {Engine} engine @param {number} flag index @param {number} now ms since 1970 @param {number} consent @returns {number} see `Decision` in src/decision.rs */
export const decide = ({ wasm }, flag, now, consent) => wasm.decide(flag, now, consent);

/** Decides all flags. @param {Engine} engine @param {number} now @param {number} consent @returns {number} address of the decisions */
export const decideAll = ({ wasm }, now, consent) => wasm.decide_all(now, consent);

/** Makes room for the records of a packed context. @param {Engine} engine @param {number} count @returns {number} their address */
export const reserveRecords = ({ wasm }, count) => wasm.words(count);

/** Makes room for the texts of a packed context. @param {Engine} engine @param {number} length in bytes @returns {number} their address */
export const reserveText = ({ wasm }, length) => wasm.bytes(length);

/** Carries out a request to the tools. @param {Engine} engine @param {string} request JSON @returns {string} JSON */
export function callTools(engine, request) {
  engine.writeInput(request);
  engine.wasm.call();
  return engine.readOutput();
}
