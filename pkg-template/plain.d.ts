import type { PlainCore } from './index.js';

/**
 * The core as plain JavaScript, for pages that must not compile WebAssembly. It makes exactly the same decisions.
 *
 * `init()` loads it automatically where it is needed. Import it to include it in your own bundle and save a request:
 * call `initSync(plain)` before `createClient()` or `new Evaluator()`.
 */
export const plain: PlainCore;
