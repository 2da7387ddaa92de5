// Commands that only look: check, eval, explain, types, init.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { BETA, Folder, written } from './support.js';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

test('a sound file passes the check', async () => {
  const folder = await Folder.make(
    written({
      beta: {
        variants: { on: true, off: false },
        rules: [{ rollout: { serve: 'on', percent: 10 } }],
        off: 'off',
        fallthrough: 'off',
      },
    }),
  );
  const { code, out } = await folder.burgee(['check']);
  assert.deepEqual([code, out], [0, 'burgee.json: 0 errors, 0 warnings\n']);
});

test('errors are told with their places', async () => {
  const folder = await Folder.make(
    '{\n  "format": "burgee/1",\n  "flags": { "x": { "variants": { "a": 1 }, "off": "b" } }\n}\n',
  );
  const { code, out } = await folder.burgee(['check', 'burgee.json']);
  assert.equal(code, 1);
  assert.match(out, /^burgee\.json:3:\d+ error there is no variant `b` \(unknown-variant\)\n {2}at flags\.x\.off\n/);
  assert.match(out, /burgee\.json: 1 error, \d+ warnings?\n$/);
  const { code: failed, out: json } = await folder.burgee(['check', '--json']);
  const { errors, issues } = JSON.parse(json);
  assert.deepEqual([failed, errors, issues[0].line, issues[0].path], [1, 1, 3, 'flags.x.off']);
});

test('what is no JSON is an error like any other', async () => {
  const folder = await Folder.make('{\n  "format" "burgee/1" }');
  const { code, out } = await folder.burgee(['check']);
  assert.deepEqual([code, out.split('\n')[0]], [1, 'burgee.json:2:12 error expected `:`, found `"` (syntax)']);
});

test('warnings fail only when that is asked for', async () => {
  const folder = await Folder.make(written({ x: { variants: { a: 1 }, fallthrough: 'a', surprise: 1 } }));
  assert.equal((await folder.burgee(['check'])).code, 0);
  const strict = await folder.burgee(['check', '--strict']);
  assert.equal(strict.code, 1);
  assert.match(strict.out, /warning unknown field `surprise`/);
  assert.equal((await folder.burgee(['check', '-', '--strict'], { input: await folder.read() })).code, 1);
});

test('one flag is decided', async () => {
  const flag = { ...BETA, rules: [{ name: 'grown up', if: { attribute: 'age', gte: 18 }, serve: 'on' }] };
  const folder = await Folder.make(written({ beta: flag }));
  const asked = async (/** @type {string[]} */ ...args) =>
    (await folder.burgee(['eval', 'burgee.json', '--flag', 'beta', ...args])).out;
  assert.equal(await asked('-a', 'age=18'), 'beta = true (variant on, TARGETING_MATCH, rule 1: grown up)\n');
  assert.equal(await asked('-a', 'age="18"'), 'beta = false (variant off, DEFAULT)\n');
  assert.equal(
    await asked('--attributes', '{"age":17}', '--attribute', 'age=20'),
    'beta = true (variant on, TARGETING_MATCH, rule 1: grown up)\n',
  );
});

test('all flags are decided, at an instant and with consent', async () => {
  const rules = [{ experiment: 'e', split: { on: 100 } }];
  const experiments = {
    e: { status: 'running', requiresConsent: true, control: 'off', start: '2026-01-01', end: '2026-02-01' },
  };
  const folder = await Folder.make(
    written({ beta: { ...BETA, rules }, broken: { ...BETA, off: 'x' } }, { experiments }),
  );
  const asked = (/** @type {string[]} */ ...args) => folder.ask('eval', '--user', 'u', ...args);
  assert.equal((await asked('--now', '2026-01-15', '--consent', 'granted')).beta.exposure.experiment, 'e');
  assert.equal((await asked('--now', '2026-01-15')).beta.reason, 'TARGETING_MATCH');
  assert.equal((await asked('--now', '2027-01-15', '--consent', 'granted')).beta.reason, 'DEFAULT');
  const { out } = await folder.burgee(['eval', '--user', 'u', '--now', '0']);
  assert.equal(out, 'flag    value  variant  reason\nbeta    false  off      DEFAULT\nbroken  null   -        ERROR\n');
  assert.equal((await folder.burgee(['eval', '--flag', 'broken'])).code, 1);
});

test('a decision is explained', async () => {
  const folder = await Folder.make();
  const { code, out } = await folder.burgee(['explain', 'burgee.json', '--flag', 'beta', '--user', 'u']);
  assert.equal(code, 0);
  assert.match(out, /^beta → off \(STATIC\)\n/);
  assert.equal((await folder.ask('explain', '--flag', 'beta')).variant, 'off');
});

test('flags become types that TypeScript understands', async () => {
  const folder = await Folder.make(
    written({
      beta: { ...BETA, metadata: { description: 'a */ b' } },
      "it's": { variants: { a: "x'y\n", b: 'b', c: 'b' } },
      price: { variants: { low: 1.5, high: -2 } },
      limits: { variants: { a: { seats: 1 } } },
      broken: { ...BETA, off: 'x' },
    }),
  );
  const { code, out, err } = await folder.burgee(['types', 'burgee.json']);
  assert.deepEqual([code, err], [0, '`broken` is broken and has no type\n']);
  assert.equal(
    out,
    [
      '// Written by `burgee types`: do not edit.',
      "import 'burgee';",
      '',
      "declare module 'burgee' {",
      '  interface Flags {',
      '    /** a *\\/ b */',
      "    'beta': boolean;",
      "    'it\\'s': 'x\\'y\\n' | 'b';",
      "    'price': 1.5 | -2;",
      "    'limits': import('burgee').Json;",
      '  }',
      '}',
      '',
    ].join('\n'),
  );
  await folder.ask('types', '--out', 'flags.d.ts');
  await folder.write(
    `import type { Flags } from 'burgee';\nexport const price: Flags['price'] = 1.5;\n// @ts-expect-error\nexport const other: Flags['price'] = 3;\n`,
    'use.ts',
  );
  await folder.write(
    '{ "compilerOptions": { "strict": true, "noEmit": true, "module": "nodenext", "target": "es2022", "types": [], "skipLibCheck": false }, "files": ["use.ts", "flags.d.ts"] }',
    'tsconfig.json',
  );
  await symlink(join(repository, 'node_modules'), join(folder.path, 'node_modules'));
  const tsc = spawnSync(join(repository, 'node_modules/.bin/tsc'), ['--project', folder.path], { encoding: 'utf8' });
  assert.deepEqual([tsc.status, tsc.stdout], [0, '']);
  assert.equal((await folder.burgee(['types', '--out', 'flags.d.ts', '--check'])).code, 0);
  await folder.write(written({}));
  const stale = await folder.burgee(['types', '--out', 'flags.d.ts', '--check']);
  assert.deepEqual(
    [stale.code, stale.err],
    [1, 'burgee: `flags.d.ts` is not up to date: write it with `burgee types --out flags.d.ts`\n'],
  );
});

test('a first file is written once', async () => {
  const folder = await Folder.make(null);
  assert.equal(
    (await folder.burgee(['init'])).out,
    '`burgee.json` is written: add a flag with `burgee flag create <key>`\n',
  );
  assert.equal((await folder.burgee(['check', '--strict'])).code, 0);
  assert.equal((await folder.burgee(['init'])).err, 'burgee: the file `burgee.json` already exists\n');
});
