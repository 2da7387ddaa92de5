/** `burgee compile`: a snapshot for those who only decide. */
import { compile, init } from '../index.js';
import { examine, told } from './check.js';
import { UsageError } from './failure.js';
import { isOf, put, read } from './file.js';

/** @type {import('./commands.js').Command} */
export const COMPILE = {
  about: 'Compile a snapshot for pages: they decide the same and download less.',
  names: ['[file]'],
  options: { out: { about: 'write to this file, not to standard output', value: 'FILE', short: 'o' } },
  notes: [
    'It is checked first: when there are errors nothing is written, and the exit code is 1. `-` reads standard input.',
    'Keep the file that it is made from: a compiled one is not for editing, explaining or compiling again.',
  ],
  examples: [
    'burgee compile --out public/flags.json',
    'curl -s https://example.com/flags.json | burgee compile - > public/flags.json',
  ],
  async run({ out }, [name]) {
    const file = await read(name);
    if (out && (await isOf(file, out)))
      throw new UsageError(`\`--out\` is \`${out}\` itself, which could not be edited any more`);
    const { found, sum, data } = await examine(file);
    if (data.errors > 0) return { notes: [told(found, sum, true, process.stderr)], data, code: 1 };
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
