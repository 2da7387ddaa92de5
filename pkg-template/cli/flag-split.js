/** `burgee flag ab-test` and `burgee flag reweight`. */
import { CHANGING, change } from './change.js';
import { defined, json, weights } from './options.js';

/** @import { Command } from './commands.js' */

/** @type {Command} */
export const AB_TEST = {
  about: 'Create an experiment on a flag; creates the flag if it does not exist.',
  names: ['key'],
  options: {
    weights: {
      about: 'variants and percentages: `control=50,b=50` (default: equal)',
      value: 'LIST',
      short: 'w',
    },
    experiment: { about: "the experiment's id (default: the flag's key)", value: 'ID' },
    variants: { about: "the values of a new flag (default: the variants' names)", value: 'JSON' },
    name: { about: 'the name for people', value: 'TEXT' },
    hypothesis: { about: 'the expected result', value: 'TEXT' },
    metric: { about: 'the metric', value: 'NAME' },
    control: { about: 'the variant for users who do not take part', value: 'NAME' },
    start: { about: 'start date', value: 'DATE' },
    end: { about: 'end date', value: 'DATE' },
    audience: { about: 'the segment of users who take part', value: 'NAME' },
    'requires-consent': { about: 'only users with consent take part' },
    sticky: { about: 'units keep their first variant' },
    run: { about: 'start at once (default: a draft)' },
    description: { about: 'purpose', value: 'TEXT' },
    owner: { about: 'owner', value: 'NAME' },
    ...CHANGING,
  },
  examples: [
    'burgee flag ab-test checkout_button --weights control=50,green=50 --metric purchase',
    'burgee experiment start checkout_button',
  ],
  run: (values, [flag = '']) => {
    const { experiment, name, hypothesis, metric, control, start, end, audience, sticky, description, owner } = values;
    return change(values, [
      defined({
        kind: 'create_ab_test',
        flag,
        experiment,
        weights: weights(values.weights),
        variants: json('variants', values.variants),
        name,
        hypothesis,
        metric,
        control,
        start,
        end,
        audience,
        sticky,
        description,
        owner,
        requiresConsent: values['requires-consent'],
        status: values.run ? 'running' : undefined,
      }),
    ]);
  },
};

/** @type {Command} */
export const REWEIGHT = {
  about: 'Change the weights of a split, moving as few users as possible.',
  names: ['key', 'weights'],
  options: {
    experiment: { about: 'the experiment with the split, if there are several', value: 'ID' },
    ...CHANGING,
  },
  notes: ['Variants that are not listed get 0 %. The output has the share of users that move.'],
  examples: ['burgee flag reweight pricing_page control=20,variant_a=40,variant_b=40 --dry-run'],
  run: (values, [flag = '', list]) =>
    change(values, [defined({ kind: 'reweight', flag, weights: weights(list) ?? {}, experiment: values.experiment })]),
};
