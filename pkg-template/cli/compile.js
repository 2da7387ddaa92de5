/** `burgee compile`: makes a compiled snapshot. */
import { compile, init } from '../index.js';
import { examine, resultText } from './check.js';
import { UsageError } from './failure.js';
import { isSameFile, put, read } from './file.js';

/** @type {import('./commands.js').Command} */
export const COMPILE = {
  about: 'Compile a snapshot for pages: same decisions, smaller download.',
  names: ['[file]'],
  options: { out: { about: 'write to this file instead of standard output', value: 'FILE', short: 'o' } },
  notes: [
    'The snapshot is checked first. If it has errors, nothing is written and the exit code is 1. `-` reads standard input.',
    'Keep the source file: a compiled snapshot cannot be edited, explained or compiled again.',
  ],
  examples: [
    'burgee compile --out public/flags.json',
    'curl -s https://example.com/flags.json | burgee compile - > public/flags.json',
  ],
  async run({ out }, [name]) {
    const file = await read(name);
    if (out && (await isSameFile(file, out)))
      throw new UsageError(`\`--out\` must not be the source file \`${out}\`, which could not be edited any more`);
    const { found, summary, data } = await examine(file);
    if (data.errors > 0) return { notes: [resultText(found, summary, true, process.stderr)], data, code: 1 };
    const warned = found ? [found] : [];
    await init();
    const compiled = `${compile(file.text)}\n`;
    if (!out) return { text: compiled, data: { ...data, compiled }, notes: warned };
    await put(out, compiled);
    const [before, after] = [file.text, compiled].map((text) => Buffer.byteLength(text));
    const sizes = `${file.name} → ${out}: ${before} → ${after} bytes`;
    return { text: `\`${out}\` is written`, data: { ...data, out, before, after }, notes: [...warned, sizes] };
  },
};
