// The types of keys and values: whatever is read, until `burgee types` has declared the flags; then those alone.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const SNAPSHOT = {
  format: 'burgee/1',
  flags: {
    dashboard: { variants: { on: true, off: false }, fallthrough: 'on' },
    pricing: { variants: { a: 'a', b: 'b' }, fallthrough: 'a' },
    limit: { variants: { low: 10, high: 25 }, fallthrough: 'low' },
    layout: { variants: { wide: { columns: 3 } }, fallthrough: 'wide' },
  },
};
const OPTIONS = {
  strict: true,
  noEmit: true,
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2023', 'dom', 'dom.iterable'],
  types: [],
};

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'burgee-client-types-'));
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'burgee.json'), JSON.stringify(SNAPSHOT));
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(repository, 'pkg/cli.js'), 'types', '--out', 'flags.d.ts'],
    { cwd: folder, encoding: 'utf8' },
  );
  assert.deepEqual([status, stderr], [0, '']);
});
after(() => rm(folder, { recursive: true }));

/** What TypeScript has to say of a file, the package's own declarations with it. @param {string} code @param {string[]} [more] */
async function check(code, more = []) {
  await writeFile(join(folder, 'use.ts'), code);
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: OPTIONS, files: ['use.ts', ...more] }),
  );
  return spawnSync(join(repository, 'node_modules/.bin/tsc'), ['--project', folder], { encoding: 'utf8' }).stdout;
}

const IMPORTS = `
import { Evaluator, type Context, type Json } from 'burgee';
import { createClient, type UserView } from 'burgee/client';
import { anonymousId, handedOver, serverSentEvents, storedAssignments, urlOverrides } from 'burgee/plugins';
import { handOver, scriptJson, visitorOf } from 'burgee/server';
type Same<A, B> = [A, B] extends [B, A] ? true : false;
const same = <A, B>(_: Same<A, B>) => {};
declare const client: UserView;
declare const context: Context;
`;

for (const name of ['client', 'context']) {
  test(`${name}: without declared flags any key will do, and the default says no more than its type`, async () => {
    assert.equal(
      await check(`${IMPORTS}
      const boolean = ${name}.boolean('any', false);
      const string = ${name}.string('any', 'control');
      const number = ${name}.number('any' as string, 1);
      const object = ${name}.object('any', { columns: 3 });
      const details = ${name}.details('any', 'control');
      const looked = ${name}.details('any');
      same<typeof boolean, boolean>(true);
      same<typeof string, string>(true);
      same<typeof number, number>(true);
      same<typeof object, Json>(true);
      same<typeof details.value, string>(true);
      same<typeof looked.value, Json>(true);
      // @ts-expect-error another type
      ${name}.boolean('any', 'x');
      // @ts-expect-error a default is needed
      ${name}.string('any');
      // @ts-expect-error no JSON
      ${name}.object('any', () => 1);
      // @ts-expect-error a key is a text
      ${name}.number(1, 1);
    `),
      '',
    );
  });

  test(`${name}: declared flags have their keys and values`, async () => {
    assert.equal(
      await check(
        `${IMPORTS}
      const dashboard = ${name}.boolean('dashboard', false);
      const pricing = ${name}.string('pricing', 'a');
      const limit = ${name}.number('limit', 10);
      const layout = ${name}.object('layout', { columns: 1 });
      const details = ${name}.details('pricing', 'b');
      const looked = ${name}.details('limit');
      same<typeof dashboard, boolean>(true);
      same<typeof pricing, 'a' | 'b'>(true);
      same<typeof limit, 10 | 25>(true);
      same<typeof layout, Json>(true);
      same<typeof details.value, 'a' | 'b'>(true);
      same<typeof looked.value, 10 | 25>(true);
      // @ts-expect-error no such flag
      ${name}.boolean('dashbord', false);
      // @ts-expect-error a flag of another type
      ${name}.boolean('pricing', false);
      // @ts-expect-error a flag of another type
      ${name}.object('pricing', 'a');
      // @ts-expect-error a flag of another type
      ${name}.string('limit', 'a');
      // @ts-expect-error no such value
      ${name}.string('pricing', 'c');
      // @ts-expect-error no such value
      ${name}.number('limit', 11);
      // @ts-expect-error no such flag
      ${name}.details('nowhere');
      // @ts-expect-error no such value
      ${name}.details('pricing', 'c');
    `,
        ['flags.d.ts'],
      ),
      '',
    );
  });
}

test('the client’s options, the plugins and the server’s side have types that stand by themselves', async () => {
  assert.equal(
    await check(`${IMPORTS}
    const page = createClient({
      snapshot: '/live/snapshot.json',
      bootstrap: handedOver('#burgee'),
      plugins: [anonymousId({ cookie: true, days: 30 }), storedAssignments({ limit: 10 }), urlOverrides({ only: ['pricing'], keep: true }), serverSentEvents('/live/news', { spread: 0 })],
    });
    const valuesOnly = createClient({ bootstrap: handedOver(handOver(page, { keys: ['pricing'], context: { targetingKey: 'ada' } })) });
    const { id, isNew, setCookie } = visitorOf(new Request('https://example.com'), { consent: 'granted' });
    const html: string = scriptJson(handOver(valuesOnly.context({ targetingKey: id })));
    same<typeof setCookie, string | null>(true);
    same<typeof isNew, boolean>(true);
    new Evaluator(html).context({}).boolean('dashboard', false);
    page.expose('pricing');
    // @ts-expect-error no such word
    page.setConsent('yes');
    // @ts-expect-error no plugin
    createClient({ snapshot: '/x', plugins: ['sse'] });
    // @ts-expect-error no such option
    createClient({ snapshots: '/x' });
  `),
    '',
  );
});
