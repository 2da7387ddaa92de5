// The README's code, as it stands there.
import { codeOf } from '../markdown.js';
import { read } from '../support.js';

/** `snippet`: the code block after `<!-- test: name -->`; `blocks`: how many code blocks there are. */
export const { blocks, code: snippet } = codeOf('README.md');

/** The rows of the table of limits, by their first column. */
export function limits() {
  const [, table] = read('README.md').split('## Limits\n');
  const rows = table
    .split('\n## ')[0]
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1);
  return new Map(
    rows.map(
      (row) =>
        /** @type {[string, string]} */ (
          row
            .split('|')
            .slice(1, 3)
            .map((cell) => cell.trim())
        ),
    ),
  );
}

/** Runs a snippet of a module whose package is at `url`. @param {string} code @param {Record<string, string>} packages */
export function resolved(code, packages) {
  return Object.entries(packages).reduce(
    (text, [name, url]) => text.replaceAll(`from '${name}'`, `from '${url}'`),
    code,
  );
}
