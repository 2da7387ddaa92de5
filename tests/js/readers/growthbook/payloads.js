// Payloads as an SDK connection returns them, and users for them, from a seed.
import { Conditions, TEXTS, NUMBERS, VERSIONS, TAGS } from './conditions.js';

const BANDITS = ['two', 'two', 'three', 'empty', 'none'];

/** Generates payloads and users. */
export class Payloads extends Conditions {
  /** @param {number} seed @param {{ sticky?: boolean }} [kind] */
  constructor(seed, { sticky = false } = {}) {
    super(seed);
    this.sticky = sticky;
    this.number = seed;
  }

  payload() {
    const { random } = this;
    const keys = Array.from({ length: 7 }, (_, number) => `flag-${number}`);
    return {
      features: {
        ...Object.fromEntries(keys.map((key, number) => [key, this.feature(key, keys.slice(0, number))])),
        bandit: this.routed(),
      },
      experiments: [0, 1].map((number) => ({
        ...this.experiment(`auto-${number}`),
        status: random.of(['running', 'running', 'draft', 'stopped']),
        parentConditions: this.parents(keys, false),
      })),
      savedGroups: {
        texts: random.list(() => random.of(TEXTS), 4),
        numbers: [5, 10, null],
        list: { type: 'list', attributeKey: 'plan', values: ['a', 'b', '5'] },
        condition: { type: 'condition', condition: this.condition(1) },
      },
      contextualBandits: { two: this.bandit(2), three: this.bandit(3), empty: { banditVersion: 1 } },
    };
  }

  /** A feature in which everyone comes to a bandit. */
  routed() {
    const { random } = this;
    const [contextualBanditRef, ...contextualVariations] = random.of([
      ['two', 'a', 'b'],
      ['three', 'a', 'b', 'c'],
    ]);
    const rule = {
      key: 'bandit',
      contextualVariations,
      contextualBanditRef,
      hashVersion: 2,
      fallbackAttribute: 'anonId',
      meta: contextualVariations.map((_, number) => ({ key: `${number}` })),
    };
    const coverage = random.chance(0.6) ? 1 : this.fraction();
    return {
      defaultValue: 'default',
      rules: [
        { ...rule, coverage },
        { condition: this.condition(0), force: 'a' },
      ],
    };
  }

  /** Leaves for experiments of so many variations. @param {number} variations */
  bandit(variations) {
    const { random } = this;
    const weights = () =>
      random.of([
        Array.from({ length: variations }, (_, n) => Number(n === 1)),
        Array.from({ length: variations }, (_, n) => (n ? 0.1 : 1.1 - variations / 10)),
        [0.2, 0.3],
        undefined,
      ]);
    return {
      banditVersion: 1,
      contexts: random.list(
        () => ({
          leafId: random.below(9),
          condition: random.chance(0.9) ? this.condition(1) : undefined,
          weights: weights(),
        }),
        4,
      ),
    };
  }

  /** @param {string} key @param {string[]} before */
  feature(key, before) {
    const { random } = this;
    const value = random.of([
      () => random.chance(0.5),
      () => random.of(TEXTS),
      () => random.of(NUMBERS),
      () => ({ n: random.below(3) }),
      () => random.of([true, 'a', 1, this.sticky ? 2 : null, [1]]),
    ]);
    const rules = random.list(() => this.rule(key, before, value), 4);
    return random.chance(0.9) ? { defaultValue: value(), rules } : { rules };
  }

  /** @param {string} key @param {string[]} before @param {() => any} value */
  rule(key, before, value) {
    const { random } = this;
    const parentConditions = before.length && random.chance(0.3) ? this.parents(before, true) : undefined;
    const kind = random.number();
    if (kind < 0.1) return { id: 'gate', parentConditions };
    const condition = random.chance(0.7) ? this.condition(2) : undefined;
    if (kind < 0.6) return { ...this.share(), id: 'forced', force: value(), condition, parentConditions };
    // One key for each rule where kept variations are looked up by it.
    const own = random.chance(0.5) || this.sticky ? `exp-${key}-${this.number++}` : 'shared';
    const experiment = this.experiment(own, value);
    const bandit = random.chance(0.3) && {
      variations: undefined,
      contextualVariations: experiment.variations,
      contextualBanditRef: random.of(BANDITS),
    };
    return { ...experiment, condition, parentConditions, ...bandit };
  }

  share() {
    const { random } = this;
    return random.object(
      {},
      {
        coverage: () => this.fraction(),
        range: () => this.range(),
        hashAttribute: () => random.of(['id', 'anonId', 'word']),
        hashVersion: () => random.of([1, 2, 2, 3]),
        seed: () => random.of(['seed', 'é']),
        filters: () => random.list(() => this.filter(), 2),
        fallbackAttribute: () => 'anonId',
      },
    );
  }

  /** @param {string} key @param {() => any} [value] */
  experiment(key, value = () => this.random.of(TEXTS)) {
    const { random } = this;
    const variations = random.list(value, 4, random.chance(0.95) ? 2 : 1);
    const meta = () =>
      variations.map((_, number) => ({
        key: `${number}`,
        name: `Variation ${number}`,
        ...(!this.sticky && random.chance(0.1) && { passthrough: true }),
      }));
    const kept = this.sticky && {
      fallbackAttribute: 'anonId',
      bucketVersion: random.below(3),
      minBucketVersion: random.of([0, 0, 1, 2]),
      meta: meta(),
      hashAttribute: 'id',
    };
    return random.object(
      {
        key: () => key,
        variations: () => variations,
        ...Object.fromEntries(Object.entries(kept || {}).map(([name, one]) => [name, () => one])),
      },
      {
        coverage: () => this.fraction(),
        weights: () =>
          random.of([
            variations.map(() => 1 / variations.length),
            variations.map((_, n) => (n ? 0.1 : 1.1 - variations.length / 10)),
            [0.3, 0.3],
          ]),
        ranges: () => random.list(() => this.range(), variations.length + 1, 1),
        hashVersion: () => random.of([1, 2, 2]),
        seed: () => random.of(['s', '龍']),
        name: () => 'An experiment',
        phase: () => '0',
        namespace: () => [random.of(['ns', 'ö']), random.of([0, 0.2]), random.of([0.6, 1])],
        filters: () => random.list(() => this.filter(), 2),
        condition: () => this.condition(1),
        disableStickyBucketing: () => random.chance(0.3),
        ...(this.sticky ? {} : { hashAttribute: () => random.of(['id', 'anonId']), meta }),
      },
    );
  }

  fraction() {
    return this.random.of([0, 0.001, 0.1, 1 / 3, 0.5, 0.29, 0.57, 0.7, 1, 1.5, -0.5, this.random.number()]);
  }

  range() {
    const { random } = this;
    return [random.of([0, 0, 0.1, 0.25, 0.57]), random.of([0.1, 0.29, 0.5, 0.7, 1, random.number()])];
  }

  filter() {
    const { random } = this;
    return random.object(
      { seed: () => random.of(['f', '']), ranges: () => random.list(() => this.range(), 3, 1) },
      { attribute: () => random.of(['anonId', 'id']), hashVersion: () => random.of([1, 2]) },
    );
  }

  /** @param {string[]} keys @param {boolean} gates */
  parents(keys, gates) {
    const { random } = this;
    const value = () =>
      random.of([
        true,
        'a',
        5,
        { $exists: true },
        { $ne: false },
        { $gt: 1 },
        { $in: ['a', 1, true, null] },
        { n: 1 },
        { $regex: 'a' },
        null,
        false,
        { $not: { $eq: 'b' } },
        { $inGroup: 'texts' },
      ]);
    return random.list(
      () => ({
        id: random.chance(0.95) ? random.of(keys) : 'none',
        condition: random.chance(0.9) ? { value: value() } : undefined,
        ...(gates && { gate: random.chance(0.5) }),
      }),
      2,
      1,
    );
  }

  /** @param {number} number */
  user(number) {
    const { random } = this;
    const id = () =>
      random.of([
        `user-${number}`,
        number + 1,
        number + 0.5,
        -number - 1,
        1e21 + number,
        true,
        `José-${number}`,
        `龍${number}`,
        `🙂${number}`,
        `${'long '.repeat(300)}${number}`,
        '',
        null,
        ` ${number}`,
        '0',
      ]);
    const scalar = () =>
      random.of([() => random.of(TEXTS), () => random.of(NUMBERS), () => random.chance(0.5), () => null])();
    return random.object(
      { id: () => (random.chance(0.6) ? `user-${number}` : id()), tags: () => random.list(() => random.of(TAGS), 3) },
      {
        anonId: id,
        plan: scalar,
        word: () => random.of(TEXTS),
        age: () => random.of([random.of(NUMBERS), scalar()]),
        beta: scalar,
        account: () => random.of([{ city: scalar() }, {}, 'none', null]),
        version: () => random.of([...VERSIONS, 7, null, '']),
      },
    );
  }

  /** What was kept for a user: some of it for the experiments of this payload. @param {any} payload @param {any} user */
  docs(payload, user) {
    const { random } = this;
    const experiments = Object.values(payload.features)
      .flatMap(({ rules }) => rules)
      .concat(payload.experiments)
      .filter(({ variations, contextualVariations }) => variations ?? contextualVariations);
    const kept = () =>
      Object.fromEntries(
        experiments
          .filter(() => random.chance(0.4))
          .map(({ key }) => [`${key}__${random.below(3)}`, random.of(['0', '1', '2', 'x'])]),
      );
    return Object.fromEntries(
      ['id', 'anonId']
        .filter((name) => user[name] && random.chance(0.7))
        .map((name) => {
          const attributeValue = typeof user[name] === 'string' ? user[name] : JSON.stringify(user[name]);
          return [`${name}||${attributeValue}`, { attributeName: name, attributeValue, assignments: kept() }];
        }),
    );
  }
}
