/**
 * One snapshot in one engine: decisions as numbers, for one context after another.
 *
 * @typedef {{ attributes: object, assignments: object | undefined, now: number | undefined, consent: number }} Who
 * @typedef {import('./manifest.js').Needs} Needs
 */
import { Engine, FORMAT, isCompiled } from './engine.js';
import { SnapshotError, damaged, readManifest } from './manifest.js';
import { Packer, find } from './pack.js';

/** What `Decision` (src/decision.rs) says of a flag that can't be used. */
export const ERROR = 5 << 10;

/** Instead of a flag's index. */
const ALL = -1;

export class Decider {
  #text = '';
  #packing = false;
  #engine = new Engine();
  /** @type {import('./manifest.js').Manifest} */
  manifest;
  #packer;

  /** @param {string} text */
  constructor(text) {
    this.manifest = load(this.#engine, text);
    this.#packer = new Packer(this.#engine, this.manifest.attributes);
    this.#text = text;
  }

  /** Takes another snapshot; when it throws, the one before goes on. @param {string} text */
  replace(text) {
    // Called by a getter: the core would give away the memory that is written to.
    if (this.#packing) throw new Error('a snapshot cannot be replaced while attributes are read');
    try {
      this.#take(text, this.#engine);
    } catch (error) {
      if (error instanceof SnapshotError) throw error;
      this.#take(text, new Engine());
    }
  }

  /** @param {string} text @param {Engine} engine */
  #take(text, engine) {
    this.manifest = load(engine, text);
    this.#packer = new Packer(engine, this.manifest.attributes);
    this.#engine = engine;
    this.#text = text;
  }

  /** @param {Who} who @param {import('./manifest.js').Flag} flag */
  one(who, { index, needs }) {
    return this.#ask(who, index, needs) ?? ERROR;
  }

  /** Decisions by flag index. @param {Who} who @returns {ArrayLike<number>} */
  all(who) {
    const at = this.#ask(who, ALL, this.manifest.needs[0]);
    if (at === undefined) return [];
    this.#engine.refresh();
    return this.#engine.words.slice(at >> 2, (at >> 2) + this.manifest.flags.size);
  }

  /**
   * A trap leaves an instance in no known state, so the snapshot moves to a new one, and the call is tried once more.
   * A getter that asks for a decision while it is read for another gets none: it would pack over what is half packed.
   * @param {Who} who @param {number} flag @param {Needs} needs @returns {number | undefined}
   */
  #ask(who, flag, needs) {
    if (this.#packing) return;
    try {
      return this.#decide(who, flag, needs);
    } catch {
      try {
        this.#take(this.#text, new Engine());
        return this.#decide(who, flag, needs);
      } catch {
        return;
      }
    }
  }

  /** @param {Who} who @param {number} flag @param {Needs} needs */
  #decide(who, flag, needs) {
    if (!this.#packer.has(who, needs)) this.#pack(who, needs);
    const { wasm } = this.#engine;
    const { now = 0, consent } = who;
    return flag === ALL ? wasm.decide_all(now, consent) : wasm.decide(flag, now, consent);
  }

  /** The value of an attribute by its path, as a decision saw it. @param {Who} who @param {string} path @returns {unknown} */
  attribute(who, path) {
    try {
      const value = find(who.attributes, { name: path, path: path.split('.') });
      return value instanceof Date ? value.getTime() : value;
    } catch {
      return undefined;
    }
  }

  /** @param {Who} who @param {Needs} needs */
  #pack(who, needs) {
    this.#packing = true;
    // The snapshot in use when the context was made may have known no time.
    if (this.manifest.timed) who.now ??= Date.now();
    try {
      this.#packer.pack(who, needs);
    } finally {
      this.#packing = false;
    }
  }
}

/** Gives a text to an engine, which serves it from now on. @param {Engine} engine @param {string} text */
function load(engine, text) {
  return isCompiled(text) ? restore(engine, text) : readManifest(JSON.parse(engine.load(text)));
}

/** The same for a compiled one. @param {Engine} engine @param {string} text */
function restore(engine, text) {
  let compiled,
    manifest,
    code = '';
  try {
    compiled = JSON.parse(text);
    if (compiled.format === FORMAT) {
      manifest = readManifest(compiled.manifest);
      code = String(compiled.code);
    }
  } catch (thrown) {
    throw damaged(`the compiled snapshot is damaged: ${thrown}`);
  }
  if (!manifest) throw damaged(`expected the format \`${FORMAT}\`, found \`${compiled.format}\``);
  engine.give(code);
  if (!engine.wasm.restore(manifest.flags.size))
    throw damaged('the compiled snapshot is damaged: the code does not belong to the manifest');
  return manifest;
}
