// The user's program in every environment: it evaluates the shared cases and reports an exposure.
import { Evaluator, init } from 'burgee';
import { createClient } from 'burgee/client';
import { observeAll } from './observe.js';

/** @param {string} site the URL of the snapshot, the cases and the collector, with a trailing slash */
async function run(site) {
  await init();
  const cases = await fetch(`${site}cases.json`);
  const observed = observeAll(Evaluator, await cases.json());
  const client = createClient({
    snapshot: `${site}snapshot.json`,
    events: `${site}report`,
    context: { targetingKey: 'user-17' },
  });
  const status = await client.ready;
  const value = client.string('pricing_page', 'the default');
  const again = client.string('pricing_page', 'the default');
  const flushed = await client.flush();
  await client.close();
  return { observed, status, values: [value, again], flushed, lost: client.lost };
}

/** Whether this environment allows WebAssembly. If not, the results come from the plain core. */
function compiles() {
  try {
    return !!new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    return false;
  }
}

/** Runs the program and sends its outcome to the site. @param {string} site */
export async function runAndReport(site) {
  const outcome = await run(site).catch((error) => ({ failure: `${error?.stack ?? error}` }));
  await fetch(`${site}outcome`, { method: 'POST', body: JSON.stringify({ ...outcome, compiles: compiles() }) });
}
