// `GET /api/v1/experiments/:id/results`: per variant, how many units were exposed and how many of them converted.
import * as v from 'valibot';
import { currentSnapshot } from './current-snapshot.js';
import { flagsOf } from './experiments.js';
import { HttpError, json } from './http.js';
import { lostEvents, resultRows } from './store.js';
import { jsonObject, requireValid } from './validate.js';

/** @import { Call } from './types.js' */
/** @import { Row } from './store.js' */

const QUERY = jsonObject({
  metric: v.optional(v.string()),
  version: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'must be a whole number of at most 9 digits'), v.transform(Number)),
  ),
});

const NO_UNITS = { exposed: 0, converted: 0, count: 0, sum: 0 };

/**
 * Every variant of the split, with zeros if nobody was exposed to it, then variants that only events name.
 * @param {string[]} named
 * @param {Row[]} rows
 */
function byVariant(named, rows) {
  const byName = new Map(
    rows.flatMap((row) => (row.variant === null ? [] : [/** @type {const} */ ([row.variant, row])])),
  );
  return [...new Set([...named, ...byName.keys()])].map((variant) => {
    const { exposed, converted, count, sum } = byName.get(variant) ?? NO_UNITS;
    return { variant, exposed, converted, rate: exposed > 0 ? converted / exposed : null, count, sum };
  });
}

/** @param {Call} call */
export async function results({ env, req }) {
  const id = req.param('id') ?? '';
  const { document } = await currentSnapshot(env);
  const experiments = document.experiments ?? {};
  if (!Object.hasOwn(experiments, id)) throw new HttpError(404, `there is no experiment \`${id}\``);
  const experiment = experiments[id];
  const query = requireValid(QUERY, req.query());
  const metric = query.metric ?? experiment.metric ?? 'conversion';
  const version = query.version ?? experiment.version ?? 1;
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
