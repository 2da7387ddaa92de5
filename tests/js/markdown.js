// The code of the documentation, as it stands there.
import { read } from './support.js';

/**
 * The code blocks of a page, and those that stand behind `<!-- test: name -->` by name.
 * @param {string} path from the repository's root
 */
export function codeOf(path) {
  const text = read(path);
  const found = new Map(
    [...text.matchAll(/<!-- test: ([\w-]+) -->\n```\w+\n([\s\S]*?)```/g)].map(([, name, code]) => [name, code]),
  );
  return {
    blocks: text.match(/^```\w+$/gm)?.length ?? 0,
    names: [...found.keys()],
    /** @param {string} name @returns {string} */
    code(name) {
      const code = found.get(name);
      if (code === undefined) throw new Error(`${path} has no snippet \`${name}\``);
      return code;
    },
  };
}

/** The code of a page all of whose blocks have a name, by that. @param {string} path @returns {{ [name: string]: string }} */
export function snippets(path) {
  const { blocks, names, code } = codeOf(path);
  if (names.length === 0 || names.length !== blocks)
    throw new Error(`${path} has ${blocks} blocks of code, of which ${names.length} can be run`);
  return Object.fromEntries(names.map((name) => [name, code(name)]));
}
