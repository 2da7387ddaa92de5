/** `burgee init`: a first file. */
import { DEFAULT, create } from './file.js';

/** With the schema, so that editors know the fields. */
const EMPTY = `{
  "$schema": "./node_modules/burgee/schema.json",
  "format": "burgee/1",
  "revision": 1,
  "flags": {}
}
`;

/** @type {import('./commands.js').Command} */
export const INIT = {
  about: 'Write an empty snapshot to begin with.',
  names: ['[file]'],
  options: {},
  examples: ['burgee init', 'burgee init config/flags.json'],
  async run(_, [name = DEFAULT]) {
    await create(name, EMPTY);
    return { text: `\`${name}\` is written: \`burgee flag create <key>\` adds a flag`, data: { file: name } };
  },
};
