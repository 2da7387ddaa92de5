// What `burgee types` declares is what React's hooks and OpenFeature's clients ask for; without it any key will do.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
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
    limits: { variants: { some: { seats: 1 } }, fallthrough: 'some' },
  },
};
const OPTIONS = {
  strict: true,
  noEmit: true,
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2023', 'dom'],
  types: ['node'],
  jsx: 'react-jsx',
};

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'burgee-types-'));
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'burgee.json'), JSON.stringify(SNAPSHOT));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
});
after(() => rm(folder, { recursive: true }));

/** @param {string[]} args */
function burgee(...args) {
  const { status, stderr } = spawnSync(process.execPath, [join(repository, 'pkg/cli.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.deepEqual([status, stderr], [0, '']);
}

/** What TypeScript has to say of a file. @param {string} code @param {{ flags?: string, skipLibCheck?: boolean }} [options] */
async function check(code, { flags, skipLibCheck = false } = {}) {
  await writeFile(join(folder, 'use.tsx'), code);
  const files = ['use.tsx', ...(flags ? [flags] : [])];
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...OPTIONS, skipLibCheck }, files }),
  );
  const { stdout } = spawnSync(join(repository, 'node_modules/.bin/tsc'), ['--project', folder], { encoding: 'utf8' });
  return stdout;
}

const IMPORTS = `
import { BurgeeProvider, useFlag, useFlagDetails, useFlagWhenSeen } from 'burgee/react';
import { testClient } from 'burgee/testing';
import type { Json } from 'burgee';
type Same<A, B> = [A, B] extends [B, A] ? true : false;
const same = <A, B>(_: Same<A, B>) => {};
`;

test('without declared flags any key will do, and the default says the type', async () => {
  assert.equal(
    await check(`${IMPORTS}
    const boolean = useFlag('any', false);
    const text = useFlag('any', 'control');
    const number = useFlag('any', 1);
    const object = useFlag('any', { seats: 1 });
    same<typeof boolean, boolean>(true);
    same<typeof text, string>(true);
    same<typeof number, number>(true);
    same<typeof object, Json>(true);
    const [seen, ref] = useFlagWhenSeen('any', 'x', { threshold: 0.5 });
    same<typeof seen, string>(true);
    const client = testClient({ any: 'x', other: ({ plan }) => plan === 'pro' });
    client.set('any', { of: ['any', 'type'] });
    client.set({ any: undefined });
    export const page = <BurgeeProvider client={client} values={{ any: 1 }}><section ref={ref}>{text}</section></BurgeeProvider>;
    export const view = <BurgeeProvider client={client.context({})} />;
    // @ts-expect-error a client is needed
    export const none = <BurgeeProvider />;
    // @ts-expect-error a function is no default
    useFlag('any', () => 1);
  `),
    '',
  );
});

test('declared flags have their keys and values', async () => {
  burgee('types', '--out', 'flags.d.ts');
  assert.equal(
    await check(
      `${IMPORTS}
    const dashboard = useFlag('dashboard', false);
    const pricing = useFlag('pricing', 'a');
    const details = useFlagDetails('pricing', 'b');
    const limits = useFlag('limits', {});
    same<typeof dashboard, boolean>(true);
    same<typeof pricing, 'a' | 'b'>(true);
    same<typeof details.value, 'a' | 'b'>(true);
    same<typeof limits, Json>(true);
    // @ts-expect-error no such flag
    useFlag('dashbord', false);
    // @ts-expect-error no such value
    useFlag('pricing', 'c');
    // @ts-expect-error another type
    useFlagWhenSeen('dashboard', 'on');
    const client = testClient({ pricing: ({ plan }) => (plan === 'pro' ? 'b' : 'a'), limits: { seats: 2 } });
    client.set('pricing', 'b');
    client.set({ dashboard: true, pricing: undefined });
    // @ts-expect-error no such value
    client.set('pricing', 'c');
    // @ts-expect-error no such flag
    testClient({ dashbord: true });
  `,
      { flags: 'flags.d.ts' },
    ),
    '',
  );
});

test("OpenFeature's clients take them too, where it is asked for", async () => {
  burgee('types', '--openfeature', '--out', 'openfeature.d.ts');
  burgee('types', '--openfeature', '--out', 'openfeature.d.ts', '--check');
  const [, written] = (await readFile(join(folder, 'openfeature.d.ts'), 'utf8')).split(
    "\nimport '@openfeature/core';\n\n",
  );
  assert.deepEqual(written.split('\n'), [
    "declare module '@openfeature/core' {",
    "  export type BooleanFlagKey = 'dashboard';",
    "  export type StringFlagKey = 'pricing';",
    '  export type NumberFlagKey = never;',
    "  export type ObjectFlagKey = 'limits';",
    '}',
    '',
  ]);
  assert.equal(
    await check(
      `
    import { OpenFeature as Server } from '@openfeature/server-sdk';
    import { OpenFeature } from '@openfeature/web-sdk';
    const flags = OpenFeature.getClient();
    flags.getBooleanValue('dashboard', false);
    flags.getStringValue('pricing', 'a');
    flags.getObjectValue('limits', {});
    // @ts-expect-error no such flag
    flags.getBooleanValue('dashbord', false);
    // @ts-expect-error not of this type
    flags.getStringValue('dashboard', 'x');
    // @ts-expect-error there is no flag with numbers
    flags.getNumberValue('limits', 1);
    // @ts-expect-error no such flag
    void Server.getClient().getBooleanValue('dashbord', false);
  `,
      { flags: 'openfeature.d.ts', skipLibCheck: true },
    ),
    '',
  );
});

test('the entries of OpenFeature have types that stand by themselves', async () => {
  assert.equal(
    await check(`
    import { trace } from '@opentelemetry/api';
    import { OpenFeature as Server } from '@openfeature/server-sdk';
    import { OpenFeature } from '@openfeature/web-sdk';
    import { createClient } from 'burgee/client';
    import { createOpenTelemetryHook } from 'burgee/openfeature/otel';
    import { BurgeeServerProvider } from 'burgee/openfeature/server';
    import { BurgeeWebProvider } from 'burgee/openfeature/web';
    const client = createClient({ snapshot: '/live/snapshot.json' });
    const logger = { emit(record: { eventName?: string; attributes?: object }) { void record; } };
    OpenFeature.setProvider('shop', new BurgeeWebProvider(client, { flagSetId: 'shop', expose: false }), { targetingKey: 'ada', since: new Date() });
    OpenFeature.addHooks(createOpenTelemetryHook({ trace }));
    Server.setProvider(new BurgeeServerProvider(client, { viewOptions: ({ agreed }) => ({ consent: agreed ? 'granted' : 'denied' }), lazy: true }));
    Server.addHooks(createOpenTelemetryHook({ logger, value: true, attributes: ({ flagKey }, { variant }) => ({ flagKey, variant }) }));
    // @ts-expect-error a page's provider is no server's
    Server.setProvider(new BurgeeWebProvider(client));
    export const name: 'burgee' = new BurgeeWebProvider(client).metadata.name;
  `),
    '',
  );
});
