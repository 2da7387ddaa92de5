/** For servers that render a page: the user's decisions for the page, and the visitor's cookie. */
export { handOver } from './client/server/hand-over.js';
export { visitorOf } from './client/server/visitor.js';
export { scriptJson } from './html/rewrite.js';
