/** `burgee eval` and `burgee explain`: a user's decisions, and the reasons. */
import { Evaluator, init } from '../index.js';
import { explain } from '../tools.js';
import { USER_OPTIONS, userOf } from './attributes.js';
import { Failure, UsageError } from './failure.js';
import { read } from './file.js';
import { columns } from './look.js';
import { suggest } from './suggest.js';

/** @import { Details } from '../index.js' */

/** @type {import('./commands.js').Command} */
export const EVAL = {
  about: 'Evaluate one flag, or all flags, for a user.',
  names: ['[file]'],
  options: USER_OPTIONS,
  notes: ['The exit code is 1 if the flag is unknown or broken.'],
  examples: [
    'burgee eval burgee.json --user user-42',
    'burgee eval burgee.json --flag new_dashboard --user user-42 -a plan=pro -a email=ada@company.com',
    `burgee eval burgee.json --flag checkout --attributes '{"targetingKey":"user-42","cart":{"total":90}}' --json`,
  ],
  async run(values, [name]) {
    const { attributes, options } = userOf(values);
    await init();
    const evaluator = new Evaluator((await read(name)).text);
    const context = evaluator.context(attributes, options);
    if (values.flag === undefined) return all([...context.all().values()]);
    if (!evaluator.keys.includes(values.flag))
      throw new Failure(`there is no flag \`${values.flag}\`${suggest(values.flag, evaluator.keys)}`);
    const details = context.details(values.flag);
    return { text: sentence(details), data: details, code: details.reason === 'ERROR' ? 1 : 0 };
  },
};

/** @param {Details[]} decisions */
function all(decisions) {
  const rows = decisions.map(({ key, variant, value, reason }) => [key, JSON.stringify(value), variant ?? '-', reason]);
  return {
    text: columns([['flag', 'value', 'variant', 'reason'], ...rows]),
    data: Object.fromEntries(decisions.map((one) => [one.key, one])),
  };
}

/** @param {Details} details */
function sentence({ key, value, variant, reason, rule, exposure, errorCode }) {
  if (variant === undefined) return `${key}: the caller's default (${[reason, errorCode].filter(Boolean).join(', ')})`;
  const by = rule && `rule ${rule.index + 1}${rule.name ? `: ${rule.name}` : ''}`;
  const because = [`variant ${variant}`, reason, by, exposure && `exposed in ${exposure.experiment}`].filter(Boolean);
  return `${key} = ${JSON.stringify(value)} (${because.join(', ')})`;
}

/** @type {import('./commands.js').Command} */
export const EXPLAIN = {
  about: "Explain step by step why a user gets a flag's value.",
  names: ['[file]'],
  options: USER_OPTIONS,
  examples: ['burgee explain burgee.json --flag new_dashboard --user user-42 -a plan=pro'],
  async run(values, [name]) {
    if (values.flag === undefined) throw new UsageError('`--flag` is missing: the flag to explain');
    const { attributes, options } = userOf(values);
    const explanation = await explain((await read(name)).text, values.flag, attributes, options);
    return { text: explanation.text, data: explanation };
  },
};
