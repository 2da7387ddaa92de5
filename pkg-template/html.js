/** HTML with its variants decided on the edge: a response goes in, and streams out with one variant of each. */
export { rewriteVariants, scriptJson } from './html/rewrite.js';
export { exposeWhenSeen } from './html/seen.js';
