// The README's code, as it stands there.
import { read } from '../support.js';

const readme = read('README.md');

/** The code block behind `<!-- test: name -->`. @param {string} name */
export function snippet(name) {
  const found = readme.match(new RegExp(`<!-- test: ${name} -->\\n\`\`\`\\w+\\n([^]*?)\`\`\``));
  if (!found) throw new Error(`the README has no snippet \`${name}\``);
  return found[1];
}

/** How many code blocks the README has. */
export const blocks = () => readme.match(/^```\w+$/gm)?.length ?? 0;

/** The rows of the table of limits, by their first column. */
export function limits() {
  const [, table] = readme.split('## Limits\n');
  const rows = table.split('\n## ')[0].split('\n').filter((line) => line.startsWith('| ')).slice(1);
  return new Map(rows.map((row) => /** @type {[string, string]} */ (row.split('|').slice(1, 3).map((cell) => cell.trim()))));
}

/** Runs a snippet of a module whose package is at `url`. @param {string} code @param {Record<string, string>} packages */
export function resolved(code, packages) {
  return Object.entries(packages).reduce((text, [name, url]) => text.replaceAll(`from '${name}'`, `from '${url}'`), code);
}
