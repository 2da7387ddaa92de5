/** A panel for developers in the page: flags with the reasons of their values, overrides, and exposures as they happen. */
export { defineDevtools, mountDevtools } from './devtools/element.js';
