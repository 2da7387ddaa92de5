import { attempt, copied, failure, quoted, textOf } from './failure.js';
import { keyOf } from './ledger.js';
import { EVENT_BYTES } from './queue.js';
import { uuid } from './uuid.js';

/**
 * Turns one user's exposures and tracked actions into events, and holds them until they may be reported: while consent is
 * unknown, and while the page is prerendered.
 * @typedef {ReturnType<typeof createRecorder>} Recorder
 * @typedef {import('./queue.js').QueuedEvent} QueuedEvent
 */

/**
 * @param {import('./user-view.js').Parts} parts
 * @param {() => import('../client.js').Consent | undefined} consent of the user
 * @param {() => number | null} revision of the snapshot that decided last
 * @param {unknown} owner whose events these are; nothing for the client's own, which are sent with all others
 * @param {() => void} released called after events went to the outbox
 */
export function createRecorder({ platform, settings, gate, ledger, outbox, emit }, consent, revision, owner, released) {
  /** @type {[event: any, queued: QueuedEvent][]} */
  let held = [];
  const isRefused = () => consent() === 'denied' || gate.closed;

  /** @param {string} type @param {any} facts @returns {void} */
  function record(type, facts) {
    if (isRefused()) return;
    attempt(
      () => {
        const id = uuid(platform.scope.crypto);
        const text = JSON.stringify({ id, type, at: platform.now(), revision: revision(), ...facts });
        const size = new TextEncoder().encode(text).length;
        if (size > EVENT_BYTES) throw failure(`larger than ${EVENT_BYTES} bytes`);
        if (held.length >= settings.maxQueue) throw failure(`the queue of ${held.length} is full`);
        held.push([JSON.parse(text), { id, text, size, owner }]);
      },
      (thrown) => lose(facts.name ?? facts.flag, thrown),
    );
    release();
  }

  /** @param {unknown} name @param {any} cause */
  function lose(name, cause) {
    if (!isRefused()) outbox.lose(`${quoted(name)}: ${textOf(cause)}`, { cause });
  }

  /** Passes the held events on if they may be reported by now, and drops them if consent is denied. */
  function release() {
    const denied = consent() === 'denied';
    if (!denied && (consent() === 'unknown' || gate.prerendering)) return;
    const free = denied ? [] : held;
    held = [];
    for (const [event, queued] of free) {
      const isExposure = event.type === 'exposure';
      // Another user view may have reported it in the meantime.
      if (isExposure && ledger.has(event)) continue;
      if (isExposure) ledger.add(event);
      outbox.add(queued);
      if (isExposure) emit('exposure', event);
    }
    if (free.length) released();
  }

  return {
    release,
    /** @param {import('../client.js').ClientDetails} details */
    expose({ exposure, reason }) {
      if (!exposure || ledger.has(exposure)) return;
      // Held events may be dropped, so they are not in the ledger: another request of this user may have consent.
      if (!held.some(([event]) => keyOf(event) === keyOf(exposure))) record('exposure', { ...exposure, reason });
    },
    /** @param {string} name @param {any} attributes @param {import('../client.js').TrackOptions} [options] */
    track: (name, attributes, options) =>
      attempt(
        () => record('track', actionOf(name, attributes, copied(options))),
        (thrown) => lose(name, thrown),
      ),
  };
}

/** @param {string} name @param {any} attributes @param {import('../client.js').TrackOptions} options */
function actionOf(name, attributes, { value, properties, by = 'targetingKey' }) {
  const unit = attributes[by];
  if (unit == null) throw failure(`the context has no ${quoted(by)}`);
  return {
    unit: String(unit),
    by,
    name: String(name),
    value: Number.isFinite(value) ? value : undefined,
    properties: copied(properties),
  };
}
