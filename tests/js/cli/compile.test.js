// Compiling from a terminal, and what the other commands say of what comes out.
import assert from 'node:assert/strict';
import { chmod, lstat, mkdir, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { Evaluator, compile, init } from '../../../pkg/index.js';
import { BETA, Folder, written } from './support.js';

const ROLLOUT = { ...BETA, rules: [{ name: 'tenth', rollout: { serve: 'on', percent: 10 } }] };
const TEXT = written({ beta: ROLLOUT }, { revision: 7 });
const BROKEN = '{\n  "format": "burgee/1",\n  "flags": { "x": { "variants": { "a": 1 }, "fallthrough": "b" } }\n}\n';
const WARNED = written({ x: { variants: { a: 1 }, off: 'a', fallthrough: 'a', surprise: 1 } });

before(() => init());

test('it goes to standard output as `compile()` makes it, and decides', async () => {
  const folder = await Folder.make(TEXT);
  const { code, out, err } = await folder.burgee(['compile']);
  assert.deepEqual([code, out, err], [0, `${compile(TEXT)}\n`, '']);
  const { revision, keys, issues } = new Evaluator(out);
  assert.deepEqual([revision, keys, issues], [7, ['beta'], []]);
  assert.deepEqual(await folder.files(), ['burgee.json']);
});

test('it goes to a file, and the sizes are told', async () => {
  const folder = await Folder.make(TEXT);
  const [before, after] = [TEXT, `${compile(TEXT)}\n`].map((text) => Buffer.byteLength(text));
  const { code, out, err } = await folder.burgee(['compile', 'burgee.json', '--out', 'flags.json']);
  assert.deepEqual(
    [code, out, err],
    [0, '`flags.json` is written\n', `burgee.json → flags.json: ${before} → ${after} bytes\n`],
  );
  assert.equal(await folder.read('flags.json'), `${compile(TEXT)}\n`);
  assert.deepEqual(await folder.files(), ['burgee.json', 'flags.json']);
});

test('a file that is there is replaced as a whole, with its permissions and through its links', async () => {
  const folder = await Folder.make(TEXT);
  await mkdir(join(folder.path, 'public'));
  await folder.write('{"format":"burgee-compiled/0"}', 'public/flags.json');
  await chmod(join(folder.path, 'public/flags.json'), 0o640);
  await symlink('public/flags.json', join(folder.path, 'link.json'));
  const earlier = await stat(join(folder.path, 'public/flags.json'));
  assert.equal((await folder.burgee(['compile', '-o', 'link.json'])).code, 0);
  const later = await stat(join(folder.path, 'public/flags.json'));
  assert.equal(await folder.read('public/flags.json'), `${compile(TEXT)}\n`);
  assert.deepEqual([later.mode & 0o777, later.ino === earlier.ino], [0o640, false]);
  assert.ok((await lstat(join(folder.path, 'link.json'))).isSymbolicLink());
});

test('standard input is compiled too', async () => {
  const folder = await Folder.make(null);
  const { code, out, err } = await folder.burgee(['compile', '-'], { input: TEXT });
  assert.deepEqual([code, out, err], [0, `${compile(TEXT)}\n`, '']);
  const { err: sizes } = await folder.burgee(['compile', '-', '--out', 'flags.json'], { input: TEXT });
  assert.match(sizes, /^standard input → flags\.json: \d+ → \d+ bytes\n$/);
});

test('programs are told the same', async () => {
  const folder = await Folder.make(TEXT);
  const found = { file: 'burgee.json', errors: 0, warnings: 0, issues: [] };
  const compiled = `${compile(TEXT)}\n`;
  assert.deepEqual(await folder.ask('compile'), { ...found, compiled });
  const sizes = { before: Buffer.byteLength(TEXT), after: Buffer.byteLength(compiled) };
  assert.deepEqual(await folder.ask('compile', '--out', 'flags.json'), { ...found, out: 'flags.json', ...sizes });
});

test('a warning is told, and does not keep from compiling', async () => {
  const folder = await Folder.make(WARNED);
  const { code, out, err } = await folder.burgee(['compile']);
  const { out: checked } = await folder.burgee(['check']);
  assert.deepEqual([code, out], [0, `${compile(WARNED)}\n`]);
  assert.equal(err.split('\n')[0], 'burgee.json:10:7 warning unknown field `surprise` (unknown-field)');
  assert.equal(`${err}burgee.json: 0 errors, 1 warning\n`, checked);
  const { err: told } = await folder.burgee(['compile', '--out', 'flags.json']);
  assert.match(told.slice(err.length), /^burgee\.json → flags\.json: /);
});

describe('an error is told as `check` tells it, and nothing is written:', () => {
  for (const [what, text] of /** @type {const} */ ([
    ['a broken flag', BROKEN],
    ['no JSON', '{\n  "format" "burgee/1" }'],
    ['another format', '{"format":"burgee/2","flags":{}}'],
  ])) {
    test(what, async () => {
      const folder = await Folder.make(text);
      await folder.write('as it was', 'flags.json');
      const checked = await folder.burgee(['check']);
      assert.equal(checked.code, 1);
      for (const more of [[], ['--out', 'flags.json'], ['--out', 'new.json']]) {
        const { code, out, err } = await folder.burgee(['compile', ...more]);
        assert.deepEqual([code, out, err], [1, '', checked.out], more.join(' '));
      }
      assert.deepEqual(await folder.files(), ['burgee.json', 'flags.json']);
      assert.equal(await folder.read('flags.json'), 'as it was');
      const [told, asked] = [await folder.burgee(['compile', '--json']), await folder.burgee(['check', '--json'])];
      assert.deepEqual([told.code, told.out], [1, asked.out]);
    });
  }
});

test('the file that it is made from is not overwritten, by whatever name', async () => {
  const folder = await Folder.make(TEXT);
  await symlink('burgee.json', join(folder.path, 'link.json'));
  for (const name of ['burgee.json', './burgee.json', 'link.json']) {
    const { code, out, err } = await folder.burgee(['compile', '--out', name]);
    assert.deepEqual(
      [code, out, err],
      [
        2,
        '',
        `burgee: \`--out\` must not be the source file \`${name}\`, which could not be edited any more\n\`burgee compile --help\` shows the usage\n`,
      ],
    );
  }
  assert.equal(await folder.read(), TEXT);
});

test('a place that is not there is told', async () => {
  const folder = await Folder.make(TEXT);
  const { code, err } = await folder.burgee(['compile', '--out', 'none/flags.json']);
  assert.deepEqual([code, err], [1, 'burgee: `none/flags.json` cannot be written: ENOENT\n']);
});

describe('a compiled file is none for', () => {
  const commands = [
    ['check'],
    ['eval'],
    ['explain', '--flag', 'beta'],
    ['types'],
    ['compile'],
    ['compile', '--out', 'other.json'],
    ['flag', 'list'],
    ['flag', 'get', 'beta'],
    ['flag', 'disable', 'beta'],
    ['flag', 'create', 'other'],
    ['experiment', 'list'],
  ];
  for (const args of commands) {
    test(args.join(' '), async () => {
      const text = compile(TEXT);
      const folder = await Folder.make(text);
      const message = (/** @type {string} */ name) =>
        `\`${name}\` is a compiled snapshot, expected a source snapshot: use the file that it was compiled from`;
      const { code, out, err } = await folder.burgee(args);
      assert.deepEqual([code, out, err], [1, '', `burgee: ${message('burgee.json')}\n`]);
      const json = await folder.burgee([...args, '--json']);
      assert.deepEqual(
        [json.code, JSON.parse(json.out)],
        [1, { error: { message: message('burgee.json'), issues: [] } }],
      );
      const input = ['flag', 'experiment'].includes(args[0] ?? '') ? ['--file', '-'] : ['-'];
      assert.equal(
        (await folder.burgee([...args, ...input], { input: text })).err,
        `burgee: ${message('standard input')}\n`,
      );
      assert.deepEqual([await folder.files(), await folder.read()], [['burgee.json'], text]);
    });
  }
});
