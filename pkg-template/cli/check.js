/** `burgee check`: everything that is wrong with a snapshot. */
import { check } from '../tools.js';
import { UsageError } from './failure.js';
import { read } from './file.js';
import { findings, paint } from './look.js';
import { instant } from './options.js';

/** @type {import('./commands.js').Command} */
export const CHECK = {
  about: 'Find what is wrong in a snapshot: errors, and what is legal but hardly meant.',
  names: ['[file]'],
  options: {
    strict: { about: 'fail on warnings too' },
    audience: { about: 'who can read it: `browser` (as it is without this) or `server`', value: 'WHO' },
    now: { about: 'the instant to check for', value: 'DATE' },
  },
  notes: [
    'The exit code is 1 when there are errors, with `--strict` also when there are warnings.',
    '`-` reads standard input.',
  ],
  examples: [
    'burgee check',
    'burgee check flags.json --strict',
    'curl -s https://example.com/flags.json | burgee check -',
  ],
  async run({ strict, audience = 'browser', now }, [name]) {
    if (audience !== 'browser' && audience !== 'server') {
      throw new UsageError(`\`--audience\` is \`browser\` or \`server\`, not \`${audience}\``);
    }
    const { found, sum, data } = await examine(await read(name), { now: instant(now), audience });
    const failed = data.errors > 0 || (strict && data.warnings > 0);
    return { text: told(found, sum, failed), data, code: failed ? 1 : 0 };
  },
};

/**
 * What there is to say of a snapshot, for people and for programs.
 * @param {import('./file.js').File} file @param {{ now?: number, audience?: 'browser' | 'server' }} [options]
 */
export async function examine({ name, text }, options) {
  const issues = await check(text, options);
  const errors = issues.filter((issue) => issue.severity === 'error').length;
  const warnings = issues.length - errors;
  const sum = `${name}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
  return { found: findings(name, issues), sum, data: { file: name, errors, warnings, issues } };
}

/** @param {string} found @param {string} sum @param {boolean} failed @param {NodeJS.WriteStream} [stream] where it goes */
export const told = (found, sum, failed, stream) =>
  [found, paint(failed ? 'red' : 'green', sum, stream)].filter(Boolean).join('\n');

/** @param {number} count @param {string} thing */
const counted = (count, thing) => `${count} ${thing}${count === 1 ? '' : 's'}`;
