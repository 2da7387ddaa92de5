/**
 * Random snapshots in which every field of the format is used as it is meant, but for what no schema can tell: names
 * that are referred to may not be there, ranges may overlap, dates may come in any order.
 * @import { Random } from './random.js'
 */
import { readFileSync } from 'node:fs';
import { CONVERSIONS } from '../conversions.js';

/** @type {{ properties: { [name: string]: any }, anyOf: { required: string[] }[] }} */
const TEST = JSON.parse(readFileSync(new URL('../../../pkg-template/schema.json', import.meta.url), 'utf8')).$defs.test;

const NAMES = ['on', 'off', 'a', 'b', 'staff', 'pricing', 'page'];
const ATTRIBUTES = ['plan', 'app.version', 'targetingKey', 'emailDomain'];
const DATES = [
  '2026-11-01',
  '2026-11-01T09:00:00Z',
  '2024-02-29T23:59:60.5z',
  '0001-12-31t00:00:00-23:59',
  0,
  1795219200000,
];
/** @type {(() => any)[]} */
const VALUES = [() => true, () => 'text', () => 1.5, () => ({ any: [null] })];

export class Generator {
  /** @param {Random} random */
  constructor(random) {
    this.random = random;
  }

  name = () => this.random.of(NAMES);
  attribute = () => this.random.of(ATTRIBUTES);
  boolean = () => this.random.chance(0.5);
  date = () => this.random.of(DATES);
  percent = () => this.random.of([0, 0.000001, 10, 33.333, 50, 99.999999, 100]);
  number = () => this.random.of([-1e300, -1, 0, 0.1, 17]);
  scalar = () => this.random.of(['pro', 'de', 1, -0.5, true]);
  version = () => this.random.of([0, 1, 4294967295]);
  metadata = () => ({ owner: 'web', expires: this.date(), more: [{ x: null }] });
  names = () => this.random.list(this.name, 3);
  nameOrNames = () => (this.boolean() ? this.name() : this.names());
  nameOrNull = () => (this.random.chance(0.8) ? this.name() : null);
  /** With no more positions than each hash has. */
  positions = () =>
    this.random.of([
      [0, 1],
      [0, 3],
      [2, 2],
    ]);
  by = () => (this.boolean() ? this.attribute() : this.random.list(this.attribute, 3));

  /** Different names, each with something. @template T @param {() => T} make @param {number} [least] */
  byName(make, least = 0) {
    return Object.fromEntries(this.random.list(this.name, 3, least).map((name) => [name, make()]));
  }

  snapshot() {
    return this.random.object(
      { format: () => 'burgee/1', flags: () => this.byName(() => this.flag()) },
      {
        $schema: () => './schema.json',
        revision: () => this.random.of([0, 42, 9007199254740992]),
        segments: () => this.byName(() => this.segment()),
        experiments: () => this.byName(() => this.experiment()),
        layers: () => this.byName(() => this.layer()),
        holdouts: () => this.byName(() => this.holdout()),
        metadata: this.metadata,
      },
    );
  }

  flag() {
    const value = this.random.of(VALUES);
    const typed = this.random.of(
      /** @type {{ [name: string]: () => any }[]} */ ([
        { variants: () => this.byName(value, 1) },
        { variants: () => this.byName(value, 1), type: () => typeof value() },
        { variants: () => this.byName(() => this.random.of(VALUES)(), 1), type: () => 'object' },
      ]),
    );
    return this.random.object(typed, {
      enabled: this.boolean,
      off: this.name,
      overrides: () => this.byName(this.names),
      prerequisites: () => this.random.list(() => this.flagResult(), 2),
      rules: () => this.random.list(() => this.rule(), 3),
      fallthrough: this.name,
      salt: this.name,
      metadata: this.metadata,
    });
  }

  rule() {
    const optional = {
      name: this.name,
      if: () => this.condition(2),
      start: this.date,
      end: this.date,
      by: this.by,
      ...this.salted(),
    };
    return this.random.of([
      () => this.random.object({ serve: this.nameOrNull }, optional),
      () => this.random.object({ rollout: () => this.rollout() }, optional),
      () => this.random.object({ split: () => this.split() }, { ...optional, experiment: this.name }),
    ])();
  }

  rollout() {
    const steps = () => this.random.list(() => ({ at: this.date(), percent: this.percent() }), 3, 1);
    const progress = () => this.random.of(['step', 'linear']);
    /** @type {{ [name: string]: () => any }[]} */
    const shares = [{ percent: this.percent }, { steps }, { positions: this.positions }];
    const share = this.random.of(shares);
    return this.random.object({ serve: this.name, ...share }, { progress });
  }

  split() {
    const place = () =>
      this.boolean() ? { from: this.percent(), to: this.percent() } : { positions: this.positions() };
    const range = () => ({ serve: this.nameOrNull(), ...place() });
    return this.boolean() ? this.byName(this.percent, 1) : this.random.list(range, 3, 1);
  }

  /** One of two ways to hash. @returns {{ [name: string]: () => any }} */
  salted() {
    return this.boolean() ? { salt: this.name } : { hash: () => this.hash() };
  }

  hash() {
    const of = () => this.random.of([3, 1000, 4294967296]);
    const common = { before: this.name, after: this.name, rounds: () => this.random.of([1, 2]), of };
    const units = () => this.random.of(['utf-8', 'utf-16', 'low-bytes']);
    return this.random.of([
      () => this.random.object({ function: () => 'md5' }, { ...common, units: () => 'utf-8' }),
      () =>
        this.random.object(
          { function: () => this.random.of(['fnv1a-32', 'murmur3-32']) },
          { ...common, units, seed: this.version },
        ),
    ])();
  }

  bucket() {
    /** @type {{ [name: string]: () => any }} */
    const share = this.boolean() ? { percent: this.percent } : { positions: () => this.random.list(this.positions, 2) };
    return this.random.object({ ...this.salted(), ...share }, { by: this.by });
  }

  now() {
    const [low, high] = [this.random.of(['after', 'since']), this.random.of(['before', 'until'])];
    return this.random.object({}, { [low]: this.date, [high]: this.date });
  }

  /** @param {number} depth How deep conditions may nest @returns {object} */
  condition(depth) {
    const inner = () => this.condition(depth - 1);
    const nested = [
      () => ({ all: this.random.list(inner, 3) }),
      () => ({ any: this.random.list(inner, 3) }),
      () => ({ not: inner() }),
    ];
    const flat = [
      () => this.test(),
      () => this.test(),
      () => ({ segment: this.name() }),
      () => this.flagResult(),
      () => ({ bucket: this.bucket() }),
      () => ({ now: this.now() }),
    ];
    return this.random.of(depth > 0 ? [...nested, ...flat] : flat)();
  }

  flagResult() {
    return { flag: this.name(), in: this.boolean() ? this.nameOrNull() : this.random.list(this.nameOrNull, 3) };
  }

  /** An operand for each operator of the schema, by the shape that the schema gives it. */
  operators() {
    /** @type {{ [name: string]: () => any }} */
    const makers = {};
    const bound = this.boolean() ? this.number : this.name;
    /** @type {{ [name: string]: () => any }} */
    const byReference = { scalar: this.scalar, textOrTexts: this.nameOrNames, bound, instant: this.date };
    /** @type {{ [operator: string]: unknown[] }} */
    const examples = {
      semver: ['>=2.1.0 <3', '^1', '1.x'],
      cidr: ['10.0.0.0/8', ['::1', 'nowhere']],
      matches: ['^a+$', '('],
    };
    for (const {
      required: [name],
    } of TEST.anyOf) {
      const { $ref, type } = TEST.properties[name];
      if (examples[name]) makers[name] = () => this.random.of(examples[name]);
      else if (type === 'boolean') makers[name] = this.boolean;
      else if (type === 'array') makers[name] = () => this.random.list(this.scalar, 3);
      else makers[name] = byReference[$ref.split('/').at(-1)];
    }
    // The open and the closed bound of one side exclude each other.
    for (const pair of [
      ['gt', 'gte'],
      ['lt', 'lte'],
      ['after', 'since'],
      ['before', 'until'],
    ]) {
      delete makers[this.random.of(pair)];
    }
    return makers;
  }

  test() {
    const operators = this.operators();
    const one = this.random.of(Object.keys(operators));
    const outcome = () => this.random.of([true, false, 'unknown']);
    const policies = {
      missing: outcome,
      mismatch: outcome,
      items: () => this.random.of(['any', 'all', 'none']),
      ignoreCase: this.boolean,
      loose: this.boolean,
      as: () => this.random.of(CONVERSIONS),
    };
    const others = this.random.chance(0.2) ? operators : {};
    return this.random.object({ attribute: this.attribute, [one]: operators[one] }, { ...policies, ...others });
  }

  segment() {
    if (this.boolean()) return this.condition(2);
    const parts = { included: this.names, excluded: this.names, if: () => this.condition(1) };
    const one = this.random.of(/** @type {const} */ (['included', 'excluded', 'if']));
    return this.random.object({ [one]: parts[one] }, { ...parts, by: this.attribute });
  }

  experiment() {
    return this.random.object(
      { status: () => this.random.of(['draft', 'running', 'concluded', 'archived']) },
      {
        name: this.name,
        hypothesis: this.name,
        metric: this.name,
        start: this.date,
        end: this.date,
        audience: () => (this.boolean() ? this.name() : this.condition(1)),
        entry: () => this.condition(1),
        version: this.version,
        sticky: this.boolean,
        minVersion: this.version,
        requiresConsent: this.boolean,
        control: this.name,
        winner: this.name,
        salt: this.name,
        metadata: this.metadata,
      },
    );
  }

  layer() {
    const interval = () => [this.percent(), this.percent()];
    return this.random.object({ experiments: () => this.byName(interval) }, { by: this.by, ...this.salted() });
  }

  holdout() {
    return this.random.object({ percent: this.percent }, { by: this.by, ...this.salted(), experiments: this.names });
  }
}
