// The evaluation in each JavaScript runtime. `examples/decide.rs` does the same natively.

/** @import { Details, Evaluator } from '../../pkg/index.js' */

/**
 * One line for each user: the decisions of all flags, separated by tabs.
 * @param {Evaluator} evaluator @param {string[]} users @returns {string[]}
 */
export function decide(evaluator, users) {
  const { keys } = evaluator;
  return users.map((line, number) => {
    const { attributes, ...options } = JSON.parse(line);
    const context = evaluator.context(attributes, options);
    // Two ways across the WebAssembly boundary, which must agree.
    const decisions = number % 2 ? [...context.all().values()] : keys.map((key) => context.details(key));
    return decisions.map(describe).join('\t');
  });
}

/** `variant REASON rule experiment@version:by`, with `-` for an absent part. @param {Details} details */
function describe({ variant, reason, rule, exposure }) {
  const exposed = exposure ? `${exposure.experiment}@${exposure.version}:${exposure.by}` : '-';
  return `${variant ?? '-'} ${reason} ${rule?.index ?? '-'} ${exposed}`;
}
