/** `burgee import`: another system's file as a snapshot. */
import { read as translate } from '../tools.js';
import { create, put, read } from './file.js';
import { paint } from './look.js';

/** @type {import('./commands.js').Command} */
export const IMPORT = {
  about: "Turn another system's file into a snapshot.",
  names: ['format', 'file'],
  options: {
    out: { about: 'write to this file, not to standard output', value: 'FILE', short: 'o' },
    force: { about: 'replace the file if it is there' },
  },
  notes: ['What the snapshot can\'t say is listed on standard error.', 'Formats: seed (a map of name → {name, enabled, strategy, …}).'],
  examples: ['burgee import seed flags.json --out burgee.json', 'burgee import seed - < flags.json > burgee.json'],
  async run({ out, force }, [format = '', name]) {
    const { text } = await read(name);
    const { document, leftOut, ...more } = await translate(/** @type {'seed'} */ (format), text);
    if (out) await (force ? put : create)(out, document);
    return {
      text: out ? `\`${out}\` is written` : document,
      data: { ...(out ? { file: out } : { document }), leftOut, ...more },
      notes: leftOut.map(({ path, reason }) => `${paint('yellow', 'left out', process.stderr)} ${path}: ${reason}`),
    };
  },
};
