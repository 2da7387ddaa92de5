// What is not imported is not in a site's bundle.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build } from 'esbuild';

/** The package's files of which something is in the bundle. @param {string} code @returns {Promise<string[]>} */
async function bundled(code) {
  const { metafile } = await build({
    stdin: { contents: code, resolveDir: new URL('../../..', import.meta.url).pathname },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    logLevel: 'silent',
    outfile: 'out.js',
  });
  const inputs = metafile.outputs['out.js']?.inputs ?? {};
  return Object.keys(inputs)
    .filter((file) => (inputs[file]?.bytesInOutput ?? 0) > 0)
    .map((file) => file.replace(/^.*pkg\//, ''));
}

const OPTIONAL = /^client\/(plugins|server|cookie)|^html\/|^tools/;

test('a page that only reads flags has no plugin', async () => {
  const files = await bundled(
    "import { createClient } from 'burgee/client'; createClient({ snapshot: '/s' }).boolean('a', false);",
  );
  assert.ok(files.includes('client/client.js'));
  assert.deepEqual(
    files.filter((file) => OPTIONAL.test(file)),
    [],
  );
});

/** @type {[string, string, string[]][]} */
const PLUGINS = [
  ['anonymousId', 'plugins', ['client/cookie.js', 'client/plugins/anonymous-id.js']],
  ['handedOver', 'plugins', ['client/plugins/server-values.js', 'client/plugins/unit.js']],
  [
    'serverSentEvents',
    'plugins',
    ['client/plugins/event-stream.js', 'client/plugins/reconnecting-stream.js', 'client/plugins/server-sent-events.js'],
  ],
  ['storedAssignments', 'plugins', ['client/plugins/stored-assignments.js', 'client/plugins/unit.js']],
  ['urlOverrides', 'plugins', ['client/plugins/url-overrides.js']],
  ['handOver', 'server', ['client/server/hand-over.js']],
  ['visitorOf', 'server', ['client/cookie.js', 'client/server/visitor.js']],
];
for (const [name, entry, expected] of PLUGINS) {
  test(`${name} comes alone`, async () => {
    const files = await bundled(
      `import { createClient } from 'burgee/client'; import { ${name} } from 'burgee/${entry}'; console.log(createClient, ${name});`,
    );
    assert.deepEqual(files.filter((file) => OPTIONAL.test(file)).sort(), expected);
  });
}
