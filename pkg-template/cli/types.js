/** `burgee types`: declares a snapshot's keys and values for TypeScript. */
import { listFlags } from '../tools.js';
import { put, read } from './file.js';
import { Failure } from './failure.js';

/** @import { FlagSummary } from '../tools.js' */

/** @type {import('./commands.js').Command} */
export const TYPES = {
  about: "Write TypeScript types of a snapshot's flags.",
  names: ['[file]'],
  options: {
    out: { about: 'write to this file instead of standard output', value: 'FILE', short: 'o' },
    check: { about: 'write nothing; the exit code is 1 if the file of `--out` is not up to date' },
    openfeature: { about: "also declare the keys for OpenFeature's clients" },
  },
  notes: [
    'The types extend the interface `Flags` of the module `burgee`, from keys to the types of their values.',
    "  import type { Flags } from 'burgee';",
    '  const flag = <K extends keyof Flags>(key: K, fallback: Flags[K]): Flags[K] => …',
    'The hooks of `burgee/react` use it for their keys and values.',
    "OpenFeature's keys are types, not an interface: TypeScript accepts the declarations only with `skipLibCheck`.",
  ],
  examples: ['burgee types burgee.json --out src/burgee.d.ts', 'burgee types --out src/burgee.d.ts --check   # in CI'],
  async run({ out, check, openfeature }, [name]) {
    const { text } = await read(name);
    const flags = await listFlags(text);
    const types = declare(flags, JSON.parse(text).flags) + (openfeature ? declareKeys(flags) : '');
    const notes = flags.filter((flag) => !flag.type).map((flag) => `\`${flag.flag}\` is broken and has no type`);
    if (!out) return { text: types, data: { types }, notes };
    const present = check ? (await read(out)).text : null;
    if (check && present !== types)
      throw new Failure(
        `\`${out}\` is not up to date: write it with \`burgee types${openfeature ? ' --openfeature' : ''} --out ${out}\``,
      );
    if (!check) await put(out, types);
    return { text: check ? `\`${out}\` is up to date` : `\`${out}\` is written`, data: { file: out }, notes };
  },
};

/** @param {FlagSummary[]} flags @param {{ [key: string]: { variants: { [name: string]: unknown } } }} written */
function declare(flags, written) {
  const members = flags
    .filter((flag) => flag.type)
    .map((line) => {
      const about = line.metadata?.description;
      const comment =
        typeof about === 'string' ? `    /** ${about.replaceAll('*/', '*\\/').replace(/\s+/g, ' ')} */\n` : '';
      return `${comment}    ${quoted(line.flag)}: ${typeOf(line, Object.values(written[line.flag]?.variants ?? {}))};\n`;
    });
  return `// Written by \`burgee types\`: do not edit.\nimport 'burgee';\n\ndeclare module 'burgee' {\n  interface Flags {\n${members.join('')}  }\n}\n`;
}

/** Declares OpenFeature's types of keys, one for each type of flag. @param {FlagSummary[]} flags */
function declareKeys(flags) {
  const keys = ['boolean', 'string', 'number', 'object'].map((type) => {
    const of = flags.filter((flag) => flag.type === type).map(({ flag }) => quoted(flag));
    return `  export type ${type[0].toUpperCase()}${type.slice(1)}FlagKey = ${of.join(' | ') || 'never'};\n`;
  });
  return `\nimport '@openfeature/core';\n\ndeclare module '@openfeature/core' {\n${keys.join('')}}\n`;
}

/** The union of the values; for objects any JSON. @param {FlagSummary} line @param {unknown[]} values */
function typeOf({ type }, values) {
  if (type === 'boolean') return 'boolean';
  if (type === 'object') return "import('burgee').Json";
  return [...new Set(values.map((value) => (typeof value === 'string' ? quoted(value) : JSON.stringify(value))))].join(
    ' | ',
  );
}

/** @param {string} text */
const quoted = (text) => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
