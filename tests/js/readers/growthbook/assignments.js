// What GrowthBook keeps in sticky bucket documents, as the assignments that a context takes.

/**
 * @typedef {{ attributeName: string, attributeValue: string, assignments: Record<string, string> }} Doc
 * @typedef {{ version?: number, minVersion?: number, sticky?: boolean, metadata?: { variations: { variant: string | null, key?: string }[] } }} Experiment
 */

/**
 * An experiment's assignments of all versions become one: one that shuts the unit out comes before the current one.
 * @param {string} document @param {Record<string, string>} kept key `experiment__version` → key of the variation
 */
export function assignmentsOf(document, kept) {
  /** @type {[string, Experiment][]} */
  const experiments = Object.entries(JSON.parse(document).experiments ?? {});
  return Object.fromEntries(
    experiments.flatMap(([id, { version = 0, minVersion = 0, sticky, metadata }]) => {
      const versions = Array.from({ length: minVersion }, (_, blocked) => blocked).concat(version);
      const found = sticky && versions.find((one) => kept[`${id}__${one}`] !== undefined);
      if (found === undefined || found === false) return [];
      const key = kept[`${id}__${found}`];
      const variant = metadata?.variations.find((variation) => variation.key === key)?.variant;
      return [[id, { variant: variant ?? 'none', version: found }]];
    }),
  );
}

/**
 * What the SDK finds kept for a user: documents are by attribute, those of the first attribute win.
 * @param {Record<string, Doc>} docs @param {Record<string, any>} attributes @param {string} first @param {string} [second]
 */
export function keptFor(docs, attributes, first, second) {
  const of = (/** @type {string | undefined} */ name) =>
    name && attributes[name] ? docs[`${name}||${attributes[name]}`]?.assignments : undefined;
  return { ...of(second), ...of(first) };
}
