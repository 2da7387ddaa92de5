/** A snapshot, ready to decide: the public face of `Decider`. */
import { Context } from './context.js';
import { Decider } from './decider.js';

export class Evaluator {
  #decider;

  /** @param {string} snapshotText */
  constructor(snapshotText) {
    this.#decider = new Decider(snapshotText);
  }

  get revision() {
    return this.#decider.manifest.revision;
  }

  get issues() {
    return this.#decider.manifest.issues;
  }

  get keys() {
    return [...this.#decider.manifest.flags.keys()];
  }

  /** @param {string} snapshotText */
  replace(snapshotText) {
    this.#decider.replace(snapshotText);
  }

  /** @param {import('../index.js').Attributes} [attributes] @param {import('../index.js').ContextOptions} [options] */
  context(attributes, options) {
    return new Context(this.#decider, attributes, options ?? {});
  }
}
