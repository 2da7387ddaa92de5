/** `burgee flag …` */
import { getFlag, listFlags } from '../tools.js';
import { AB_TEST, REWEIGHT } from './flag-split.js';
import { CHANGING, FILE, change } from './change.js';
import { UsageError } from './failure.js';
import { read } from './file.js';
import { columns } from './look.js';
import { given, json, words } from './options.js';

/**
 * @import { Command, Group } from './commands.js'
 * @import { FlagSummary, Operation } from '../tools.js'
 */

const VARIANT = { variant: { about: 'the variant to serve (the one that is `true` without this)', value: 'NAME' } };

/** What is said about a flag. */
export const SAID = {
  description: { about: 'what it is for', value: 'TEXT' },
  owner: { about: 'who looks after it', value: 'NAME' },
  ticket: { about: 'where it is discussed', value: 'TEXT' },
  tags: { about: 'words to find it by, with commas', value: 'LIST', multiple: true },
  expires: { about: 'when it should be gone', value: 'DATE' },
};

/** @type {Command} */
const LIST = {
  about: 'List all flags and what each serves.',
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
  about: 'Show one flag as it is written.',
  names: ['key'],
  options: FILE,
  examples: ['burgee flag get new_dashboard'],
  async run({ file }, [flag = '']) {
    const found = await getFlag((await read(file)).text, flag);
    return { text: `${found.flag}: ${found.serves}\n${outdented(found.text)}`, data: found };
  },
};

/** A part of a file as if it stood alone. @param {string} text */
function outdented(text) {
  const indent = /\n([ \t]+)[}\]]$/.exec(text)?.[1] ?? '';
  return text.replaceAll(`\n${indent}`, '\n');
}

/** @type {Command} */
const CREATE = {
  about: 'Create a flag: a boolean one that is off for everyone, unless told otherwise.',
  names: ['key'],
  options: {
    variants: { about: 'variants and their values', value: 'JSON' },
    off: { about: 'the variant of the flag when it is off (`false` or the first without this)', value: 'NAME' },
    fallthrough: { about: 'the variant when no rule applies (as `--off` without this)', value: 'NAME' },
    disabled: { about: 'begin with the switch off' },
    ...SAID,
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
    return change(values, [given({ kind: 'create_flag', flag, variants, off, fallthrough, enabled, ...said(values) })]);
  },
};

/** @param {import('./options.js').Values} values */
export const said = ({ description, owner, ticket, tags, expires }) =>
  given({ description, owner, ticket, tags: words(tags), expires });

/** @type {Command} */
const UPDATE = {
  about: "Change a flag's fields; an empty text takes one out.",
  names: ['key'],
  options: {
    off: { about: 'the variant of the flag when it is off', value: 'NAME' },
    fallthrough: { about: 'the variant when no rule applies', value: 'NAME' },
    salt: { about: 'what its units are hashed with: another one deals everyone anew', value: 'TEXT' },
    set: { about: 'any fields', value: 'JSON' },
    ...SAID,
    ...CHANGING,
  },
  examples: [
    'burgee flag update new_dashboard --owner growth --expires 2027-01-01',
    `burgee flag update new_dashboard --set '{"rules":null}'`,
  ],
  run: (values, [flag = '']) => {
    const { off, fallthrough, salt } = values;
    const metadata = emptied(said(values));
    const set = {
      ...emptied(given({ off, fallthrough, salt })),
      ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
      ...json('set', values.set),
    };
    if (Object.keys(set).length === 0) throw new UsageError('there is nothing to change');
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

const DELETE = simple('Delete a flag that no other part refers to.', (flag) => ({ kind: 'delete_flag', flag }), [
  'burgee flag delete old_banner --dry-run',
]);

const ENABLE = simple(
  'Turn a flag on again, as its rules say; with --for-all on for everyone.',
  (flag, { variant, 'for-all': all }) =>
    all ? given({ kind: 'enable_for_all', flag, variant }) : { kind: 'enable', flag },
  ['burgee flag enable new_dashboard', 'burgee flag enable new_dashboard --for-all'],
  { options: { 'for-all': { about: 'serve one variant to everyone, whatever the rules say' }, ...VARIANT } },
);

const DISABLE = simple(
  'The kill switch: serve the off variant to everyone. The rules stay for `enable`.',
  (flag) => ({ kind: 'disable_for_all', flag }),
  ['burgee flag disable new_dashboard'],
);

/** @type {Command} */
const ROLLOUT = {
  about: 'Serve a flag to a percentage of users. Raising it takes it from nobody.',
  names: ['key', 'percent'],
  options: { ...VARIANT, ...CHANGING },
  examples: ['burgee flag rollout new_dashboard 10', 'burgee flag rollout new_dashboard 0.5'],
  run: (values, [flag = '', percent = '']) =>
    change(values, [
      given({ kind: 'rollout_percentage', flag, percent: percent.replace(/%$/, ''), variant: values.variant }),
    ]),
};

/** @type {Command} */
const TARGET = {
  about: 'Serve a flag to users, tiers and e-mail domains; with --remove no longer.',
  names: ['key'],
  options: {
    users: { about: 'their targeting keys, with commas', value: 'LIST', multiple: true },
    tiers: { about: 'values of the attribute `tier`, with commas', value: 'LIST', multiple: true },
    domains: { about: 'e-mail domains, with commas', value: 'LIST', multiple: true },
    attribute: { about: 'another attribute than `tier`', value: 'NAME' },
    remove: { about: 'take them off the lists' },
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
    const lists = { users: words(values.users), tiers: words(values.tiers), domains: words(values.domains) };
    const asked = Object.entries(lists).filter(([, list]) => list);
    if (asked.length === 0) throw new UsageError('say whom: `--users`, `--tiers` or `--domains`');
    return change(
      values,
      asked.map(
        ([name, list]) =>
          /** @type {Operation} */ (
            given({
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
  about: 'Rename a flag: references follow, and everyone keeps what they get.',
  names: ['key', 'new-key'],
  options: CHANGING,
  examples: ['burgee flag rename new_dashboard dashboard_2027'],
  run: (values, [flag = '', to = '']) => change(values, [{ kind: 'rename_flag', flag, to }]),
};

/** @type {Command} */
const RENAME_VARIANT = {
  about: 'Rename a variant: references follow, and everyone keeps what they get.',
  names: ['key', 'from', 'to'],
  options: CHANGING,
  examples: ['burgee flag rename-variant pricing_page variant_a annual_first'],
  run: (values, [flag = '', from = '', to = '']) => change(values, [{ kind: 'rename_variant', flag, from, to }]),
};

/** @type {Group} */
export const FLAG = {
  about: 'Look at flags and change them.',
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
