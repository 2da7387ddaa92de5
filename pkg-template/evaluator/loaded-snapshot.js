/**
 * One snapshot, loaded into one engine. Decides for one context after another; decisions are numbers.
 *
 * What is known of one user, for `LoadedSnapshot` and `Packer`.
 * @typedef {{ attributes: object, assignments: object | undefined, now: number | undefined, consent: number }} ContextInput
 * @typedef {import('./manifest.js').Needs} Needs
 */
import { Engine, FORMAT, decide, decideAll, isCompiled, restore as restoreProgram } from './engine.js';
import { SnapshotError, damaged, readManifest } from './manifest.js';
import { find } from './attributes.js';
import { Packer } from './pack.js';

/** The decision for a broken flag; see `Decision` in src/decision.rs. */
export const ERROR = 5 << 10;

/** Takes the place of a flag's index. */
const ALL = -1;

export class LoadedSnapshot {
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

  /** Loads another snapshot. If it throws, the snapshot before stays in use. @param {string} text */
  replace(text) {
    // Called from a getter: loading would free the memory that the packer is writing to.
    if (this.#packing) throw new Error('a snapshot cannot be replaced while attributes are read');
    try {
      this.#load(text, this.#engine);
    } catch (error) {
      if (error instanceof SnapshotError) throw error;
      this.#load(text, new Engine());
    }
  }

  /** @param {string} text @param {Engine} engine */
  #load(text, engine) {
    this.manifest = load(engine, text);
    this.#packer = new Packer(engine, this.manifest.attributes);
    this.#engine = engine;
    this.#text = text;
  }

  /** @param {ContextInput} input @param {import('./manifest.js').Flag} flag */
  decide(input, { index, needs }) {
    return this.#decideSafely(input, index, needs) ?? ERROR;
  }

  /** Decisions by flag index. @param {ContextInput} input @returns {ArrayLike<number>} */
  decideAll(input) {
    const at = this.#decideSafely(input, ALL, this.manifest.needs[0]);
    if (at === undefined) return [];
    this.#engine.refresh();
    return this.#engine.u32.slice(at >> 2, (at >> 2) + this.manifest.flags.size);
  }

  /**
   * After a trap the instance is in an undefined state: the snapshot moves to a new one, and the call is tried once more.
   * A decision from within a getter fails: it would overwrite the context that is being packed.
   * @param {ContextInput} input @param {number} flag @param {Needs} needs @returns {number | undefined}
   */
  #decideSafely(input, flag, needs) {
    if (this.#packing) return;
    try {
      return this.#decide(input, flag, needs);
    } catch {
      try {
        this.#load(this.#text, new Engine());
        return this.#decide(input, flag, needs);
      } catch {
        return;
      }
    }
  }

  /** @param {ContextInput} input @param {number} flag @param {Needs} needs */
  #decide(input, flag, needs) {
    if (!this.#packer.has(input, needs)) this.#pack(input, needs);
    const { now = 0, consent } = input;
    return flag === ALL ? decideAll(this.#engine, now, consent) : decide(this.#engine, flag, now, consent);
  }

  /** The value of an attribute by its path, as decisions read it. @param {ContextInput} input @param {string} path @returns {unknown} */
  attribute(input, path) {
    try {
      const value = find(input.attributes, { name: path, path: path.split('.') });
      return value instanceof Date ? value.getTime() : value;
    } catch {
      return undefined;
    }
  }

  /** @param {ContextInput} input @param {Needs} needs */
  #pack(input, needs) {
    this.#packing = true;
    // The snapshot that was in use when the context was made may not have needed the time.
    if (this.manifest.timed) input.now ??= Date.now();
    try {
      this.#packer.pack(input, needs);
    } finally {
      this.#packing = false;
    }
  }
}

/** Loads a text into an engine. @param {Engine} engine @param {string} text */
function load(engine, text) {
  return isCompiled(text) ? restore(engine, text) : readManifest(JSON.parse(engine.load(text)));
}

/** The same for a compiled snapshot. @param {Engine} engine @param {string} text */
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
  if (!restoreProgram(engine, code, manifest.flags.size))
    throw damaged('the compiled snapshot is damaged: the code does not belong to the manifest');
  return manifest;
}
