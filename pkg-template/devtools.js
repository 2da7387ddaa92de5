/** A panel for developers, in the page: flags and why they are so, overrides, exposures as they happen. */
export { defineDevtools, mountDevtools } from './devtools/element.js';
