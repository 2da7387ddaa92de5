/** `burgee flag …` */
import { getFlag, listFlags } from '../tools.js';
import { AB_TEST, REWEIGHT } from './flag-split.js';
import { CHANGING, FILE, change } from './change.js';
import { UsageError } from './failure.js';
import { read } from './file.js';
import { columns } from './look.js';
import { defined, json, listItems } from './options.js';

/**
 * @import { Command, Group } from './commands.js'
 * @import { FlagSummary, Operation } from '../tools.js'
 */

const VARIANT = { variant: { about: 'the variant to serve (default: the one that is `true`)', value: 'NAME' } };

/** The options for a flag's metadata. */
export const METADATA = {
  description: { about: 'purpose', value: 'TEXT' },
  owner: { about: 'owner', value: 'NAME' },
  ticket: { about: 'link or id of the ticket', value: 'TEXT' },
  tags: { about: 'tags, separated by commas', value: 'LIST', multiple: true },
  expires: { about: 'date by which the flag should be removed', value: 'DATE' },
};

/** @type {Command} */
const LIST = {
  about: 'List all flags and what they serve.',
  options: FILE,
  examples: ['burgee flag list', 'burgee flag list --file config/flags.json --json'],
  async run({ file }) {
    const flags = await listFlags((await read(file)).text);
    return { text: columns([['flag', 'type', 'state', 'serves'], ...flags.map(row)]), data: { flags } };
  },
};

/** @param {FlagSummary} line */
const row = ({ flag, type, enabled, serves }) => [
  flag,
  type ?? '-',
  enabled === null ? 'broken' : enabled ? 'on' : 'off',
  serves,
];

/** @type {Command} */
const GET = {
  about: "Show one flag's JSON.",
  names: ['key'],
  options: FILE,
  examples: ['burgee flag get new_dashboard'],
  async run({ file }, [flag = '']) {
    const found = await getFlag((await read(file)).text, flag);
    return { text: `${found.flag}: ${found.serves}\n${outdented(found.text)}`, data: found };
  },
};

/** Removes the indentation of a part of a file. @param {string} text */
function outdented(text) {
  const indent = /\n([ \t]+)[}\]]$/.exec(text)?.[1] ?? '';
  return text.replaceAll(`\n${indent}`, '\n');
}

/** @type {Command} */
const CREATE = {
  about: 'Create a flag. Default: a boolean flag that is off for all users.',
  names: ['key'],
  options: {
    variants: { about: 'variants and their values', value: 'JSON' },
    off: { about: 'the variant when the flag is off (default: `false`, or the first)', value: 'NAME' },
    fallthrough: { about: 'the variant when no rule applies (default: as `--off`)', value: 'NAME' },
    disabled: { about: 'create the flag switched off' },
    ...METADATA,
    ...CHANGING,
  },
  examples: [
    'burgee flag create new_dashboard --description "The redesign" --owner web',
    `burgee flag create banner --variants '{"none":"","sale":"20 % off"}'`,
  ],
  run: (values, [flag = '']) => {
    const { off, fallthrough, disabled } = values;
    const variants = json('variants', values.variants);
    const enabled = disabled ? false : undefined;
    return change(values, [
      defined({ kind: 'create_flag', flag, variants, off, fallthrough, enabled, ...metadataOf(values) }),
    ]);
  },
};

/** @param {import('./options.js').Values} values */
export const metadataOf = ({ description, owner, ticket, tags, expires }) =>
  defined({ description, owner, ticket, tags: listItems(tags), expires });

/** @type {Command} */
const UPDATE = {
  about: "Change a flag's fields; an empty text removes a field.",
  names: ['key'],
  options: {
    off: { about: 'the variant when the flag is off', value: 'NAME' },
    fallthrough: { about: 'the variant when no rule applies', value: 'NAME' },
    salt: { about: 'the salt of its hashes: changing it re-buckets every user', value: 'TEXT' },
    set: { about: 'other fields', value: 'JSON' },
    ...METADATA,
    ...CHANGING,
  },
  examples: [
    'burgee flag update new_dashboard --owner growth --expires 2027-01-01',
    `burgee flag update new_dashboard --set '{"rules":null}'`,
  ],
  run: (values, [flag = '']) => {
    const { off, fallthrough, salt } = values;
    const metadata = emptied(metadataOf(values));
    const set = {
      ...emptied(defined({ off, fallthrough, salt })),
      ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
      ...json('set', values.set),
    };
    if (Object.keys(set).length === 0) throw new UsageError('no field to change is given');
    return change(values, [{ kind: 'update_flag', flag, set }]);
  },
};

/** @param {{ [name: string]: any }} fields */
const emptied = (fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.length === 0 ? null : value]));

/**
 * A command that is one operation on one flag.
 * @param {string} about @param {(flag: string, values: any) => Operation} operation @param {string[]} examples
 * @param {Partial<Command>} [more] @returns {Command}
 */
const simple = (about, operation, examples, { options, ...more } = {}) => ({
  about,
  names: ['key'],
  options: { ...options, ...CHANGING },
  examples,
  ...more,
  run: (values, [flag = '']) => change(values, [operation(flag, values)]),
});

const DELETE = simple('Delete a flag that nothing refers to.', (flag) => ({ kind: 'delete_flag', flag }), [
  'burgee flag delete old_banner --dry-run',
]);

const ENABLE = simple(
  'Switch a flag on: its rules apply again. With --for-all: on for all users.',
  (flag, { variant, 'for-all': all }) =>
    all ? defined({ kind: 'enable_for_all', flag, variant }) : { kind: 'enable', flag },
  ['burgee flag enable new_dashboard', 'burgee flag enable new_dashboard --for-all'],
  { options: { 'for-all': { about: 'serve one variant to all users, before any rule' }, ...VARIANT } },
);

const DISABLE = simple(
  'The kill switch: serve the off variant to all users. `enable` brings the rules back.',
  (flag) => ({ kind: 'disable_for_all', flag }),
  ['burgee flag disable new_dashboard'],
);

/** @type {Command} */
const ROLLOUT = {
  about: 'Serve a flag to a percentage of users. Raising it only adds users.',
  names: ['key', 'percent'],
  options: { ...VARIANT, ...CHANGING },
  examples: ['burgee flag rollout new_dashboard 10', 'burgee flag rollout new_dashboard 0.5'],
  run: (values, [flag = '', percent = '']) =>
    change(values, [
      defined({ kind: 'rollout_percentage', flag, percent: percent.replace(/%$/, ''), variant: values.variant }),
    ]),
};

/** @type {Command} */
const TARGET = {
  about: 'Serve a flag to users, tiers and e-mail domains, or stop with --remove.',
  names: ['key'],
  options: {
    users: { about: 'targeting keys, separated by commas', value: 'LIST', multiple: true },
    tiers: { about: 'values of the attribute `tier`, separated by commas', value: 'LIST', multiple: true },
    domains: { about: 'e-mail domains, separated by commas', value: 'LIST', multiple: true },
    attribute: { about: 'the attribute in place of `tier`', value: 'NAME' },
    remove: { about: 'remove them from the lists' },
    ...VARIANT,
    ...CHANGING,
  },
  examples: [
    'burgee flag target beta --users user-42,user-123 --domains company.com',
    'burgee flag target beta --tiers premium --remove',
  ],
  run: (values, [flag = '']) => {
    const { variant, attribute, remove } = values;
    const to = remove ? 'disable_for' : 'enable_for';
    const lists = {
      users: listItems(values.users),
      tiers: listItems(values.tiers),
      domains: listItems(values.domains),
    };
    const targets = Object.entries(lists).filter(([, list]) => list);
    if (targets.length === 0) throw new UsageError('`--users`, `--tiers` or `--domains` is required');
    return change(
      values,
      targets.map(
        ([name, list]) =>
          /** @type {Operation} */ (
            defined({
              kind: `${to}_${name}`,
              flag,
              [name]: list,
              variant,
              attribute: name === 'tiers' ? attribute : undefined,
            })
          ),
      ),
    );
  },
};

/** @type {Command} */
const RENAME = {
  about: 'Rename a flag and its references; assignments stay the same.',
  names: ['key', 'new-key'],
  options: CHANGING,
  examples: ['burgee flag rename new_dashboard dashboard_2027'],
  run: (values, [flag = '', to = '']) => change(values, [{ kind: 'rename_flag', flag, to }]),
};

/** @type {Command} */
const RENAME_VARIANT = {
  about: 'Rename a variant and its references; assignments stay the same.',
  names: ['key', 'from', 'to'],
  options: CHANGING,
  examples: ['burgee flag rename-variant pricing_page variant_a annual_first'],
  run: (values, [flag = '', from = '', to = '']) => change(values, [{ kind: 'rename_variant', flag, from, to }]),
};

/** @type {Group} */
export const FLAG = {
  about: 'Show and change flags.',
  commands: {
    list: LIST,
    get: GET,
    create: CREATE,
    update: UPDATE,
    delete: DELETE,
    enable: ENABLE,
    disable: DISABLE,
    rollout: ROLLOUT,
    target: TARGET,
    'ab-test': AB_TEST,
    reweight: REWEIGHT,
    rename: RENAME,
    'rename-variant': RENAME_VARIANT,
  },
  examples: [
    'burgee flag list',
    'burgee flag create new_dashboard',
    'burgee flag rollout new_dashboard 10',
    'burgee flag disable new_dashboard',
  ],
};
