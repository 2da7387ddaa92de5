/** The evaluator: a snapshot and a context give decisions. Nothing here fetches a snapshot or sends an event. */
export { compile } from './evaluator/compiled.js';
export { init, initSync } from './evaluator/engine.js';
export { Evaluator } from './evaluator/evaluator.js';
export { SnapshotError } from './evaluator/manifest.js';
