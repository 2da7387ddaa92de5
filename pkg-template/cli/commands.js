/** All commands by name. */
import { CHECK } from './check.js';
import { COMPILE } from './compile.js';
import { EVAL, EXPLAIN } from './evaluate.js';
import { EXPERIMENT } from './experiment.js';
import { UsageError } from './failure.js';
import { FLAG } from './flag.js';
import { IMPORT } from './import.js';
import { INIT } from './init.js';
import { suggest } from './suggest.js';
import { TYPES } from './types.js';

/**
 * @import { Option, Values } from './options.js'
 * @import { Output } from './main.js'
 * @typedef {{
 *   about: string, names?: string[], options: { [name: string]: Option }, notes?: string[], examples: string[],
 *   run: (values: Values, positionals: string[]) => Promise<Output>,
 * }} Command
 * @typedef {{ about: string, commands: { [name: string]: Command | Group }, examples: string[] }} Group
 */

/** The options of all commands. @type {{ [name: string]: Option }} */
export const COMMON = {
  json: { about: 'print JSON, for programs' },
  help: { about: 'show this help', short: 'h' },
};

/** @type {Group} */
export const ROOT = {
  about: 'Feature flags and A/B tests in a file: check, evaluate and change it.',
  commands: {
    init: INIT,
    check: CHECK,
    eval: EVAL,
    explain: EXPLAIN,
    flag: FLAG,
    experiment: EXPERIMENT,
    types: TYPES,
    compile: COMPILE,
    import: IMPORT,
  },
  examples: [
    'npx burgee init                                    # write an empty burgee.json',
    'npx burgee flag create new_dashboard               # off for everyone',
    'npx burgee flag rollout new_dashboard 10           # on for ten per cent',
    'npx burgee explain burgee.json --flag new_dashboard --user user-42',
    'npx burgee check                                   # in CI',
    'npx burgee compile --out public/flags.json         # for pages',
  ],
};

const HELP = ['--help', '-h'];

/**
 * Finds the command that the first arguments name, or the group whose help has to be shown.
 * @param {string[]} args
 * @returns {{ path: string, rest: string[], help: boolean, command?: Command, group?: Group }}
 */
export function find(args) {
  /** @type {Command | Group} */
  let here = ROOT;
  const names = args[0] === 'help' ? [...args.slice(1), '--help'] : args;
  let depth = 0;
  for (const name of names) {
    if (!('commands' in here) || name.startsWith('-')) break;
    here = step(here, name, names.slice(0, depth).join(' '));
    depth += 1;
  }
  const path = names.slice(0, depth).join(' ');
  const rest = names.slice(depth);
  const help = rest.some((word) => HELP.includes(word));
  if (!('commands' in here)) return { path, rest, help, command: here };
  const stray = rest.find((word) => !HELP.includes(word) && word !== '--json');
  if (stray && !help) throw new UsageError(`unknown option \`${stray}\``, path);
  return { path, rest, help: true, group: here };
}

/** @param {Group} group @param {string} word @param {string} path @returns {Command | Group} */
function step({ commands }, word, path) {
  const next = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (next) return next;
  const name = [path, word].filter(Boolean).join(' ');
  throw new UsageError(`unknown command \`${name}\`${suggest(word, Object.keys(commands))}`, path);
}
