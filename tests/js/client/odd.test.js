import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '../../../pkg-template/client/client.js';
import { FLAGS, REPORT, URL_A, fakeCore, fakeFetch, fakePage, settle, snapshot, start, status } from './support.js';

const cycle = /** @type {any} */ ({});
cycle.cycle = cycle;
const hostile = new Proxy(
  {},
  {
    get: () => {
      throw new Error('trap');
    },
    ownKeys: () => {
      throw new Error('trap');
    },
  },
);
const ODD = [
  undefined,
  null,
  0,
  -1,
  NaN,
  Infinity,
  1n,
  '',
  'pricing',
  '__proto__',
  'constructor',
  '\ud800',
  true,
  [],
  [1],
  {},
  cycle,
  hostile,
  Symbol('s'),
  () => {
    throw new Error('called');
  },
  new Date(NaN),
  Object.create(null),
];

/** Repeatable numbers. */
function numbers(seed = 7) {
  return () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return seed / 0x80000000;
  };
}

test('no method throws or rejects, whatever it is given, in whatever order', async () => {
  const random = numbers();
  const any = () => ODD[Math.floor(random() * ODD.length)];
  const page = fakePage();
  const options = {
    snapshot: URL_A,
    events: REPORT,
    context: { targetingKey: 'ada' },
    fetch: fakeFetch(() => new Response(snapshot(FLAGS)), status(500)),
  };
  const { client } = start(options, page);
  const methods = /** @type {const} */ ([
    'boolean',
    'string',
    'number',
    'object',
    'details',
    'all',
    'expose',
    'track',
    'setContext',
    'setConsent',
    'override',
    'on',
    'refresh',
    'flush',
    'context',
  ]);
  let calls = 0;
  for (let round = 0; round < 3000; round++) {
    const target = /** @type {any} */ (
      random() < 0.2 ? client.context(/** @type {any} */ (any()), /** @type {any} */ (any())) : client
    );
    const method = methods[Math.floor(random() * methods.length)] ?? 'all';
    if (typeof target[method] !== 'function') continue;
    calls++;
    const given = target[method](any(), any());
    if (given instanceof Promise) await given;
    if (round % 100 === 0) await page.turn(round % 200 ? 'hidden' : 'visible');
  }
  assert.equal(typeof (await client.close()), 'boolean');
  assert.ok(calls > 2500, String(calls));
});

test('no options throw', async () => {
  const names = [
    'snapshot',
    'events',
    'context',
    'consent',
    'bootstrap',
    'storage',
    'onError',
    'overrides',
    'update',
    'poll',
    'refreshAfter',
    'cacheFor',
    'timeout',
    'maxBytes',
    'flushAfter',
    'maxQueue',
    'maxSeen',
    'sdk',
    'waitUntil',
    'fetch',
  ];
  for (const name of names) {
    for (const odd of ODD) {
      const { client } = start({ snapshot: snapshot(FLAGS), fetch: fakeFetch(), [name]: odd });
      assert.equal(typeof (await client.ready), 'string');
      client.string('pricing', 'control');
      client.track('a');
      assert.equal(typeof (await client.flush()), 'boolean');
      await client.close();
    }
  }
  for (const odd of ODD) {
    if (odd === hostile) continue;
    const client = createClient(odd, /** @type {any} */ (fakeCore()), fakePage());
    assert.equal(await client.ready, 'ERROR');
  }
  await settle();
});

test('no option is read again, and none that is of the wrong type bounds nothing', async () => {
  const { client } = start({
    snapshot: snapshot(FLAGS),
    events: REPORT,
    context: { targetingKey: 'ada' },
    fetch: fakeFetch(),
    maxQueue: NaN,
  });
  for (let i = 0; i < 1001; i++) client.track('a');
  assert.equal(client.lost, 1);
});

test('a core that throws in the middle of a read gives the default and says why', async () => {
  const { client, core, messages } = start({ snapshot: snapshot(FLAGS) });
  await client.ready;
  core.Evaluator.prototype.context = () => {
    throw new WebAssembly.RuntimeError('unreachable');
  };
  await client.setContext({});
  assert.equal(client.boolean('dashboard', false), false);
  assert.deepEqual(client.details('dashboard', false), {
    key: 'dashboard',
    value: false,
    reason: 'ERROR',
    errorCode: 'GENERAL',
    errorMessage: 'unreachable',
  });
  assert.equal(client.all().size, 0);
  assert.deepEqual(messages(), ['unreachable']);
});
