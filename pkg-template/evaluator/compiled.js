/**
 * Compiled snapshots: the manifest, and the program in base64 (layout: `src/code/mod.rs`). The result is JSON text like any
 * other snapshot, so that code which stores, caches or embeds snapshots needs no change.
 */
import { Engine, FORMAT, programOf } from './engine.js';

/** @type {typeof import('../index.js').compile} */
export function compile(snapshotText) {
  const engine = new Engine();
  const manifest = engine.load(snapshotText);
  return `{"format":"${FORMAT}","manifest":${manifest},"code":"${base64(programOf(engine))}"}`;
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = '';
  // In pieces: the number of a function's arguments is limited.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
