/** The help texts. */
import { COMMON } from './commands.js';
import { paint } from './look.js';

/** @import { Command, Group } from './commands.js' */

/** @param {string} path @param {Command | Group | undefined} what */
export function help(path, what) {
  const name = ['burgee', path].filter(Boolean).join(' ');
  if (!what) return '';
  return 'commands' in what ? group(name, what) : command(name, what);
}

/** @param {string} title @param {string[]} lines */
const part = (title, lines) =>
  lines.length > 0 ? [`\n${paint('bold', title)}`, ...lines.map((line) => `  ${line}`)] : [];

/** @param {[string, string][]} rows */
function aligned(rows) {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}

/** @param {string} name @param {Group} group */
function group(name, { about, commands, examples }) {
  const rows = Object.entries(commands).map(([word, { about }]) => /** @type {[string, string]} */ ([word, about]));
  return [
    about,
    ...part('usage', [`${name} <command> [options]`]),
    ...part('commands', aligned(rows)),
    ...part('examples', examples),
    `\n\`${name} <command> --help\` shows its options.\nExit codes: 0 success, 1 problems found or failed, 2 usage error.`,
  ].join('\n');
}

/** @param {string} name @param {Command} command */
function command(name, { about, names = [], options, notes = [], examples }) {
  const rows = Object.entries({ ...options, ...COMMON }).map(
    ([long, { about, value, short, multiple }]) =>
      /** @type {[string, string]} */ ([
        `${short ? `-${short}, ` : '    '}--${long}${value ? ` ${value}` : ''}`,
        `${about}${multiple ? ' (may be repeated)' : ''}`,
      ]),
  );
  return [
    about,
    ...part('usage', [[name, ...names.map((one) => (one.startsWith('[') ? one : `<${one}>`)), '[options]'].join(' ')]),
    ...part('options', aligned(rows)),
    ...(notes.length > 0 ? ['', ...notes] : []),
    ...part('examples', examples),
  ].join('\n');
}
