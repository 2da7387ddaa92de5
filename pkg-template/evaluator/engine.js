/**
 * One instance of the WebAssembly module, and its memory.
 *
 * The boundary is `src/wasm.rs`: numbers in, numbers out. An instance holds one snapshot, so that a trap (which leaves
 * an instance in no known state) costs one evaluator a rebuild and nobody else anything.
 */
import { load as loadCore, loadPage } from '#load-core';

/**
 * @typedef {{
 *   memory: WebAssembly.Memory,
 *   input(length: number): number, load(): number,
 *   output_at(): number, output_length(): number, output_done(): void,
 *   words(count: number): number, bytes(length: number): number,
 *   decide(flag: number, now: number, consent: number): number,
 *   decide_all(now: number, consent: number): number,
 *   call(): void,
 * }} Exports
 */

/** @typedef {WebAssembly.Module | import('../index.js').PlainCore} Core */

/** @type {Core | undefined} */
let core;
/** @type {Promise<void> | undefined} */
let loading;
/** @type {Promise<void> | undefined} */
let completing;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @type {typeof import('../index.js').initSync} */
export function initSync(module) {
  core ??= module;
}

/** @type {typeof import('../index.js').init} */
export const init = (source) => start(() => source ?? loadCore());

/** The same with the small module for pages, which refuses snapshots that need more (`needs-full`). */
export const initPage = () => start(loadPage);

/** @param {() => any} load @returns {Promise<void>} */
function start(load) {
  loading ??= core ? Promise.resolve() : compile(load()).then(initSync);
  loading.catch(() => (loading = undefined));
  return loading;
}

/** Takes the whole core in place of the small one, for all who begin from now on. @returns {Promise<void>} */
export function complete() {
  completing ??= compile(loadCore()).then((module) => void (core = module));
  completing.catch(() => (completing = undefined));
  return completing;
}

/**
 * @param {any} given A module, its bytes, a response, or where to fetch it; or the core as plain JavaScript
 * @returns {Promise<Core>}
 */
export async function compile(given) {
  const source = await given;
  // Not by its class: at Vercel's edge a module comes from outside the function's own world.
  if (typeof source === 'function' || source[Symbol.toStringTag] === 'WebAssembly.Module') return source;
  if (typeof source === 'string' || source instanceof URL) return compile(fetch(source));
  if (typeof Response === 'undefined' || !(source instanceof Response)) return WebAssembly.compile(source);
  if (!source.ok) throw new Error(`the WebAssembly module at ${source.url} answered ${source.status}`);
  // Streaming needs the right content type, which not every server sends.
  return source.headers.get('content-type') === 'application/wasm' && WebAssembly.compileStreaming
    ? WebAssembly.compileStreaming(source)
    : WebAssembly.compile(await source.arrayBuffer());
}

export class Engine {
  /** @param {Core} [module] */
  constructor(module = core) {
    if (!module) throw new Error('call `await init()` or `initSync(module)` before `new Evaluator()`');
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

  /**
   * Writes a text into the input.
   * @param {string} text
   */
  give(text) {
    const encoded = encoder.encode(text);
    const at = this.wasm.input(encoded.length);
    this.refresh();
    this.bytes.set(encoded, at);
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
