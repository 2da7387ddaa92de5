/**
 * One snapshot in one engine: decisions as numbers, for one context after another.
 *
 * @typedef {{ attributes: object, assignments: object | undefined, now: number, consent: number }} Who
 */
import { Engine } from './engine.js';
import { readFailure, readManifest } from './manifest.js';
import { Packer, find } from './pack.js';

/** What `Decision::pack` (src/evaluate.rs) says of a flag that can't be used. */
export const ERROR = 5 << 10;

export class Decider {
  #text = '';
  /** Whose attributes are packed. @type {Who | undefined} */
  #packed;
  #engine = new Engine();
  /** @type {import('./manifest.js').Manifest} */
  manifest;
  #packer;

  /** @param {string} text */
  constructor(text) {
    this.manifest = this.#load(text);
    this.#packer = new Packer(this.#engine, this.manifest.attributes);
  }

  /** Takes another snapshot; when it throws, the one before goes on. @param {string} text */
  replace(text) {
    this.manifest = this.#load(text);
    this.#packer = new Packer(this.#engine, this.manifest.attributes);
    this.#packed = undefined;
  }

  /** @param {string} text */
  #load(text) {
    const engine = this.#engine;
    engine.give(text);
    if (!engine.wasm.load()) throw readFailure(engine.take());
    this.#text = text;
    return readManifest(engine.take());
  }

  /** @param {Who} who @param {number} flag The flag's index */
  one(who, flag) {
    return this.#guard(() => {
      this.#pack(who);
      return this.#engine.wasm.decide(flag, who.now, who.consent);
    }) ?? ERROR;
  }

  /** Decisions by flag index. @param {Who} who @returns {ArrayLike<number>} */
  all(who) {
    return this.#guard(() => {
      this.#pack(who);
      const at = this.#engine.wasm.decide_all(who.now, who.consent) >> 2;
      this.#engine.refresh();
      return this.#engine.words.slice(at, at + this.manifest.flags.size);
    }) ?? [];
  }

  /** The value of an attribute by its path, as a decision saw it. @param {Who} who @param {string} path */
  attribute(who, path) {
    const attribute = this.manifest.attributes.find(({ name }) => name === path);
    return attribute && find(who.attributes, attribute);
  }

  /** @param {Who} who */
  #pack(who) {
    if (this.#packed === who) return;
    this.#packed = undefined;
    this.#packer.pack(who.attributes, who.assignments);
    this.#packed = who;
  }

  /**
   * A trap leaves an instance in no known state, so the snapshot moves to a new one, and the call is tried once more.
   * @template T @param {() => T} act @returns {T | undefined}
   */
  #guard(act) {
    try {
      return act();
    } catch {
      try {
        this.#engine = new Engine();
        this.replace(this.#text);
        return act();
      } catch {
        return undefined;
      }
    }
  }
}
