/** flagd-core with code generated for each condition, which needs `new Function`. */
import { flagd } from './flagd.js';

export const peer = flagd(
  'flagd-core, generated',
  true,
  'with code generation: not possible in Workers or with a strict CSP',
);
