/** `burgee experiment …` */
import { listExperiments } from '../tools.js';
import { CHANGING, FILE, change } from './change.js';
import { UsageError } from './failure.js';
import { read } from './file.js';
import { columns } from './look.js';
import { defined } from './options.js';

/**
 * @import { Command, Group } from './commands.js'
 * @import { ExperimentSummary, Operation } from '../tools.js'
 */

/** @type {Command} */
const LIST = {
  about: 'List all experiments.',
  options: FILE,
  examples: ['burgee experiment list'],
  async run({ file }) {
    const experiments = await listExperiments((await read(file)).text);
    const head = ['experiment', 'status', 'start', 'end', 'winner', 'flags'];
    return { text: columns([head, ...experiments.map(row)]), data: { experiments } };
  },
};

/** @param {ExperimentSummary} line */
const row = ({ experiment, status, start, end, winner, flags }) => [
  experiment,
  status ?? '-',
  `${start ?? '-'}`,
  `${end ?? '-'}`,
  winner ?? '-',
  flags.join(', ') || '-',
];

/**
 * A command that is one operation on one experiment.
 * @param {string} about @param {(experiment: string, values: any) => Operation} operation @param {string[]} examples
 * @param {Partial<Command>} [more] @returns {Command}
 */
const simple = (about, operation, examples, { options, ...more } = {}) => ({
  about,
  names: ['id'],
  options: { ...options, ...CHANGING },
  examples,
  ...more,
  run: (values, [experiment = '']) => change(values, [operation(experiment, values)]),
});

const START = simple(
  'Start a draft now, or at its `start` if that is later.',
  (experiment, { end, restart }) => defined({ kind: 'start_experiment', experiment, end, restart }),
  ['burgee experiment start checkout_button --end 2026-12-24T00:00:00Z'],
  {
    options: {
      end: { about: 'end date', value: 'DATE' },
      restart: { about: 'restart a concluded experiment, as a new version' },
    },
  },
);

const CONCLUDE = simple(
  'End a running experiment; all users get the winner.',
  (experiment, { winner, 'no-winner': none }) => {
    if (!winner === !none) throw new UsageError('either `--winner NAME` or `--no-winner` is required');
    return defined({ kind: 'conclude_experiment', experiment, winner });
  },
  ['burgee experiment conclude checkout_button --winner green'],
  {
    options: {
      winner: { about: 'the variant that won', value: 'NAME' },
      'no-winner': { about: 'no variant won: its rules are skipped' },
    },
  },
);

const ARCHIVE = simple(
  'Archive an experiment that serves nothing any more.',
  (experiment) => ({ kind: 'archive_experiment', experiment }),
  ['burgee experiment archive checkout_button'],
);

const CLEAN_UP = simple(
  'After the end: serve the winner without the rule, and archive the experiment.',
  (experiment) => ({ kind: 'clean_up_experiment', experiment }),
  ['burgee experiment clean-up checkout_button --dry-run'],
);

const DELETE = simple(
  'Delete an experiment, its rules, and its entries in layers and holdouts.',
  (experiment) => ({ kind: 'delete_experiment', experiment }),
  ['burgee experiment delete checkout_button'],
);

/** @type {Group} */
export const EXPERIMENT = {
  about: 'Manage experiments: draft, running, concluded, archived. `burgee flag ab-test` creates one.',
  commands: { list: LIST, start: START, conclude: CONCLUDE, archive: ARCHIVE, 'clean-up': CLEAN_UP, delete: DELETE },
  examples: [
    'burgee flag ab-test checkout_button --weights control=50,green=50',
    'burgee experiment start checkout_button',
    'burgee experiment conclude checkout_button --winner green',
    'burgee experiment clean-up checkout_button',
  ],
};
