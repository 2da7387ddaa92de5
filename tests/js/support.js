/** The package as it was built, and the case files. */
import { readFileSync } from 'node:fs';

/** @param {string} path From the repository's root */
export const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** @param {string} path From the repository's root @returns {any} */
export const readJson = (path) => JSON.parse(read(path));

/** A snapshot with these flags, as text. @param {object} flags @param {object} [more] */
export const snapshot = (flags, more = {}) => JSON.stringify({ format: 'burgee/1', ...more, flags });
