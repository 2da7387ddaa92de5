/** Operations on a file. */
import { edit } from '../tools.js';
import { read, replace } from './file.js';
import { difference } from './look.js';
import { instant } from './options.js';

/**
 * @import { EditOutcome, Operation } from '../tools.js'
 * @import { Option, Values } from './options.js'
 * @import { Output } from './main.js'
 */

/** @type {{ [name: string]: Option }} */
export const FILE = {
  file: { about: 'the snapshot (`burgee.json` without this, `-` for standard input)', value: 'FILE', short: 'f' },
};

/** @type {{ [name: string]: Option }} */
export const CHANGING = {
  ...FILE,
  'dry-run': { about: 'show what would change, and write nothing', short: 'n' },
  by: { about: 'who does it, for the metadata', value: 'NAME' },
  now: { about: 'when it is done, for the metadata', value: 'DATE' },
};

/** Carries out operations one after the other and writes the file once. @param {Values} values @param {Operation[]} operations @returns {Promise<Output>} */
export async function change(values, operations) {
  const file = await read(values.file);
  const options = { now: instant(values.now), actor: values.by };
  let text = file.text;
  /** @type {EditOutcome[]} */
  const done = [];
  for (const operation of operations) {
    const edited = await edit(text, operation, options);
    done.push(edited);
    text = edited.text;
  }
  const changed = text !== file.text;
  const dry = !!values['dry-run'];
  if (changed && !dry) await replace(file, text);
  return report(
    done,
    { file: file.name, changed, written: changed && !dry && file.path !== null },
    file.path === null && !dry ? text : null,
  );
}

/** From standard input the new text goes to standard output. @param {EditOutcome[]} done @param {{ file: string, changed: boolean, written: boolean }} outcome @param {string | null} piped @returns {Output} */
function report(done, outcome, piped) {
  const summary = done.map((one) => one.summary).join('; ');
  const diff = done.map((one) => one.diff).join('');
  const moved = done.find((one) => one.moved !== undefined)?.moved;
  const data = {
    ...outcome,
    summary,
    diff,
    ...(moved === undefined ? {} : { moved }),
    ...(piped === null ? {} : { text: piped }),
  };
  if (piped !== null) return { text: piped, data, notes: [summary] };
  if (outcome.written) return { text: summary, data };
  if (!outcome.changed) return { text: `${summary}; nothing to change`, data };
  return { text: `${difference(diff)}\n\n${summary}; nothing is written`, data };
}
