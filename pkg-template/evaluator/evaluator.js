/** The public class: a snapshot that decides. */
import { Context } from './context.js';
import { LoadedSnapshot } from './loaded-snapshot.js';

export class Evaluator {
  #snapshot;

  /** @param {string} snapshotText */
  constructor(snapshotText) {
    this.#snapshot = new LoadedSnapshot(snapshotText);
  }

  get revision() {
    return this.#snapshot.manifest.revision;
  }

  get issues() {
    return this.#snapshot.manifest.issues;
  }

  get keys() {
    return [...this.#snapshot.manifest.flags.keys()];
  }

  /** @param {string} snapshotText */
  replace(snapshotText) {
    this.#snapshot.replace(snapshotText);
  }

  /** @param {import('../index.js').Attributes} [attributes] @param {import('../index.js').ContextOptions} [options] */
  context(attributes, options) {
    return new Context(this.#snapshot, attributes, options ?? {});
  }
}
