// `burgee import`: files, options, what is told about what is left out.
import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { encrypted } from '../readers/encrypt.js';
import { FILES, OBFUSCATED, OTHER } from './peers.js';
import { Folder } from './support.js';

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

const SEED = { dark: { name: 'dark', enabled: true, strategy: 'percentage', percentage: 25, metadata: {} } };
const ANEW = 'the file does not say how users were hashed: the share stays the same, and its users change once';

/** @param {object} [file] @param {string} [name] */
async function folderWith(file = SEED, name = 'seed.json') {
  const folder = await Folder.make(null);
  await folder.write(JSON.stringify(file), name);
  return folder;
}

const PROVE = ['--prove', '--users', '2000', '--now', '2026-11-21T12:00:00Z'];

/** A folder with a peer's file, and its SDK. @param {object} file */
async function withSdks(file) {
  const folder = await folderWith(file, 'theirs.json');
  await symlink(MODULES, join(folder.path, 'node_modules'));
  return folder;
}

test('the snapshot goes to standard output, all else to standard error', async () => {
  const folder = await folderWith();
  const { code, out, err } = await folder.burgee(['import', 'seed', 'seed.json']);
  assert.deepEqual([code, Object.keys(JSON.parse(out).flags)], [0, ['dark']]);
  assert.equal(err, `left out dark.percentage: ${ANEW}\n1 flag, 0 experiments, 1 left out\n`);
  assert.deepEqual(await folder.burgee(['import', 'seed', '-'], { input: JSON.stringify(SEED) }), { code, out, err });
  const json = await folder.ask('import', 'seed', 'seed.json');
  assert.deepEqual(json, {
    document: out,
    leftOut: [{ path: 'dark.percentage', reason: ANEW }],
    flags: 1,
    experiments: 0,
  });
});

test('a file is written once, unless that is forced', async () => {
  const folder = await folderWith();
  const { file, flags } = await folder.ask('import', 'seed', 'seed.json', '--out', 'burgee.json');
  assert.deepEqual([file, flags], ['burgee.json', 1]);
  assert.ok((await folder.json()).flags.dark);
  const again = await folder.burgee(['import', 'seed', 'seed.json', '--out', 'burgee.json']);
  assert.deepEqual([again.code, again.err], [1, 'burgee: the file `burgee.json` already exists\n']);
  const forced = await folder.burgee(['import', 'seed', 'seed.json', '--out', 'burgee.json', '--force']);
  assert.deepEqual([forced.code, forced.out], [0, '`burgee.json` is written\n']);
});

test('what is left out for one reason is told once', async () => {
  const flags = Array.from({ length: 200 }, (_, number) => [`flag${number}`, { ...SEED.dark, name: `flag${number}` }]);
  const folder = await folderWith(Object.fromEntries(flags));
  const { err } = await folder.burgee(['import', 'seed', 'seed.json']);
  assert.equal(
    err,
    `left out flag0.percentage, flag1.percentage, flag2.percentage and 197 more: ${ANEW}\n200 flags, 0 experiments, 200 left out\n`,
  );
  const { leftOut } = await folder.ask('import', 'seed', 'seed.json');
  assert.equal(leftOut.length, 200);
});

test('reasons that differ in a name are told apart, unless there are many', async () => {
  const said = async (/** @type {number} */ count) => {
    const flags = Array.from({ length: count }, (_, number) => [
      `flag${number}`,
      { name: 'x', enabled: true, strategy: `way${number}` },
    ]);
    const { err } = await (await folderWith(Object.fromEntries(flags))).burgee(['import', 'seed', 'seed.json']);
    return err.trim().split('\n').slice(0, -1);
  };
  const unknown = (/** @type {string} */ name) => `unknown strategy \`${name}\`: the flag is left out`;
  assert.deepEqual(
    await said(2),
    [0, 1].map((number) => `left out flag${number}.strategy: ${unknown(`way${number}`)}`),
  );
  assert.deepEqual(await said(5), [
    `left out flag0.strategy, flag1.strategy, flag2.strategy and 2 more: ${unknown('…')}`,
  ]);
});

describe('beside the SDK of', () => {
  /** How many flags and experiments each file becomes, and what of it is told. @type {Record<string, [number, number, string[]]>} */
  const EXPECTED = {
    eppo: [4, 1, []],
    flagd: [4, 0, []],
    growthbook: [4, 1, []],
    unleash: [5, 0, ['features[2].variants[0]']],
  };
  for (const [format, [flags, experiments, places]] of Object.entries(EXPECTED)) {
    test(`${format}: 2,000 users keep what they have`, async () => {
      const folder = await withSdks(FILES[/** @type {'eppo'} */ (format)]);
      const { proof, leftOut, ...found } = await folder.ask(
        'import',
        format,
        'theirs.json',
        '--out',
        'burgee.json',
        ...PROVE,
      );
      assert.deepEqual(found, { file: 'burgee.json', flags, experiments });
      assert.deepEqual(
        leftOut.map((/** @type {{ path: string }} */ { path }) => path),
        places,
      );
      const { users, compared, different, byFlag, differences, onlyTheirs } = proof;
      assert.deepEqual(
        { users, compared, different, byFlag, differences, onlyTheirs },
        { users: 2000, compared: 2000 * flags, different: 0, byFlag: {}, differences: [], onlyTheirs: [] },
      );
      assert.deepEqual(
        proof.alwaysSame.filter((/** @type {string} */ key) => ['beta', 'ramp'].includes(key)),
        [],
      );
      const { issues } = await folder.ask('check', 'burgee.json');
      assert.deepEqual(
        issues.map((/** @type {{ code: string }} */ { code }) => code),
        Array(experiments).fill('experiment-no-end'),
      );
    });
  }

  test('an old flagd: the differences are told, and the command fails', async () => {
    const folder = await withSdks(FILES.flagd);
    const { code, out, err } = await folder.burgee(['import', 'flagd', 'theirs.json', '--fractional', '1', ...PROVE]);
    assert.deepEqual([code, Object.keys(JSON.parse(out).flags)], [1, ['beta', 'ramp', 'button', 'gone']]);
    assert.match(
      err,
      /\ndifferent ramp: theirs (true|false), ours (true|false)\n {2}for \{.+ at 2026-11-21T12:00:00.000Z\n/,
    );
    assert.match(err, /\n {2}ramp: [\d,]+ of 2,000 users\n/);
    assert.match(
      err,
      /\n2,000 users × 4 flags compared with @openfeature\/flagd-core \d+\.\d+\.\d+ \(--seed 1\): 8,000 decisions, [\d,]+ differ\n$/,
    );
  });

  test('growthbook, encrypted: the SDK is asked about what was decrypted', async () => {
    const key = 'Ut1IaZ0NQ9BXnMUrh7Xd4Q==';
    const { features } = FILES.growthbook;
    const folder = await withSdks({ features: {}, encryptedFeatures: await encrypted(JSON.stringify(features), key) });
    const { proof, flags } = await folder.ask('import', 'growthbook', 'theirs.json', '--key', key, ...PROVE);
    assert.deepEqual([flags, proof.compared, proof.different], [4, 8000, 0]);
    const { code, err } = await folder.burgee(['import', 'growthbook', 'theirs.json']);
    assert.deepEqual(
      [code, err],
      [1, 'burgee: `encryptedFeatures` is encrypted: pass the key (`decryptionKey`, or `--key` of `burgee import`)\n'],
    );
  });

  test('eppo, obfuscated: what a list of names does not have keeps its hash, and is not asked for', async () => {
    const folder = await withSdks(OBFUSCATED);
    await folder.write('beta\nplan\npro\n', 'names.txt');
    const { proof, document } = await folder.ask('import', 'eppo', 'theirs.json', '--names', '@names.txt', ...PROVE);
    const { compared, different, alwaysSame, onlyTheirs } = proof;
    assert.deepEqual(
      { compared, different, alwaysSame, onlyTheirs },
      { compared: 2000, different: 0, alwaysSame: [], onlyTheirs: [] },
    );
    assert.deepEqual(Object.keys(JSON.parse(document).flags), ['beta', OTHER]);
  });

  test('a folder without it', async () => {
    const folder = await folderWith(FILES.unleash);
    const { code, err } = await folder.burgee(['import', 'unleash', 'seed.json', '--prove']);
    assert.deepEqual(
      [code, err],
      [1, 'burgee: `--prove` needs unleash-client, which is not installed: run `npm i unleash-client`\n'],
    );
  });
});

describe('mistakes', () => {
  const usage = [
    [['smoke', 'seed.json'], 'unknown format `smoke`: expected eppo, flagd, growthbook, seed, unleash'],
    [['growthbok', 'seed.json'], 'unknown format `growthbok`: did you mean `growthbook`?'],
    [
      ['seed', 'seed.json', '--units', 'utf-8'],
      '`--units` does not apply to a map of name → {name, enabled, strategy, …}',
    ],
    [['growthbook', 'seed.json', '--units', 'utf-32'], '`--units` must be `utf-16` or `utf-8`, not `utf-32`'],
    [['unleash', 'seed.json', '--key', 'x'], "`--key` does not apply to Unleash's client features"],
    [['seed', 'seed.json', '--users', '5'], '`--users` needs `--prove`'],
    [
      ['seed', 'seed.json', '--prove'],
      '`--prove` has no SDK to compare with for a map of name → {name, enabled, strategy, …}',
    ],
    [['eppo', 'seed.json', '--prove', '--users', 'many'], '`--users` must be a positive integer, not `many`'],
  ];
  for (const [args, message] of /** @type {[string[], string][]} */ (usage)) {
    test(`burgee import ${args.join(' ')}`, async () => {
      const { code, out, err } = await (await folderWith()).burgee(['import', ...args]);
      assert.deepEqual([code, out, err], [2, '', `burgee: ${message}\n\`burgee import --help\` shows the usage\n`]);
    });
  }

  test('a file that is cut off is told with its place', async () => {
    const folder = await Folder.make(null);
    await folder.write('{\n  "dark": {', 'cut.json');
    const { code, err } = await folder.burgee(['import', 'seed', 'cut.json']);
    assert.deepEqual(
      [code, err.split('\n')[1]],
      [1, '2:12 error expected a name in quotes, found the end of the text (syntax)'],
    );
  });

  test('a file of another format is told to be one', async () => {
    const { code, err } = await (await folderWith(FILES.unleash)).burgee(['import', 'seed', 'seed.json']);
    assert.deepEqual(
      [code, err.match(/: it looks like .+$/m)?.[0]],
      [1, ": it looks like Unleash's client features (`burgee import unleash`)"],
    );
  });

  test('a list of names that is not there', async () => {
    const { code, err } = await (await folderWith()).burgee(['import', 'eppo', 'seed.json', '--names', '@none.txt']);
    assert.deepEqual([code, err], [1, 'burgee: `none.txt` cannot be read: ENOENT\n']);
  });
});
