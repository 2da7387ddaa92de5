/** @param {import('./calls.js').Url} url */
export function pageSuite(url) {}
