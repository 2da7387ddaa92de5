/** What the tests of the providers share: a snapshot with one flag of each kind, and logs of what was told. */
import { createClient } from '../../../pkg/client.js';

/** @param {object} [flags] in place of those of the same name @param {any} [more] */
export const snapshot = (flags = {}, more = {}) =>
  JSON.stringify({
    format: 'burgee/1',
    revision: 42,
    experiments: { prices: { status: 'running', version: 3 }, seats: { status: 'running' } },
    ...more,
    flags: {
      dashboard: { variants: { on: true, off: false }, fallthrough: 'on' },
      limit: { variants: { high: 25 }, fallthrough: 'high' },
      layout: {
        variants: { wide: { columns: 3 }, none: null },
        rules: [{ if: { attribute: 'plan', equals: 'none' }, serve: 'none' }],
        fallthrough: 'wide',
      },
      pricing: {
        variants: { a: 'a', b: 'b' },
        metadata: { owner: 'growth', tags: ['x'], reviewed: true, weight: 2, version: 'theirs', contextId: 'theirs' },
        rules: [
          { name: 'pro', if: { attribute: 'plan', equals: 'pro' }, experiment: 'prices', split: { b: 100 } },
          { experiment: 'prices', split: { a: 100 } },
        ],
      },
      seats: {
        variants: { few: 1 },
        rules: [{ experiment: 'seats', by: 'account', split: { few: 100 } }],
        fallthrough: 'few',
      },
      member: {
        variants: { since: true, not: false },
        rules: [{ if: { attribute: 'joined', before: '2026-01-01' }, serve: 'since' }],
        fallthrough: 'not',
      },
      quiet: { enabled: false, variants: { on: true } },
      broken: { variants: { on: true }, fallthrough: 'off' },
      ...flags,
    },
  });

/**
 * A client, and what it reported.
 * @param {any} [options] @returns {{ client: import('../../../pkg/client.js').Client, sent: any[] }}
 */
export function start(options = {}) {
  /** @type {any[]} */
  const sent = [];
  const events = (/** @type {any} */ batch) => void sent.push(...batch.events);
  return { client: createClient({ snapshot: snapshot(), events, storage: null, ...options }), sent };
}

const EVENTS = ['READY', 'ERROR', 'STALE', 'CONFIGURATION_CHANGED', 'CONTEXT_CHANGED', 'RECONCILING'];

/**
 * Everything that OpenFeature tells of a domain's provider from now on.
 * @param {any} client OpenFeature's
 */
export function told(client) {
  /** @type {any[]} */
  const log = [];
  for (const event of EVENTS) {
    client.addHandler(`PROVIDER_${event}`, (/** @type {any} */ { message, flagsChanged, errorCode } = {}) => {
      const facts = Object.entries({ message, flagsChanged, errorCode }).filter(([, value]) => value !== undefined);
      log.push(facts.length ? [event, Object.fromEntries(facts)] : [event]);
    });
  }
  // Handlers of the present status run at once.
  log.length = 0;
  return log;
}

/** Lets everything run that needs no timer and no network. */
export async function settle() {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** A network by hand: each request gets what the next function gives, or the last one for ever. @param {(() => Response | Promise<Response>)[]} answers */
export function network(...answers) {
  let asked = 0;
  return async () => /** @type {() => Response} */ (answers[Math.min(++asked, answers.length) - 1])();
}

/** @param {string} text */
export const json = (text) => () => new Response(text, { headers: { 'content-type': 'application/json' } });
/** @param {number} status */
export const status = (status) => () => new Response('no', { status });
