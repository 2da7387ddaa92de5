import { plain } from '../core-files.js';

/**
 * Where there is no WebAssembly, or a `Content-Security-Policy` forbids it, an empty module throws: some browsers refuse
 * to compile, others only to instantiate. Asked before anything is downloaded in vain.
 */
function forbidden() {
  try {
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    return true;
  }
}

/**
 * The core as WebAssembly, or else as plain JavaScript: an ordinary module of the same origin, by its address, so that no
 * bundle holds it.
 * @param {() => any} load
 */
export const orPlain = (load) =>
  forbidden()
    ? import(/* webpackIgnore: true */ /* @vite-ignore */ plain().href).then((module) => module.plain)
    : load();
