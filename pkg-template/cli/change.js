/** Applies operations to a file. */
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
  file: { about: 'the snapshot (default `burgee.json`, `-` for standard input)', value: 'FILE', short: 'f' },
};

/** @type {{ [name: string]: Option }} */
export const CHANGING = {
  ...FILE,
  'dry-run': { about: 'show the change without writing it', short: 'n' },
  by: { about: 'the author of the change, for the metadata', value: 'NAME' },
  now: { about: 'the time of the change, for the metadata', value: 'DATE' },
};

/** Applies operations in order and writes the file once. @param {Values} values @param {Operation[]} operations @returns {Promise<Output>} */
export async function change(values, operations) {
  const file = await read(values.file);
  const options = { now: instant(values.now), actor: values.by };
  let text = file.text;
  /** @type {EditOutcome[]} */
  const edits = [];
  for (const operation of operations) {
    const edited = await edit(text, operation, options);
    edits.push(edited);
    text = edited.text;
  }
  const changed = text !== file.text;
  const dry = !!values['dry-run'];
  if (changed && !dry) await replace(file, text);
  return report(
    edits,
    { file: file.name, changed, written: changed && !dry && file.path !== null },
    file.path === null && !dry ? text : null,
  );
}

/** With standard input, the new text goes to standard output. @param {EditOutcome[]} edits @param {{ file: string, changed: boolean, written: boolean }} outcome @param {string | null} piped @returns {Output} */
function report(edits, outcome, piped) {
  const summary = edits.map((one) => one.summary).join('; ');
  const diff = edits.map((one) => one.diff).join('');
  const moved = edits.find((one) => one.moved !== undefined)?.moved;
  const data = {
    ...outcome,
    summary,
    diff,
    ...(moved === undefined ? {} : { moved }),
    ...(piped === null ? {} : { text: piped }),
  };
  if (piped !== null) return { text: piped, data, notes: [summary] };
  if (outcome.written) return { text: summary, data };
  if (!outcome.changed) return { text: `${summary}; no change needed`, data };
  return { text: `${difference(diff)}\n\n${summary}; not written`, data };
}
