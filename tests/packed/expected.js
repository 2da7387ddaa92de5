// The outcome that every environment must have.
import assert from 'node:assert/strict';
import { COUNTS, verifyAll } from '../js/cases/verify.js';
import { EXPOSURE } from './site.js';

/** @import { Outcome, Site } from './site.js' */

const CASES = Object.values(COUNTS).reduce((sum, count) => sum + count, 0);
const START = Date.now();

/** Every shared case has its expected result. @param {Outcome} outcome */
export function assertDecides({ failure, observed }) {
  assert.equal(failure, undefined);
  assert.equal(verifyAll(observed), CASES);
}

/** A flag that is read twice reports one exposure. @param {Outcome} outcome @param {Site} site */
export function assertReports({ status, values, flushed, lost }, { events }) {
  assert.deepEqual(
    { status, values, flushed, lost },
    { status: 'READY', values: ['price b', 'price b'], flushed: true, lost: 0 },
  );
  assert.equal(events.length, 1, 'events at the collector');
  const [{ id, at, ...exposure }] = events;
  assert.deepEqual(exposure, EXPOSURE);
  assert.match(id, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  // By the `Date` header of the server, which has whole seconds.
  assert.ok(at > START - 2000 && at < Date.now() + 2000, `${at} is not now`);
}
