/** A client for people's own tests: no WebAssembly, no network, no timers, and everything it was told is there to assert. */
export { testClient } from './testing/client.js';
