// Commands that change a file: experiments, renames, weights, and how the file is replaced.
import assert from 'node:assert/strict';
import { chmod, lstat, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { BETA, Folder, written } from './support.js';

const SPLIT = {
  page: { variants: { a: 'a', b: 'b', c: 'c' }, rules: [{ split: { a: 40, b: 30, c: 30 } }], fallthrough: 'a' },
};

test('an experiment from beginning to end', async () => {
  const folder = await Folder.make();
  const status = async () =>
    (await folder.ask('experiment', 'list')).experiments.map((/** @type {any} */ one) => one.status);
  await folder.ask('flag', 'ab-test', 'button', '-w', 'control=50,green=50', '--experiment', 'e');
  assert.deepEqual(await status(), ['draft']);
  await folder.ask('experiment', 'start', 'e', '--now', '2026-11-01', '--end', '2026-12-01');
  assert.deepEqual(await status(), ['running']);
  const { out } = await folder.burgee(['experiment', 'list']);
  assert.match(
    out,
    /^experiment {2}status {3}start {17}end {9}winner {2}flags\ne {11}running {2}2026-11-01T00:00:00Z {2}2026-12-01 {2}- {7}button\n$/,
  );
  await folder.ask('experiment', 'conclude', 'e', '--winner', 'green', '--now', '2026-11-20');
  assert.deepEqual(await status(), ['concluded']);
  const refused = await folder.burgee(['experiment', 'archive', 'e']);
  assert.deepEqual(
    [refused.code, refused.err],
    [1, 'burgee: a rule of `button` serves the winner of `e`: clean the experiment up instead\n'],
  );
  await folder.ask('experiment', 'clean-up', 'e');
  assert.deepEqual(await status(), ['archived']);
  assert.equal((await folder.json()).flags.button.fallthrough, 'green');
  await folder.ask('experiment', 'delete', 'e');
  assert.deepEqual(await status(), []);
});

test('an experiment without a winner is archived', async () => {
  const folder = await Folder.make();
  await folder.ask('flag', 'ab-test', 'beta', '--run');
  await folder.ask('experiment', 'conclude', 'beta', '--no-winner');
  const { summary } = await folder.ask('experiment', 'archive', 'beta');
  assert.equal(summary, 'experiment `beta` is archived');
});

test('weights move the fewest', async () => {
  const folder = await Folder.make(written(SPLIT));
  const { moved, summary } = await folder.ask('flag', 'reweight', 'page', 'a=20,b=30,c=50%');
  assert.equal(moved, 20);
  assert.equal(summary, '`page` is split into `a` 20 %, `b` 30 %, `c` 50 %: 20 % of units move');
});

test('names', async () => {
  const folder = await Folder.make(written(SPLIT));
  await folder.ask('flag', 'rename-variant', 'page', 'a', 'first');
  await folder.ask('flag', 'rename', 'page', 'front');
  const { front } = (await folder.json()).flags;
  assert.deepEqual(
    [front.fallthrough, Object.keys(front.rules[0].split), front.salt],
    ['first', ['first', 'b', 'c'], 'page'],
  );
});

test('fields', async () => {
  const folder = await Folder.make();
  await folder.ask('flag', 'update', 'beta', '--owner', 'web', '--ticket', 'T-1', '--salt', 's', '--now', '0');
  await folder.ask(
    'flag',
    'update',
    'beta',
    '--owner',
    '',
    '--salt',
    '',
    '--set',
    '{"fallthrough":"on"}',
    '--now',
    '0',
  );
  assert.deepEqual((await folder.json()).flags.beta, {
    ...BETA,
    fallthrough: 'on',
    metadata: { ticket: 'T-1', updated: '1970-01-01T00:00:00Z' },
  });
});

test('a dry run shows the difference and writes nothing', async () => {
  const folder = await Folder.make(written({ beta: BETA }, { revision: 1 }));
  const before = await folder.read();
  const { code, out } = await folder.burgee(['flag', 'disable', 'beta', '--dry-run', '--now', '0']);
  assert.equal(code, 0);
  assert.match(out, /^@@ line 1 @@\n {\n {3}"format": "burgee\/1",\n- {2}"revision": 1,\n\+ {2}"revision": 2,\n/);
  assert.match(out, /\n`beta` is off: it serves `off` to everyone; not written\n$/);
  assert.equal(await folder.read(), before);
  const data = await folder.ask('flag', 'disable', 'beta', '-n');
  assert.deepEqual([data.changed, data.written], [true, false]);
  assert.match(data.diff, /"enabled": false/);
});

test('what changes nothing is not written', async () => {
  const folder = await Folder.make();
  const before = await stat(join(folder.path, 'burgee.json'));
  const { code, out } = await folder.burgee(['flag', 'enable', 'beta']);
  assert.deepEqual([code, out], [0, '`beta` is already on: it serves `off` to everyone; no change needed\n']);
  assert.equal((await stat(join(folder.path, 'burgee.json'))).ino, before.ino);
});

test('a file is replaced as a whole, keeps its mode, and leaves nothing beside it', async () => {
  const folder = await Folder.make();
  const path = join(folder.path, 'burgee.json');
  await chmod(path, 0o640);
  const before = await stat(path);
  await folder.ask('flag', 'disable', 'beta');
  const after = await stat(path);
  assert.equal(after.mode, before.mode);
  assert.notEqual(after.ino, before.ino);
  assert.deepEqual(await folder.files(), ['burgee.json']);
});

test('a link stays one', async () => {
  const folder = await Folder.make(null);
  await folder.write(written(), 'real.json');
  await symlink('real.json', join(folder.path, 'burgee.json'));
  await folder.ask('flag', 'disable', 'beta');
  assert.ok((await lstat(join(folder.path, 'burgee.json'))).isSymbolicLink());
  assert.match(await folder.read('real.json'), /"enabled": false/);
});

test('whoever wrote in between is not overwritten', async () => {
  const { read, replace } = await import('../../../pkg/cli/file.js');
  const folder = await Folder.make();
  const file = await read(join(folder.path, 'burgee.json'));
  await folder.write('another text');
  await assert.rejects(replace(file, 'ours'), /has changed since it was read: it is not overwritten$/);
  assert.equal(await folder.read(), 'another text');
  assert.deepEqual(await folder.files(), ['burgee.json']);
});

test('many at once lose nothing unseen', async () => {
  const folder = await Folder.make(written({}));
  const keys = Array.from({ length: 8 }, (_, number) => `flag-${number}`);
  const ended = await Promise.all(keys.map((key) => folder.burgee(['flag', 'create', key])));
  const { flags } = await folder.json();
  for (const { code, err } of ended) assert.ok(code === 0 || /has changed since/.test(err), err);
  assert.ok(Object.keys(flags).length >= 1);
  assert.deepEqual(await folder.files(), ['burgee.json']);
});

test('from standard input to standard output', async () => {
  const folder = await Folder.make(null);
  const { code, out, err } = await folder.burgee(['flag', 'enable', 'beta', '--for-all', '--file', '-', '--now', '0'], {
    input: written(),
  });
  assert.deepEqual([code, err], [0, '`beta` serves `on` to everyone\n']);
  assert.equal(JSON.parse(out).flags.beta.fallthrough, 'on');
  assert.deepEqual(await folder.files(), []);
});
