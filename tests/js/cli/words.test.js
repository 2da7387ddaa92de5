// Help at every level, mistakes, exit codes, colours.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Folder } from './support.js';

const COMMANDS = {
  '': ['init', 'check', 'eval', 'explain', 'flag', 'experiment', 'types', 'compile', 'import'],
  flag: [
    'list',
    'get',
    'create',
    'update',
    'delete',
    'enable',
    'disable',
    'rollout',
    'target',
    'ab-test',
    'reweight',
    'rename',
    'rename-variant',
  ],
  experiment: ['list', 'start', 'conclude', 'archive', 'clean-up', 'delete'],
};

describe('help', () => {
  for (const [group, commands] of Object.entries(COMMANDS)) {
    test(`of \`burgee ${group}\` names its commands`, async () => {
      const folder = await Folder.make();
      const words = group ? [group] : [];
      const { code, out } = await folder.burgee([...words, '--help']);
      assert.equal(code, 0);
      const listed = /commands\n((?: {2}.+\n)+)/
        .exec(out)?.[1]
        ?.trimEnd()
        .split('\n')
        .map((line) => line.trim().split(' ')[0]);
      assert.deepEqual(listed, commands);
      assert.match(out, /\nexamples\n {2}/);
      for (const other of [words, ['help', ...words], [...words, '-h']])
        assert.equal((await folder.burgee(other)).out, out);
      for (const command of commands) {
        const { code, out } = await folder.burgee([...words, command, '--help']);
        assert.equal(code, 0, command);
        assert.match(out, /^[A-Z].+[.]\n\nusage\n {2}burgee /, command);
        assert.match(out, /\nexamples\n {2}burgee /, command);
        assert.ok(
          out.split('\n').every((line) => line.length <= 120),
          command,
        );
      }
    });
  }
});

describe('mistakes', () => {
  const said = [
    [['flg'], 'unknown command `flg`: did you mean `flag`?', ''],
    [['flag', 'disabel', 'x'], 'unknown command `flag disabel`: did you mean `disable`?', 'flag '],
    [['bananas'], 'unknown command `bananas`', ''],
    [['check', '--strikt'], 'unknown option `--strikt`: did you mean `--strict`?', 'check '],
    [['--verbose'], 'unknown option `--verbose`', ''],
    [['flag', 'rollout', 'x'], '<percent> is missing', 'flag rollout '],
    [['flag', 'get', 'x', 'y'], 'unexpected argument `y`', 'flag get '],
    [['eval', '--flag'], '`--flag` needs a value', 'eval '],
    [['eval', '--flag', '--user', 'x'], '`--flag` needs a value', 'eval '],
    [['eval', '--flag', 'a', '--flag', 'b'], '`--flag` must not be repeated', 'eval '],
    [['check', '--strict=yes'], '`--strict` takes no value', 'check '],
    [['eval', '--attributes', '{'], '`--attributes` is not JSON: `{`', 'eval '],
    [['eval', '--attributes', '[]'], '`--attributes` must be a JSON object', 'eval '],
    [['eval', '-a', 'plan'], '`plan` is not an attribute such as `plan=pro`', 'eval '],
    [['eval', '--consent', 'maybe'], '`--consent` must be `granted`, `denied` or `unknown`, not `maybe`', 'eval '],
    [['eval', '--now', 'today'], '`--now` must be a date such as `2026-11-01T09:00:00Z`, not `today`', 'eval '],
    [['explain'], '`--flag` is missing: the flag to explain', 'explain '],
    [['check', '--audience', 'me'], '`--audience` must be `browser` or `server`, not `me`', 'check '],
    [['flag', 'target', 'beta'], '`--users`, `--tiers` or `--domains` is required', 'flag target '],
    [['flag', 'update', 'beta'], 'no field to change is given', 'flag update '],
    [
      ['flag', 'reweight', 'beta', 'a'],
      '`a` is not a variant with a percentage such as `control=50`',
      'flag reweight ',
    ],
    [['experiment', 'conclude', 'e'], 'either `--winner NAME` or `--no-winner` is required', 'experiment conclude '],
  ];
  for (const [args, message, path] of /** @type {[string[], string, string][]} */ (said)) {
    test(`burgee ${args.join(' ')}`, async () => {
      const folder = await Folder.make();
      const { code, out, err } = await folder.burgee(args);
      assert.deepEqual([code, out, err], [2, '', `burgee: ${message}\n\`burgee ${path}--help\` shows the usage\n`]);
    });
  }

  const failed = [
    [['check', 'none.json'], 'there is no file `none.json`'],
    [['eval', '--flag', 'bta'], 'there is no flag `bta`: did you mean `beta`?'],
    [['flag', 'disable', 'bta'], 'there is no flag `bta`'],
    [
      ['flag', 'rollout', 'beta', '101'],
      '`rollout_percentage.percent`: `101` is not a percentage from 0 to 100 with at most six decimals',
    ],
    [['flag', 'list', '--file', '.'], '`.` cannot be read: EISDIR'],
  ];
  for (const [args, message] of /** @type {[string[], string][]} */ (failed)) {
    test(`burgee ${args.join(' ')}`, async () => {
      const folder = await Folder.make();
      const { code, out, err } = await folder.burgee(args);
      assert.deepEqual([code, out, err], [1, '', `burgee: ${message}\n`]);
      const json = await folder.burgee([...args, '--json']);
      assert.deepEqual([json.code, JSON.parse(json.out), json.err], [1, { error: { message, issues: [] } }, '']);
    });
  }
});

test('the version is that of the package', async () => {
  const {
    default: { version },
  } = await import('../../../pkg/package.json', { with: { type: 'json' } });
  assert.equal((await (await Folder.make()).burgee(['--version'])).out, `${version}\n`);
});

test('the file that is meant is named where it is missing', async () => {
  const folder = await Folder.make(null);
  const { err } = await folder.burgee(['flag', 'list']);
  assert.equal(
    err,
    'burgee: there is no file `burgee.json`: create it with `burgee init`, or choose another with `--file`\n',
  );
});

test('a refusal tells its issues', async () => {
  const folder = await Folder.make(
    '{ "format": "burgee/1", "flags": { "x": { "variants": { "a": true }, "off": "b" } } }',
  );
  const { code, err } = await folder.burgee(['flag', 'enable', 'x', '--for-all']);
  assert.equal(code, 1);
  assert.match(
    err,
    /^burgee: this would put an error into `flags\.x`: there is no variant `b`\n1:\d+ error there is no variant `b` \(unknown-variant\)\n {2}at flags\.x\.off\n/,
  );
});

test('bytes that are no text are refused', async () => {
  const folder = await Folder.make(null);
  const { writeFile } = await import('node:fs/promises');
  await writeFile(`${folder.path}/burgee.json`, Buffer.from([0x7b, 0xff, 0x7d]));
  assert.equal((await folder.burgee(['check'])).err, 'burgee: `burgee.json` is not UTF-8 text\n');
});

test('colours only on a terminal', async () => {
  const { paint } = await import('../../../pkg/cli/look.js');
  const { NO_COLOR } = process.env;
  delete process.env.NO_COLOR;
  const [terminal, pipe] = [{ isTTY: true }, {}];
  assert.deepEqual(
    [paint('red', 'x', terminal), paint('red', 'x', pipe)],
    [process.env.TERM === 'dumb' ? 'x' : '\u001b[31mx\u001b[0m', 'x'],
  );
  process.env.NO_COLOR = '1';
  assert.equal(paint('red', 'x', terminal), 'x');
  if (NO_COLOR === undefined) delete process.env.NO_COLOR;
  else process.env.NO_COLOR = NO_COLOR;
});
