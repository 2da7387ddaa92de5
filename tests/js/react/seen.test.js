import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { observers, observing } from './page.js';
import { StrictMode, act, createElement as h } from 'react';
import { BurgeeProvider, useFlagWhenSeen } from '../../../pkg/react.js';
import { testClient } from '../../../pkg/testing.js';
import { render, unmountAll } from './render.js';

beforeEach(() => observing());
afterEach(unmountAll);

/** @param {any} [options] */
const section = (options) => () => {
  const [pricing, ref] = useFlagWhenSeen('pricing', 'x', options);
  return h('section', { ref }, pricing);
};

/** @param {any} client @param {any} component */
const under = (client, component) => h(BurgeeProvider, { client }, h(component));
/** @param {readonly any[]} events */
const brief = (events) => events.map(({ unit, variant }) => `${unit} ${variant}`);
/** @param {number} ratio */
const see = (ratio) => act(async () => observers[0].see(ratio));

test('a flag is exposed when its element comes into view', async () => {
  const client = testClient({ pricing: 'a' });
  const { element, unmount } = await render(under(client, section()));
  assert.deepEqual(
    [element.innerHTML, observers.length, observers[0].element],
    ['<section>a</section>', 1, element.firstElementChild],
  );
  assert.deepEqual(observers[0].options, { threshold: 0, rootMargin: undefined });
  await see(0);
  assert.deepEqual(client.exposures, []);
  await see(0.1);
  await see(1);
  assert.deepEqual(brief(client.exposures), ['test-user a']);
  await unmount();
  assert.equal(observers.length, 0);
});

test('another variant, or another user, is exposed too while the element is in view, and not while it is out of it', async () => {
  const client = testClient({ pricing: 'a', name: ({ targetingKey }) => String(targetingKey) });
  await render(under(client, section()));
  await see(1);
  await act(async () => client.set('pricing', 'b'));
  await act(() => client.setContext({ targetingKey: 'ada' }));
  assert.deepEqual(brief(client.exposures), ['test-user a', 'test-user b', 'ada b']);
  await see(0);
  await act(async () => client.set('pricing', 'c'));
  assert.equal(client.exposures.length, 3);
  await see(1);
  assert.deepEqual(brief(client.exposures).slice(3), ['ada c']);
});

test('as much of it has to be in view as the threshold says', async () => {
  const client = testClient({ pricing: 'a' });
  await render(under(client, section({ threshold: 0.5, rootMargin: '100px' })));
  assert.deepEqual(observers[0].options, { threshold: 0.5, rootMargin: '100px' });
  await see(0.4);
  assert.deepEqual(client.exposures, []);
  await see(0.5);
  assert.deepEqual(brief(client.exposures), ['test-user a']);
});

test('values that arrive in front of the reader are exposed when they do', async () => {
  const client = testClient({ pricing: 'a' }, { status: 'NOT_READY' });
  await render(under(client, section()));
  await see(1);
  assert.deepEqual(client.exposures, []);
  await act(async () => client.become('READY'));
  assert.deepEqual(brief(client.exposures), ['test-user a']);
});

test('strict mode leaves one observer and one exposure', async () => {
  const client = testClient({ pricing: 'a' });
  await render(h(StrictMode, null, under(client, section())));
  assert.equal(observers.length, 1);
  await see(1);
  assert.deepEqual(brief(client.exposures), ['test-user a']);
});

test('where nothing can tell what is in view, what is in the page counts', async () => {
  observing(false);
  const client = testClient({ pricing: 'a' });
  await render(under(client, section()));
  assert.deepEqual([observers.length, brief(client.exposures)], [0, ['test-user a']]);
});
