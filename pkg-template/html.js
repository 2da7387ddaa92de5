/** Decides variants in HTML on the edge: rewrites a response, as it streams, to one variant of each element. */
export { rewriteVariants, scriptJson } from './html/rewrite.js';
export { exposeWhenSeen } from './html/visibility.js';
