/** Writes the results to the documentation. */
import { readFileSync, writeFileSync } from 'node:fs';
import { picture } from './picture.js';
import { tables } from './tables.js';

export const RESULTS = new URL('../results.json', import.meta.url);
export const PAGE = new URL('../../docs/benchmarks.md', import.meta.url);
export const PICTURE = new URL('../../docs/benchmarks.svg', import.meta.url);
const BEGIN = '<!-- begin: what `cargo xtask bench js` measured -->';
const END = '<!-- end: what `cargo xtask bench js` measured -->';

/** @param {any} results of run.js */
export function write(results) {
  writeFileSync(RESULTS, `${JSON.stringify(results, rounded, 1)}\n`);
  const written = JSON.parse(readFileSync(RESULTS, 'utf8'));
  writeFileSync(PAGE, filled(readFileSync(PAGE, 'utf8'), written));
  writeFileSync(PICTURE, picture(written));
}

/** Returns the page with these results between its markers. @param {string} page @param {any} results */
export function filled(page, results) {
  const begin = page.indexOf(BEGIN),
    end = page.indexOf(END);
  if (begin < 0 || end < begin)
    throw new Error(`docs/benchmarks.md has no markers, restore them from git: \`${BEGIN}\` and \`${END}\``);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${tables(results)}\n\n${page.slice(end)}`;
}

/** Rounds to four digits: measurements are less exact. @param {string} _key @param {any} value */
const rounded = (_key, value) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
