// The code of the documentation, as it stands there.
import { read } from './support.js';

/** The code blocks of a page that stand behind `<!-- test: name -->`, by name. @param {string} path @returns {{ [name: string]: string }} */
export function snippets(path) {
  const text = read(path);
  const found = [...text.matchAll(/<!-- test: (\w+) -->\n```\w+\n([^]*?)```/g)].map(([, name, code]) => [name, code]);
  const blocks = text.match(/^```\w+$/gm)?.length ?? 0;
  if (found.length === 0 || found.length !== blocks) throw new Error(`${path} has ${blocks} blocks of code, of which ${found.length} can be run`);
  return Object.fromEntries(found);
}
