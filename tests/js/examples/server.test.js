// `examples/server.rs` decides for each request.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { env } from 'node:process';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Evaluator, init } from '../../../pkg/index.js';
import { read } from '../support.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('the server example', { timeout: 600_000 }, () => {
  /** @type {import('node:child_process').ChildProcess} */
  let server;
  let url = '';

  before(async () => {
    await init();
    const args = ['run', '--quiet', '--package', 'burgee', '--example', 'server'];
    const options = /** @type {import('node:child_process').SpawnOptions} */ ({
      cwd: root,
      env: { ...env, BURGEE_PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    server = spawn(env.CARGO ?? 'cargo', args, options);
    const [line] = await once(createInterface(/** @type {import('node:stream').Readable} */ (server.stdout)), 'line');
    url = line.replace('listening on ', '');
  });

  after(() => server.kill());

  test('serves each user the variant that the package decides', async () => {
    const evaluator = new Evaluator(read('examples/flags.json'));
    const variants = new Set();
    for (let number = 0; number < 20; number++) {
      const targetingKey = `user-${number}`;
      const response = await fetch(`${url}checkout`, { headers: { 'x-user': targetingKey } });
      const { value, variant } = evaluator.context({ targetingKey }).details('checkout');
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('content-type'), 'application/json');
      assert.deepEqual(await response.json(), value, targetingKey);
      variants.add(variant);
    }
    assert.deepEqual([...variants].sort(), ['new', 'old']);
  });

  test('serves a user without an id the fallthrough', async () => {
    const response = await fetch(`${url}checkout`);
    assert.deepEqual(await response.json(), { steps: 3 });
  });

  test('answers 404 for an unknown flag', async () => {
    assert.equal((await fetch(`${url}no_such_flag`)).status, 404);
  });
});
