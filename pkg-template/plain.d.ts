import type { PlainCore } from './index.js';

/**
 * The core as plain JavaScript, for pages that may not compile WebAssembly: the same answers bit for bit.
 *
 * `init()` loads it by itself where it is needed. Import it to have it in your own bundle, without a request of its own:
 * `initSync(plain)` before `createClient` or `new Evaluator`.
 */
export const plain: PlainCore;
