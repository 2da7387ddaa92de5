/** `burgee import`: converts another system's file to a snapshot. */
import { dirname } from 'node:path';
import { read as translate } from '../tools.js';
import { decrypted } from '../tools/decrypt.js';
import { ToolsError } from '../tools/error.js';
import { Failure, UsageError } from './failure.js';
import { create, put, read } from './file.js';
import { FORMATS, formatOf, guess, readerOptions } from './formats.js';
import { grouped } from './left-out.js';
import { instant } from './options.js';
import { PEERS, prove } from './prove/prove.js';
import { progress, report } from './prove/report.js';

/** @import { Name } from './formats.js' */
/** @import { Values } from './options.js' */
/** @import { ImportReport } from '../tools.js' */

/** @type {import('./commands.js').Command} */
export const IMPORT = {
  about: "Convert another system's file to a snapshot.",
  names: ['format', 'file'],
  options: {
    out: { about: 'write to this file instead of standard output', value: 'FILE', short: 'o' },
    force: { about: 'replace an existing file' },
    prove: { about: "compare the decisions for thousands of users with that system's own SDK" },
    users: { about: 'with `--prove`: number of users (default 10000)', value: 'NUMBER' },
    seed: { about: 'with `--prove`: seed for the random users (default 1)', value: 'TEXT' },
    now: { about: 'with `--prove`: the time to decide for', value: 'DATE' },
    units: { about: 'flagd, growthbook, unleash: the encoding of ids that the SDKs in use hash', value: 'NAME' },
    sticky: { about: 'growthbook: the SDKs in use have a sticky bucket service' },
    'targeting-key': { about: 'unleash: the field that becomes `targetingKey`', value: 'FIELD' },
    fractional: { about: 'flagd: the version of `fractional` in use', value: 'NUMBER' },
    names: { about: 'eppo, obfuscated: the plain names `a,b`, or `@file` with one per line', value: 'NAMES' },
    key: { about: 'growthbook, encrypted: the decryption key', value: 'KEY' },
  },
  notes: [
    'Formats',
    ...Object.entries(FORMATS).map(([name, { about }]) => `  ${name.padEnd(10)}  ${about}`),
    '',
    'What the snapshot cannot express is listed on standard error. `--prove` uses the SDK in your node_modules; the exit',
    'code is 1 if there is a difference. `-` reads standard input.',
    '`--units`: `utf-16` (default) or `utf-8`; for unleash `low-bytes` (default) or `utf-8`.',
  ],
  examples: [
    'burgee import growthbook features.json --out burgee.json --prove',
    'burgee import unleash features.json --targeting-key userId --out burgee.json',
    'curl -s $URL | burgee import eppo - --names @names.txt > burgee.json',
  ],
  async run(values, [format = '', name]) {
    const from = formatOf(format);
    const options = await readerOptions(from, values);
    const extent = extentOf(from, values);
    const { path, text } = await read(name);
    const reading = await readingOf(from, text, options);
    if (values.out) await (values.force ? put : create)(values.out, reading.document);
    const proof = extent && (await proofOf(from, { path, text, options, reading }, extent));
    return output(values, reading, proof);
  },
};

/** What `--prove` compares, if anything. @param {Name} format @param {Values} values */
function extentOf(format, values) {
  const stray = ['users', 'seed', 'now'].find((name) => values[name] !== undefined && !values.prove);
  if (stray) throw new UsageError(`\`--${stray}\` needs \`--prove\``);
  if (!values.prove) return undefined;
  if (!PEERS[format]) throw new UsageError(`\`--prove\` has no SDK to compare with for ${FORMATS[format].about}`);
  const users = Number(values.users ?? 10_000);
  if (!Number.isInteger(users) || users < 1)
    throw new UsageError(`\`--users\` must be a positive integer, not \`${values.users}\``);
  return { users, seed: values.seed ?? '1', now: instant(values.now) };
}

/** @param {Name} format @param {string} text @param {any} options */
async function readingOf(format, text, options) {
  const reading = await translate(format, text, options).catch((error) => {
    throw error instanceof ToolsError ? new ToolsError(error.message + guess(text, format), error.issues) : error;
  });
  const other = reading.flags === 0 && guess(text, format);
  if (other) throw new Failure(`the file has no flags${other}`);
  return reading;
}

/**
 * @param {Name} format @param {{ path: string | null, text: string, options: any, reading: ImportReport }} what
 * @param {import('./prove/prove.js').Extent} extent
 */
async function proofOf(format, { path, text, options, reading: { document, leftOut } }, extent) {
  const folders = [process.cwd(), ...(path ? [dirname(path)] : [])];
  const plain = format === 'growthbook' ? await decrypted(text, options.decryptionKey) : text;
  return prove(
    PEERS[format],
    { text: plain, document, leftOut, options, folders },
    { ...extent, progress: progress(extent.users) },
  );
}

/** @param {Values} values @param {ImportReport} reading @param {import('./prove/prove.js').Proof} [proof] */
function output({ out }, { document, leftOut, flags, experiments }, proof) {
  const counts = [
    counted(flags, 'flag'),
    counted(experiments, 'experiment'),
    ...(leftOut.length > 0 ? [`${leftOut.length} left out`] : []),
  ];
  return {
    text: out ? `\`${out}\` is written` : document,
    data: { ...(out ? { file: out } : { document }), leftOut, flags, experiments, ...(proof ? { proof } : {}) },
    notes: [...grouped(leftOut), counts.join(', '), ...(proof ? report(proof) : [])],
    code: proof && proof.different > 0 ? 1 : 0,
  };
}

/** @param {number} count @param {string} thing */
const counted = (count, thing) => `${count} ${thing}${count === 1 ? '' : 's'}`;
