// Every command of the documentation names a command and options that the command line has.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { COMMON, find } from '../../../pkg/cli/commands.js';
import { parse, positionals } from '../../../pkg/cli/options.js';
import { read } from '../support.js';

const DOCS = fileURLToPath(new URL('../../../docs', import.meta.url));
const PAGES = [
  'README.md',
  ...readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** The lines of code that start with `npx burgee`. @param {string} page */
const commandsOf = (page) =>
  [...read(page).matchAll(/^npx burgee (.*)$/gm)].map(([, line = '']) => line.replace(/ +# .*/, ''));

/** Commands inside of a sentence, which may leave out their arguments. @param {string} page */
const mentionsOf = (page) => [...read(page).matchAll(/`npx burgee ([^`]+)`/g)].map(([, line = '']) => line);

/** @param {string} line */
const words = (line) => (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));

/** @param {string} line */
function parsed(line) {
  const { command, rest } = find(words(line));
  assert.ok(command, `\`${line}\` is not a command`);
  return { command, given: parse(rest, { ...command.options, ...COMMON }) };
}

test('there are commands to check', () => {
  assert.ok(PAGES.flatMap(commandsOf).length >= 25);
  assert.ok(PAGES.flatMap(mentionsOf).length >= 10);
});

for (const page of PAGES) {
  test(`the commands of ${page} exist, with their options and arguments`, () => {
    for (const line of commandsOf(page)) {
      const { command, given } = parsed(line);
      positionals(given.positionals, command.names ?? []);
    }
    for (const line of mentionsOf(page)) parsed(line);
  });
}
