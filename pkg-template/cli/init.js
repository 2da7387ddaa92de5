/** `burgee init`: writes a first file. */
import { DEFAULT, create } from './file.js';

/** With the schema, for completion in editors. */
const EMPTY = `{
  "$schema": "./node_modules/burgee/schema.json",
  "format": "burgee/1",
  "revision": 1,
  "flags": {}
}
`;

/** @type {import('./commands.js').Command} */
export const INIT = {
  about: 'Create an empty snapshot.',
  names: ['[file]'],
  options: {},
  examples: ['burgee init', 'burgee init config/flags.json'],
  async run(_, [name = DEFAULT]) {
    await create(name, EMPTY);
    return { text: `\`${name}\` is written: add a flag with \`burgee flag create <key>\``, data: { file: name } };
  },
};
