/** A client for unit tests: no WebAssembly, no network, no timers, and all its events can be asserted. */
export { testClient } from './testing/client.js';
