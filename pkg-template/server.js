/** For the server that renders the page: the user's decisions for the page, and the visitor's id. */
export { handOver } from './client/server/hand-over.js';
export { visitorOf } from './client/server/visitor.js';
export { scriptJson } from './html/rewrite.js';
