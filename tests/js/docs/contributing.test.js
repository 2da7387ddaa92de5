// Every path, test and stage that CONTRIBUTING.md names exists.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { read } from '../support.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PAGE = read('CONTRIBUTING.md');
const FOLDERS = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Folders that a path may start with: those of the repository, and those that the page promises. */
const STARTS = new Set([...FOLDERS, 'src', 'tools', 'pkg-template', 'www', 'tests', 'docs', 'bench', 'xtask']);

/** The paths in the page's inline code, whole or as a word of a command. A name in `<…>` is the reader's to choose. */
const paths = [...PAGE.matchAll(/`([^`\n]+)`/g)]
  .flatMap(([, code = '']) => code.split(' '))
  .filter((word) => /^[\w.-]+\/[\w./-]*$/.test(word) && STARTS.has(word.split('/')[0] ?? ''));

test('the page names many paths', () => {
  assert.ok(new Set(paths).size >= 60, `${new Set(paths).size} paths`);
});

for (const path of new Set(paths)) {
  // `pkg/` is there once the package is built.
  test(`${path} exists`, () => assert.ok(existsSync(join(ROOT, path)) || path === 'pkg/'));
}

test('the case file of an operator goes where others are', () => {
  const [, path = ''] = PAGE.match(/`(tests\/cases\/conditions-<name>\.json)`/) ?? [];
  const prefix = path.replace('<name>.json', '').split('/').at(-1) ?? '?';
  assert.ok(readdirSync(join(ROOT, dirname(path))).some((name) => name.startsWith(prefix)));
});

test('the stages are those of `cargo xtask test`', () => {
  const source = read('xtask/src/test/stages.rs');
  const stages = [...source.matchAll(/name: "(\w+)"/g)].map(([, name]) => name).sort();
  const table = PAGE.split('## Run one test')[1]?.split('### ')[0] ?? '';
  const named = [...table.matchAll(/^\| [^|]+ \| `(\w+)` \|/gm)].map(([, name]) => name).sort();
  assert.deepEqual(named, stages);
});
