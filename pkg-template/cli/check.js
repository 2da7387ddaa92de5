/** `burgee check`: finds the problems of a snapshot. */
import { check } from '../tools.js';
import { UsageError } from './failure.js';
import { read } from './file.js';
import { findings, paint } from './look.js';
import { instant } from './options.js';

/** @type {import('./commands.js').Command} */
export const CHECK = {
  about: 'Find problems in a snapshot: errors, and warnings about likely mistakes.',
  names: ['[file]'],
  options: {
    strict: { about: 'fail on warnings too' },
    audience: { about: 'who can read it: `browser` (default) or `server`', value: 'WHO' },
    now: { about: 'the time to check for', value: 'DATE' },
  },
  notes: [
    'The exit code is 1 if there are errors, with `--strict` also if there are warnings.',
    '`-` reads standard input.',
  ],
  examples: [
    'burgee check',
    'burgee check flags.json --strict',
    'curl -s https://example.com/flags.json | burgee check -',
  ],
  async run({ strict, audience = 'browser', now }, [name]) {
    if (audience !== 'browser' && audience !== 'server') {
      throw new UsageError(`\`--audience\` must be \`browser\` or \`server\`, not \`${audience}\``);
    }
    const { found, summary, data } = await examine(await read(name), { now: instant(now), audience });
    const failed = data.errors > 0 || (strict && data.warnings > 0);
    return { text: resultText(found, summary, failed), data, code: failed ? 1 : 0 };
  },
};

/**
 * The result of a check, for people and for programs.
 * @param {import('./file.js').File} file @param {{ now?: number, audience?: 'browser' | 'server' }} [options]
 */
export async function examine({ name, text }, options) {
  const issues = await check(text, options);
  const errors = issues.filter((issue) => issue.severity === 'error').length;
  const warnings = issues.length - errors;
  const summary = `${name}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
  return { found: findings(name, issues), summary, data: { file: name, errors, warnings, issues } };
}

/** @param {string} found @param {string} summary @param {boolean} failed @param {NodeJS.WriteStream} [stream] to which it is written */
export const resultText = (found, summary, failed, stream) =>
  [found, paint(failed ? 'red' : 'green', summary, stream)].filter(Boolean).join('\n');

/** @param {number} count @param {string} thing */
const counted = (count, thing) => `${count} ${thing}${count === 1 ? '' : 's'}`;
