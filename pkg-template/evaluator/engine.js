/**
 * One instance of the WebAssembly module, and its memory.
 *
 * The boundary is `src/wasm.rs`: numbers in, numbers out. An instance holds one snapshot, so that a trap (which leaves
 * an instance in no known state) costs one evaluator a rebuild and nobody else anything.
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

/** The whole core, and the part that decides, which is all that a compiled snapshot needs. @type {Core | undefined} */
let whole;
/** @type {Core | undefined} */
let part;
/** What was begun, by what loads it. @type {Map<unknown, Promise<void>>} */
const loading = new Map();

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @type {typeof import('../index.js').initSync} */
export function initSync(module) {
  whole ??= module;
}

/** @type {typeof import('../index.js').init} */
export const init = (source) => begin(loadCore, initSync, source);

/** Loads what a snapshot's text needs; for one that is still to come, what it needs if it is compiled. @param {string} [text] */
export const initFor = (text) =>
  text === undefined || isCompiled(text) ? begin(loadPage, (module) => (part ??= module)) : init();

/** @param {() => any} load @param {(module: Core) => void} take @param {any} [source] instead of what `load` gives @returns {Promise<void>} */
function begin(load, take, source) {
  const begun = loading.get(load) ?? (whole ? Promise.resolve() : compileModule(source ?? load()).then(take));
  loading.set(load, begun);
  begun.catch(() => loading.delete(load));
  return begun;
}

/** Of compiled snapshots. Its number is LAYOUT in src/code/mod.rs. */
export const FORMAT = 'burgee-compiled/1';

/** Whether a snapshot's text is a compiled one. @param {string} text */
export const isCompiled = (text) => /^\s*{\s*"format"\s*:\s*"burgee-compiled\//.test(text);

/**
 * @param {any} given A module, its bytes, a response, or where to fetch it; or the core as plain JavaScript
 * @returns {Promise<Core>}
 */
export async function compileModule(given) {
  const source = await given;
  // Not by its class: at Vercel's edge a module comes from outside the function's own world.
  if (typeof source === 'function' || source[Symbol.toStringTag] === 'WebAssembly.Module') return source;
  if (typeof source === 'string' || source instanceof URL) return compileModule(fetch(source));
  // Bytes first: Node makes its `Response` when it is first named, which takes ten times as long as all else here.
  if (ArrayBuffer.isView(source) || typeof Response === 'undefined' || !(source instanceof Response))
    return WebAssembly.compile(source);
  if (!source.ok) throw new Error(`the WebAssembly module at ${source.url} answered ${source.status}`);
  // Streaming needs the right content type, which not every server sends.
  return source.headers.get('content-type') === 'application/wasm' && WebAssembly.compileStreaming
    ? WebAssembly.compileStreaming(source)
    : WebAssembly.compile(await source.arrayBuffer());
}

export class Engine {
  /** @param {Core} [module] */
  constructor(module = whole ?? part) {
    if (!module) throw new Error('call `await init()` or `initSync(module)` first');
    /** @type {any} */
    const exports = typeof module === 'function' ? module() : new WebAssembly.Instance(module, {}).exports;
    /** Whether memory that grew leaves its old views in place instead of emptying them. */
    this.plain = typeof module === 'function';
    /** @type {Exports} */
    this.wasm = exports;
    this.bytes = new Uint8Array();
    this.words = new Uint32Array();
    this.doubles = new Float64Array();
    this.refresh();
  }

  /** Makes the views anew when memory has grown under them. */
  refresh() {
    const { buffer } = this.wasm.memory;
    if (this.bytes.buffer === buffer) return;
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
    this.doubles = new Float64Array(buffer);
  }

  /** Writes a text into the input. @param {string} text */
  give(text) {
    const encoded = encoder.encode(text);
    const at = this.wasm.input(encoded.length);
    this.refresh();
    this.bytes.set(encoded, at);
  }

  /** Serves a snapshot from now on, and gives its manifest as text. @param {string} text */
  load(text) {
    if (!this.wasm.load)
      throw new Error('the snapshot is not compiled: call `await init()` first');
    this.give(text);
    const loaded = this.wasm.load();
    const told = this.take();
    if (!loaded) throw readFailure(told);
    return told;
  }

  /** The output as text; its memory is given back. */
  take() {
    const { wasm } = this;
    this.refresh();
    const at = wasm.output_at();
    const text = decoder.decode(this.bytes.subarray(at, at + wasm.output_length()));
    wasm.output_done();
    return text;
  }
}
