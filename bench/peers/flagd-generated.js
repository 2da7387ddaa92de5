/** The same with code generated for each condition, where `new Function` is allowed. */
import { flagd } from './flagd.js';

export const peer = flagd(
  'flagd-core, generated',
  true,
  'with code generation: not in Workers, nor under a strict CSP',
);
