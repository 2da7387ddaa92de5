// Every fault and how the client handles it. The tests check the client against this table, and `docs/faults.md` is written
// from it.

/**
 * @typedef {object} Reply of the server
 * @property {number} [status] default 200
 * @property {{ [name: string]: string }} [headers]
 * @property {string} [body]
 * @property {boolean} [cut] closes the connection instead
 * @property {boolean} [unanswered] leaves the request open instead
 *
 * @typedef {object} Fault
 * @property {Reply} [snapshot] to requests for the snapshot
 * @property {Reply} [report] to requests with events
 * @property {{ [name: string]: string }} [pageHeaders]
 * @property {Partial<import('../page/fault.js').Options>} [inPage] what the page does to itself
 * @property {boolean} [offline] the network fails after the page has loaded
 *
 * @typedef {'snapshot' | 'defaults'} Values
 * @typedef {'sent' | 'kept' | 'lost'} EventOutcome `kept`: a later attempt or page sends it
 * @typedef {{ status: string, values: Values }} Outcome
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {Fault} fault
 * @property {true} [compiled] the stored copy is a compiled snapshot
 * @property {Outcome} first on a first visit
 * @property {Outcome} [withCopy] when an earlier visit stored the snapshot, if that makes a difference
 * @property {string[]} errors the messages for `onError`
 * @property {EventOutcome} event the outcome of an event that is recorded during the fault
 * @property {string} note
 */

const SNAPSHOT = 'snapshot `/live/snapshot.json`';
const COLLECTOR = 'collector `/live/report`';
const RETRY = { status: 429, headers: { 'retry-after': '30' } };
const LOGIN = { status: 200, headers: { 'content-type': 'text/html' }, body: '<form>' };

/** Without any usable snapshot the values are defaults; a stored copy replaces the failing server. */
const NO_SNAPSHOT = {
  first: { status: 'ERROR', values: /** @type {Values} */ ('defaults') },
  withCopy: { status: 'STALE', values: /** @type {Values} */ ('snapshot') },
  event: /** @type {EventOutcome} */ ('sent'),
};
const UNAFFECTED = { first: { status: 'READY', values: /** @type {Values} */ ('snapshot') } };

/** @type {{ title: string, about: string, cases: Case[] }[]} */
export const TABLE = [
  {
    title: 'The snapshot is not available',
    about:
      'A page without a snapshot retries at growing intervals. A page with a snapshot downloads it again when the page becomes visible, when the network returns, and every `poll` seconds.',
    cases: [
      {
        name: '404',
        fault: { snapshot: { status: 404 } },
        ...NO_SNAPSHOT,
        errors: [`${SNAPSHOT}: answered 404`],
        note: '',
      },
      {
        name: '500',
        fault: { snapshot: { status: 500 } },
        ...NO_SNAPSHOT,
        errors: [`${SNAPSHOT}: answered 500`],
        note: '',
      },
      {
        name: '429 with `Retry-After`',
        fault: { snapshot: RETRY },
        ...NO_SNAPSHOT,
        errors: [`${SNAPSHOT}: answered 429`],
        note: 'no further request before that time, except by `refresh()`',
      },
      {
        name: 'no response within `timeout`',
        fault: { snapshot: { unanswered: true } },
        ...NO_SNAPSHOT,
        errors: [`${SNAPSHOT}: signal timed out`],
        note: '',
      },
      {
        name: 'truncated JSON',
        fault: { snapshot: { status: 200, body: '{"format":"burgee/1","flags":{' } },
        ...NO_SNAPSHOT,
        errors: [`${SNAPSHOT}: snapshot, line 1, column 31: expected a name in quotes, found the end of the text`],
        note: '',
      },
      {
        name: 'an HTML page instead',
        fault: { snapshot: LOGIN },
        ...NO_SNAPSHOT,
        errors: [`${SNAPSHOT}: answered 200 with \`text/html\`, which is not JSON`],
        note: 'for example a login page, or the fallback page of a router',
      },
      {
        name: 'a newer format',
        fault: { snapshot: { status: 200, body: '{"format":"burgee/2","flags":{}}' } },
        ...NO_SNAPSHOT,
        errors: [`${SNAPSHOT}: format, line 1, column 11: expected the format \`burgee/1\`, found \`burgee/2\``],
        note: '',
      },
      {
        name: 'a newer compiled format',
        fault: { snapshot: { status: 200, body: '{"format":"burgee-compiled/2","parts":{}}' } },
        compiled: true,
        ...NO_SNAPSHOT,
        errors: [
          `${SNAPSHOT}: format, line 1, column 1: expected the format \`burgee-compiled/1\`, found \`burgee-compiled/2\``,
        ],
        note: '',
      },
      {
        name: 'a compiled snapshot with damaged code',
        fault: {
          snapshot: {
            status: 200,
            body: '{"format":"burgee-compiled/1","manifest":[null,[],[],[],[],0,[[]],[]],"code":"%"}',
          },
        },
        compiled: true,
        ...NO_SNAPSHOT,
        errors: [
          `${SNAPSHOT}: format, line 1, column 1: the compiled snapshot is damaged: the code does not belong to the manifest`,
        ],
        note: '',
      },
      {
        name: 'offline at start',
        fault: { offline: true },
        ...NO_SNAPSHOT,
        event: 'kept',
        errors: [`${SNAPSHOT}: Failed to fetch`, `${COLLECTOR}: Failed to fetch; 1 kept for another try`],
        note: '',
      },
    ],
  },
  {
    title: 'The collector does not accept events',
    about:
      'The client stores an event before it sends it, and until the collector acknowledges it. `client.lost` counts the lost events, and the next batch reports the count.',
    cases: [
      {
        name: '404',
        fault: { report: { status: 404 } },
        ...UNAFFECTED,
        errors: [`an event is lost: ${COLLECTOR}: answered 404`],
        event: 'lost',
        note: 'the same for every 4xx except 408 and 429: a retry would be refused too',
      },
      {
        name: '500',
        fault: { report: { status: 500 } },
        ...UNAFFECTED,
        errors: [`${COLLECTOR}: answered 500; 1 kept for another try`],
        event: 'kept',
        note: '',
      },
      {
        name: '429 with `Retry-After`',
        fault: { report: RETRY },
        ...UNAFFECTED,
        errors: [`${COLLECTOR}: answered 429; 1 kept for another try`],
        event: 'kept',
        note: 'no further request before that time, not even by `flush()`',
      },
      {
        name: 'no response within `timeout`',
        fault: { report: { unanswered: true } },
        ...UNAFFECTED,
        errors: [`${COLLECTOR}: signal timed out; 1 kept for another try`],
        event: 'kept',
        note: '',
      },
      {
        name: 'the connection closes early',
        fault: { report: { cut: true } },
        ...UNAFFECTED,
        errors: [`${COLLECTOR}: Failed to fetch; 1 kept for another try`],
        event: 'kept',
        note: 'if it did arrive, the collector ignores the retry by its id',
      },
      {
        name: 'a body that is not JSON',
        fault: { report: { status: 200, body: '{"accepted":' } },
        ...UNAFFECTED,
        errors: [],
        event: 'sent',
        note: 'the status is the acknowledgement',
      },
    ],
  },
  {
    title: 'The page is restricted or damaged',
    about: '',
    cases: [
      {
        name: 'storage is blocked',
        fault: { pageHeaders: { 'content-security-policy': 'sandbox allow-scripts' } },
        ...UNAFFECTED,
        errors: [],
        event: 'sent',
        note: 'nothing is stored for the next page',
      },
      {
        name: 'storage is blocked, and the collector answers 500',
        fault: { pageHeaders: { 'content-security-policy': 'sandbox allow-scripts' }, report: { status: 500 } },
        ...UNAFFECTED,
        errors: [`${COLLECTOR}: answered 500; 1 kept for another try`],
        event: 'kept',
        note: 'kept in memory, until this page closes',
      },
      {
        name: 'storage is full',
        fault: { inPage: { full: true } },
        ...UNAFFECTED,
        errors: [],
        event: 'sent',
        note: 'nothing is stored for the next page',
      },
      {
        name: 'a clock a day ahead',
        fault: { inPage: { clock: 86_400_000 } },
        ...UNAFFECTED,
        errors: [],
        event: 'sent',
        note: 'schedules and event times use the `Date` header of the server',
      },
      {
        name: 'a clock a day behind',
        fault: { inPage: { clock: -86_400_000 } },
        ...UNAFFECTED,
        errors: [],
        event: 'sent',
        note: 'the same',
      },
      {
        name: 'a `Content-Security-Policy` without `wasm-unsafe-eval`',
        fault: { pageHeaders: { 'content-security-policy': "script-src 'self' 'nonce-page'" } },
        ...UNAFFECTED,
        errors: [],
        event: 'sent',
        note: 'the client loads the core as plain JavaScript instead',
      },
      {
        name: 'a trap inside WebAssembly',
        fault: { inPage: { trap: 'once' } },
        ...UNAFFECTED,
        errors: [],
        event: 'sent',
        note: 'the client replaces the instance and repeats the read',
      },
      {
        name: 'a trap that repeats',
        fault: { inPage: { trap: 'always' } },
        first: { status: 'READY', values: 'defaults' },
        errors: [],
        event: 'sent',
        note: '`details()` has the error code `GENERAL`',
      },
    ],
  },
];
