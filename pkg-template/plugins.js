/** Optional parts of the client. A bundle contains only those that it imports. */
export { anonymousId } from './client/plugins/anonymous-id.js';
export { handedOver } from './client/plugins/server-values.js';
export { serverSentEvents } from './client/plugins/server-sent-events.js';
export { storedAssignments } from './client/plugins/stored-assignments.js';
export { urlOverrides } from './client/plugins/url-overrides.js';
