/** `burgee flag ab-test` and `burgee flag reweight`. */
import { CHANGING, change } from './change.js';
import { given, json, weights } from './options.js';

/** @import { Command } from './commands.js' */

/** @type {Command} */
export const AB_TEST = {
  about: 'Create an experiment on a flag; on a new one if there is no flag of that key.',
  names: ['key'],
  options: {
    weights: {
      about: 'variants and percentages: `control=50,b=50` (equal ones without this)',
      value: 'LIST',
      short: 'w',
    },
    experiment: { about: "the experiment's id (the flag's key without this)", value: 'ID' },
    variants: { about: 'the values of a new flag (the names themselves without this)', value: 'JSON' },
    name: { about: 'what people call it', value: 'TEXT' },
    hypothesis: { about: 'what is expected', value: 'TEXT' },
    metric: { about: 'what is measured', value: 'NAME' },
    control: { about: 'the variant for those who take no part', value: 'NAME' },
    start: { about: 'from when on', value: 'DATE' },
    end: { about: 'until when', value: 'DATE' },
    audience: { about: 'the segment that takes part', value: 'NAME' },
    'requires-consent': { about: 'only those who agreed take part' },
    sticky: { about: 'units keep the variant that they were assigned first' },
    run: { about: 'begin at once (a draft without this)' },
    description: { about: 'what it is for', value: 'TEXT' },
    owner: { about: 'who looks after it', value: 'NAME' },
    ...CHANGING,
  },
  examples: [
    'burgee flag ab-test checkout_button --weights control=50,green=50 --metric purchase',
    'burgee experiment start checkout_button',
  ],
  run: (values, [flag = '']) => {
    const { experiment, name, hypothesis, metric, control, start, end, audience, sticky, description, owner } = values;
    return change(values, [
      given({
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
  about: 'Give a split other weights, and move the fewest users possible.',
  names: ['key', 'weights'],
  options: {
    experiment: { about: 'the experiment whose split is meant, if there are several', value: 'ID' },
    ...CHANGING,
  },
  notes: ['Variants that are not named get nothing. The answer says what share of users moves.'],
  examples: ['burgee flag reweight pricing_page control=20,variant_a=40,variant_b=40 --dry-run'],
  run: (values, [flag = '', list]) =>
    change(values, [given({ kind: 'reweight', flag, weights: weights(list) ?? {}, experiment: values.experiment })]),
};
