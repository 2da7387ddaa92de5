// What docs/import.md shows is what happens.
import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FORMATS } from '../../../pkg/cli/formats.js';
import { PEERS } from '../../../pkg/cli/prove/prove.js';
import { snippets } from '../markdown.js';
import { project } from '../project.js';
import { read } from '../support.js';
import { Folder } from './support.js';

const PAGE = 'docs/import.md';
const { file, command, report, read: program, ...others } = snippets(PAGE);
const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

test('every code block is run', () => assert.deepEqual(others, {}));

test('the command says what the page says it does', async () => {
  const folder = await Folder.make(null);
  await folder.write(file, 'features.json');
  await symlink(MODULES, join(folder.path, 'node_modules'));
  const [npx, burgee, ...args] = command.trim().split(' ');
  assert.deepEqual([npx, burgee], ['npx', 'burgee']);
  const { code, out, err } = await folder.burgee(args);
  assert.deepEqual([code, out, err], [0, '`burgee.json` is written\n', report]);
  assert.deepEqual(Object.keys((await folder.json()).flags), ['checkout', 'button']);
});

test('the program gets what it asks for', async () => {
  const app = await project();
  try {
    const { document, leftOut, flags, experiments } = await app.load(
      `const text = ${JSON.stringify(file)};\n${program}\nexport { document, leftOut, flags, experiments };`,
    );
    assert.deepEqual([JSON.parse(document).format, leftOut, flags, experiments], ['burgee/1', [], 2, 1]);
  } finally {
    await app.remove();
  }
});

test('every format, option and SDK is there', () => {
  const text = read(PAGE);
  for (const [name, { options }] of Object.entries(FORMATS)) {
    assert.ok(text.includes(`\`${name}\``), name);
    for (const option of Object.keys(options)) assert.ok(text.includes(`\`--${option}`), option);
  }
  for (const [name, { package: sdk }] of Object.entries(PEERS)) {
    assert.ok(text.includes(`| \`${name}\` | \`${sdk}\``), sdk);
    assert.ok(text.includes(`(import/${name}.md)`) && read(`docs/import/${name}.md`).length > 0, name);
  }
});
