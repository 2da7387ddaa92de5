/** For whoever answers the page's request: the user's decisions for the page, and who the user is. */
export { handOver } from './client/server/hand-over.js';
export { visitorOf } from './client/server/visitor.js';
export { scriptJson } from './html/rewrite.js';
