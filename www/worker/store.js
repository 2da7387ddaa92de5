// Every SQL statement of the Worker.

/** @import { ExposureEvent, TrackEvent } from './event-schema.js' */

/** @param {D1Database} db */
export function newestSnapshot(db) {
  return db
    .prepare('SELECT revision, etag FROM snapshots ORDER BY revision DESC LIMIT 1')
    .first(/** @type {any} */ (undefined))
    .then((row) => /** @type {{ revision: number, etag: string } | null} */ (row));
}

/**
 * @param {D1Database} db
 * @param {number} revision
 * @returns {Promise<string | null>}
 */
export function snapshotText(db, revision) {
  return db.prepare('SELECT text FROM snapshots WHERE revision = ?1').bind(revision).first('text');
}

/**
 * @param {D1Database} db
 * @param {{ revision: number, etag: string, text: string }} snapshot
 * @returns {Promise<boolean>} false when this revision or a later one is already published
 */
export async function storeSnapshot(db, { revision, etag, text }) {
  const statement = db.prepare(`
    INSERT INTO snapshots (revision, etag, text, stored)
    SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (SELECT 1 FROM snapshots WHERE revision >= ?1)`);
  const { meta } = await statement.bind(revision, etag, text, Date.now()).run();
  return meta.changes > 0;
}

// A batch is bound as one JSON text: one statement for 500 events is well within D1's limits on statements and parameters.
const INSERT_EXPOSURES = `
  INSERT OR IGNORE INTO exposures
    (id, at, unit, unit_by, experiment, version, flag, variant, reason, revision, received)
  SELECT e.value ->> 'id', e.value ->> 'at', e.value ->> 'unit', e.value ->> 'by', e.value ->> 'experiment',
    e.value ->> 'version', e.value ->> 'flag', e.value ->> 'variant', e.value ->> 'reason', e.value ->> 'revision', ?2
  FROM json_each(?1) AS e`;
const INSERT_TRACKS = `
  INSERT OR IGNORE INTO tracks (id, at, unit, unit_by, name, value, properties, received)
  SELECT e.value ->> 'id', e.value ->> 'at', e.value ->> 'unit', e.value ->> 'by', e.value ->> 'name',
    e.value ->> 'value', e.value -> 'properties', ?2
  FROM json_each(?1) AS e`;

const STORE_LOSSES = `
  INSERT INTO losses (client, lost, received) SELECT l.key, l.value, ?2 FROM json_each(?1) AS l WHERE true
  ON CONFLICT (client) DO UPDATE SET lost = MAX(lost, excluded.lost), received = excluded.received`;

/**
 * @param {D1Database} db
 * @param {(ExposureEvent | TrackEvent)[]} events
 * @param {{ [client: string]: number }} losses
 * @returns {Promise<number>} how many events were new
 */
export async function storeReport(db, events, losses) {
  const received = Date.now();
  const exposures = events.filter((event) => event.type === 'exposure');
  const tracks = events.filter((event) => event.type === 'track');
  const [, ...inserts] = await db.batch([
    db.prepare(STORE_LOSSES).bind(JSON.stringify(losses), received),
    db.prepare(INSERT_EXPOSURES).bind(JSON.stringify(exposures), received),
    db.prepare(INSERT_TRACKS).bind(JSON.stringify(tracks), received),
  ]);
  return inserts.reduce((sum, { meta }) => sum + meta.changes, 0);
}

/**
 * How many events all clients lost together, as far as they reported it.
 * @param {D1Database} db
 * @returns {Promise<number>}
 */
export async function lostEvents(db) {
  return (await db.prepare('SELECT COALESCE(SUM(lost), 0) AS lost FROM losses').first('lost')) ?? 0;
}

// A unit that was exposed to two variants counts in neither (variant NULL): counting it in both would make them look alike.
// A unit converted if the metric was tracked at or after its first exposure; the variant did not cause earlier events.
const RESULTS = `
  WITH exposed AS (
    SELECT unit_by, unit, MIN(at) AS first, CASE WHEN COUNT(DISTINCT variant) = 1 THEN MIN(variant) END AS variant
    FROM exposures WHERE experiment = ?1 AND version = ?2 GROUP BY unit_by, unit
  ), outcomes AS (
    SELECT e.variant, COUNT(t.id) AS events, COALESCE(SUM(t.value), 0) AS total
    FROM exposed AS e
    LEFT JOIN tracks AS t ON t.unit_by = e.unit_by AND t.unit = e.unit AND t.name = ?3 AND t.at >= e.first
    GROUP BY e.unit_by, e.unit
  )
  SELECT variant, COUNT(*) AS exposed, SUM(events > 0) AS converted, SUM(events) AS count, SUM(total) AS sum
  FROM outcomes GROUP BY variant ORDER BY variant`;

/** @typedef {{ variant: string | null, exposed: number, converted: number, count: number, sum: number }} Row */

/**
 * @param {D1Database} db
 * @param {string} experiment
 * @param {number} version
 * @param {string} metric
 * @returns {Promise<Row[]>}
 */
export async function resultRows(db, experiment, version, metric) {
  const { results } = await db.prepare(RESULTS).bind(experiment, version, metric).all();
  return /** @type {Row[]} */ (/** @type {unknown} */ (results));
}
