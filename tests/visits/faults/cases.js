// Every fault and what a page gets of it: the tests hold the client against this, and `docs/faults.md` is written from it.

/**
 * How the server and the page fail. `snapshot`, `report`: what the server answers there; `page`: headers of the page;
 * `meet`: what the page does to itself; `offline`: the network is gone once the page is there.
 * @typedef {{ status?: number, headers?: { [name: string]: string }, body?: string, cut?: boolean, silent?: boolean }} Failing
 * @typedef {{ snapshot?: Failing, report?: Failing, page?: { [name: string]: string }, meet?: object, offline?: boolean }} Fault
 *
 * What the page gets on a first visit, and (where it differs) once an earlier visit left a copy of the snapshot.
 * @typedef {'served' | 'defaults'} Values
 * @typedef {'sent' | 'kept' | 'lost'} Fate of an event that is recorded meanwhile; `kept` is sent by a later try or page
 * @typedef {{ status: string, values: Values }} Got
 * `compiled`: the copy is one of a compiled snapshot.
 * @typedef {{ name: string, fault: Fault, compiled?: true, first: Got, later?: Got, says: string[], event: Fate, note: string }} Case
 */

const SNAPSHOT = 'snapshot `/live/snapshot.json`';
const COLLECTOR = 'collector `/live/report`';
const RETRY = { status: 429, headers: { 'retry-after': '30' } };
const LOGIN = { status: 200, headers: { 'content-type': 'text/html' }, body: '<form>' };

/** Without a usable snapshot; with the last good one. */
const NONE = {
  first: { status: 'ERROR', values: /** @type {Values} */ ('defaults') },
  later: { status: 'STALE', values: /** @type {Values} */ ('served') },
  event: /** @type {Fate} */ ('sent'),
};
const FINE = { first: { status: 'READY', values: /** @type {Values} */ ('served') } };

/** @type {{ title: string, about: string, cases: Case[] }[]} */
export const TABLE = [
  {
    title: 'The snapshot cannot be had',
    about:
      'A page without any snapshot tries again by itself, at longer and longer intervals; one with a snapshot when it becomes visible, the network returns, or `poll` says.',
    cases: [
      { name: '404', fault: { snapshot: { status: 404 } }, ...NONE, says: [`${SNAPSHOT}: answered 404`], note: '' },
      { name: '500', fault: { snapshot: { status: 500 } }, ...NONE, says: [`${SNAPSHOT}: answered 500`], note: '' },
      {
        name: '429 with `Retry-After`',
        fault: { snapshot: RETRY },
        ...NONE,
        says: [`${SNAPSHOT}: answered 429`],
        note: 'not asked again before the time is over, unless by `refresh()`',
      },
      {
        name: 'no answer within `timeout`',
        fault: { snapshot: { silent: true } },
        ...NONE,
        says: [`${SNAPSHOT}: signal timed out`],
        note: '',
      },
      {
        name: 'JSON that ends too early',
        fault: { snapshot: { status: 200, body: '{"format":"burgee/1","flags":{' } },
        ...NONE,
        says: [`${SNAPSHOT}: snapshot, line 1, column 31: expected a name in quotes, found the end of the text`],
        note: '',
      },
      {
        name: 'an HTML page in its place',
        fault: { snapshot: LOGIN },
        ...NONE,
        says: [`${SNAPSHOT}: answered 200 with \`text/html\`, which is not JSON`],
        note: 'a login, or a router that answers everything',
      },
      {
        name: 'a newer format',
        fault: { snapshot: { status: 200, body: '{"format":"burgee/2","flags":{}}' } },
        ...NONE,
        says: [`${SNAPSHOT}: format, line 1, column 11: expected the format \`burgee/1\`, found \`burgee/2\``],
        note: '',
      },
      {
        name: 'a newer format of a compiled one',
        fault: { snapshot: { status: 200, body: '{"format":"burgee-compiled/2","parts":{}}' } },
        compiled: true,
        ...NONE,
        says: [
          `${SNAPSHOT}: format, line 1, column 1: expected the format \`burgee-compiled/1\`, found \`burgee-compiled/2\``,
        ],
        note: '',
      },
      {
        name: 'a compiled one with damaged code',
        fault: {
          snapshot: {
            status: 200,
            body: '{"format":"burgee-compiled/1","manifest":[null,[],[],[],[],0,[[]],[]],"code":"%"}',
          },
        },
        compiled: true,
        ...NONE,
        says: [
          `${SNAPSHOT}: format, line 1, column 1: the compiled snapshot is damaged: the code does not belong to the manifest`,
        ],
        note: '',
      },
      {
        name: 'offline at start',
        fault: { offline: true },
        ...NONE,
        event: 'kept',
        says: [`${SNAPSHOT}: Failed to fetch`, `${COLLECTOR}: Failed to fetch; 1 kept for another try`],
        note: '',
      },
    ],
  },
  {
    title: 'The collector does not take events',
    about:
      'An event is stored before it is sent and until it is acknowledged. What is lost is counted in `client.lost`, and told with the next batch.',
    cases: [
      {
        name: '404',
        fault: { report: { status: 404 } },
        ...FINE,
        says: [`an event is lost: ${COLLECTOR}: answered 404`],
        event: 'lost',
        note: 'as every 4xx but 408 and 429: it would be refused again',
      },
      {
        name: '500',
        fault: { report: { status: 500 } },
        ...FINE,
        says: [`${COLLECTOR}: answered 500; 1 kept for another try`],
        event: 'kept',
        note: '',
      },
      {
        name: '429 with `Retry-After`',
        fault: { report: RETRY },
        ...FINE,
        says: [`${COLLECTOR}: answered 429; 1 kept for another try`],
        event: 'kept',
        note: 'not before the time is over, not by `flush()` either',
      },
      {
        name: 'no answer within `timeout`',
        fault: { report: { silent: true } },
        ...FINE,
        says: [`${COLLECTOR}: signal timed out; 1 kept for another try`],
        event: 'kept',
        note: '',
      },
      {
        name: 'the connection breaks',
        fault: { report: { cut: true } },
        ...FINE,
        says: [`${COLLECTOR}: Failed to fetch; 1 kept for another try`],
        event: 'kept',
        note: 'had it arrived, its id would make the second time harmless',
      },
      {
        name: 'a body that is no JSON',
        fault: { report: { status: 200, body: '{"accepted":' } },
        ...FINE,
        says: [],
        event: 'sent',
        note: 'the status acknowledges',
      },
    ],
  },
  {
    title: 'The page itself is in trouble',
    about: '',
    cases: [
      {
        name: 'storage forbidden',
        fault: { page: { 'content-security-policy': 'sandbox allow-scripts' } },
        ...FINE,
        says: [],
        event: 'sent',
        note: 'nothing is kept for the next page',
      },
      {
        name: 'storage forbidden, and the collector answers 500',
        fault: { page: { 'content-security-policy': 'sandbox allow-scripts' }, report: { status: 500 } },
        ...FINE,
        says: [`${COLLECTOR}: answered 500; 1 kept for another try`],
        event: 'kept',
        note: 'kept in memory, for this page only',
      },
      {
        name: 'storage full',
        fault: { meet: { full: true } },
        ...FINE,
        says: [],
        event: 'sent',
        note: 'nothing is kept for the next page',
      },
      {
        name: 'a clock a day ahead',
        fault: { meet: { clock: 86_400_000 } },
        ...FINE,
        says: [],
        event: 'sent',
        note: 'the `Date` of the server decides schedules, and is the time of events',
      },
      {
        name: 'a clock a day behind',
        fault: { meet: { clock: -86_400_000 } },
        ...FINE,
        says: [],
        event: 'sent',
        note: 'the same',
      },
      {
        name: 'a `Content-Security-Policy` without `wasm-unsafe-eval`',
        fault: { page: { 'content-security-policy': "script-src 'self' 'nonce-page'" } },
        ...FINE,
        says: [],
        event: 'sent',
        note: 'decided by the core as plain JavaScript, which is loaded in its place',
      },
      {
        name: 'a trap inside WebAssembly',
        fault: { meet: { trap: 'once' } },
        ...FINE,
        says: [],
        event: 'sent',
        note: 'the instance is replaced, and the read answered',
      },
      {
        name: 'a trap that comes again',
        fault: { meet: { trap: 'always' } },
        first: { status: 'READY', values: 'defaults' },
        says: [],
        event: 'sent',
        note: '`details()` says `GENERAL`: the evaluator failed',
      },
    ],
  },
];
