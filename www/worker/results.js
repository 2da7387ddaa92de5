// `GET /api/v1/experiments/:id/results`: per variant, how many units saw it and how many then did what was hoped for.
import { flagsOf } from './experiments.js';
import { HttpError, json } from './http.js';
import { currentSnapshot } from './snapshot.js';
import { lostEvents, resultRows } from './store.js';

/** @import { Call } from './types.js' */
/** @import { Row } from './store.js' */

/**
 * @param {string} text
 * @returns {string}
 */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new HttpError(400, `\`${text}\` is no encoded path segment`);
  }
}

/**
 * @param {string | null} given the query's `version`
 * @param {number} current the experiment's own
 */
function versionOf(given, current) {
  if (given === null) return current;
  if (!/^\d{1,9}$/.test(given)) throw new HttpError(400, '`version` is to be a whole number');
  return Number(given);
}

/**
 * Every variant that the split names, with zeros where nobody was, then those that were only seen.
 * @param {string[]} named
 * @param {Row[]} rows
 */
function byVariant(named, rows) {
  const seen = rows.flatMap((row) => (row.variant === null ? [] : [row.variant]));
  return [...new Set([...named, ...seen])].map((variant) => {
    const row = rows.find((one) => one.variant === variant);
    const { exposed, converted, count, sum } = row ?? { exposed: 0, converted: 0, count: 0, sum: 0 };
    return { variant, exposed, converted, rate: exposed > 0 ? converted / exposed : null, count, sum };
  });
}

/** @param {Call} call */
export async function results({ env, url, params }) {
  const id = decoded(params[0] ?? '');
  const { document } = await currentSnapshot(env);
  const experiments = document.experiments ?? {};
  if (!Object.hasOwn(experiments, id)) throw new HttpError(404, `there is no experiment \`${id}\``);
  const experiment = experiments[id];
  const metric = url.searchParams.get('metric') ?? experiment.metric ?? 'conversion';
  const version = versionOf(url.searchParams.get('version'), experiment.version ?? 1);
  const [rows, lost] = await Promise.all([resultRows(env.DB, id, version, metric), lostEvents(env.DB)]);
  const named = flagsOf(document, id).flatMap((flag) => flag.variants.map(({ name }) => name));
  const conflicted = rows.find((row) => row.variant === null)?.exposed ?? 0;
  return json({
    experiment: id,
    name: experiment.name,
    status: experiment.status,
    version,
    metric,
    control: experiment.control ?? null,
    variants: byVariant(named, rows),
    conflicted,
    lost,
  });
}
