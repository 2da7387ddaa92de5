/**
 * A snapshot that was compiled before it was sent: its manifest, and its code in base64 (`src/code/mod.rs` has the layout).
 * It is JSON text as any snapshot is, so that whatever stores, caches or embeds one needs to know nothing of it.
 */
import { Engine, FORMAT } from './engine.js';

/** @type {typeof import('../index.js').compile} */
export function compile(snapshotText) {
  const engine = new Engine();
  const manifest = engine.load(snapshotText);
  const at = engine.wasm.code_at();
  const code = engine.bytes.subarray(at, at + engine.wasm.code_length());
  return `{"format":"${FORMAT}","manifest":${manifest},"code":"${base64(code)}"}`;
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = '';
  // In pieces: a function takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
