/** Runs a command line. Exit codes: 0 success, 1 problems found or failed, 2 usage error. */
import { readFile } from 'node:fs/promises';
import { ToolsError } from '../tools.js';
import { SnapshotError } from '../index.js';
import { COMMON, find } from './commands.js';
import { Failure, UsageError } from './failure.js';
import { help } from './help.js';
import { findings, paint } from './look.js';
import { parse, positionals } from './options.js';

/**
 * @typedef {{ text?: string, data?: unknown, notes?: string[], code?: number }} Output
 *   `text` for people and `data` for programs (`--json`); `notes` go to standard error
 */

/** @param {string[]} args */
export async function main(args) {
  const json = args.includes('--json');
  if (args[0] === '--version') return print({ text: await version() }, false);
  let path = '';
  try {
    const found = find(args);
    path = found.path;
    if (!found.command || found.help) return print({ text: help(found.path, found.group ?? found.command) }, false);
    const options = { ...found.command.options, ...COMMON };
    const { values, positionals: names } = parse(found.rest, options);
    return print(await found.command.run(values, positionals(names, found.command.names ?? [])), json);
  } catch (error) {
    return printError(error, path, json);
  }
}

async function version() {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  return version;
}

/** @param {Output} output @param {boolean} json */
function print({ text, data, notes = [], code = 0 }, json) {
  for (const note of notes) console.error(note);
  if (json) console.log(JSON.stringify(data, null, 2));
  else if (text) console.log(text.replace(/\n$/, ''));
  return code;
}

/** @param {unknown} error @param {string} path @param {boolean} json */
function printError(error, path, json) {
  const usage = error instanceof UsageError;
  const known = usage || error instanceof Failure || error instanceof ToolsError || error instanceof SnapshotError;
  if (!known) throw error;
  const issues = 'issues' in error ? error.issues : [];
  if (json) {
    console.log(JSON.stringify({ error: { message: error.message, issues } }, null, 2));
    return usage ? 2 : 1;
  }
  console.error(`${paint('red', 'burgee:', process.stderr)} ${error.message}`);
  if (issues.length > 0) console.error(findings('', issues));
  if (usage) console.error(`\`burgee ${[error.path ?? path, '--help'].filter(Boolean).join(' ')}\` shows the usage`);
  return usage ? 2 : 1;
}
