/** What not every page needs. Each is left out of a bundle that does not import it. */
export { anonymousId } from './client/plugins/anonymous-id.js';
export { handedOver } from './client/plugins/handed-over.js';
export { serverSentEvents } from './client/plugins/server-sent-events.js';
export { storedAssignments } from './client/plugins/stored-assignments.js';
export { urlOverrides } from './client/plugins/url-overrides.js';
