// flagd files and users, from a seed: every operator that is carried over, and attributes of every type.
import { Random } from '../../schema/random.js';

export const NOW = Date.UTC(2026, 2, 1, 12, 0, 0, 750);
const SECONDS = Math.floor(NOW / 1000);

const TEXTS = [
  'pro',
  'free',
  'Pro',
  'äö',
  '',
  '18',
  '5',
  '1',
  '0',
  ' 7 ',
  '0x10',
  '1e1',
  'abc',
  'z',
  '2.5',
  'true',
  'null',
  'a@x.com',
];
const NUMBERS = [0, 1, -1, 5, 7, 10, 17, 18, 19, 2.5, 1e21, -0.5, 100];
const VERSIONS = [
  '1.2.3',
  'v1.2.3',
  '1.2',
  '2',
  '1.2.4',
  '1.3.0',
  '2.0.0',
  '2.0.0-beta',
  '2.0.0-beta.2',
  '1.2.3+build',
  'V2.1.0-rc.1',
  '0.0.0',
];
const ODD = [true, false, [], {}, ['pro', 'abc'], ['a', 5], [5], [''], { a: 1 }, [[]], [null], ['pro', 5, true]];
const PATHS = ['plan', 'age', 'beta', 'email', 'tags', 'app.version', 'score', 'team.name'];
const VARIANTS = ['a', 'b', 'c', 'true', 'false', '5'];

export class Generator extends Random {
  /** Whether attributes have no defaults, and none is negated as it is: see the interpreted parts in differences.test.js. */
  #plain = false;

  /** @template T @param {() => T} make @returns {T} */
  #plainly(make) {
    const before = this.#plain;
    this.#plain = true;
    try {
      return make();
    } finally {
      this.#plain = before;
    }
  }

  file(flags = 20) {
    const keys = ['flag', 'Flagge-ß', 'a.b', 'x1', '旗'];
    const named = Array.from({ length: flags }, (_, nth) => [`${this.of(keys)}-${nth}`, this.flag()]);
    return { flags: Object.fromEntries(named), $evaluators: this.evaluators(), metadata: { version: '1' } };
  }

  evaluators() {
    return {
      team: { ends_with: [{ var: 'email' }, '@x.com'] },
      early: this.#plainly(() => this.comparison()),
      // An evaluator may refer to those behind it.
      both: { and: [{ '>=': [{ var: 'age' }, 18] }, { $ref: 'late' }] },
      late: { or: [this.#plainly(() => this.comparison()), this.clock()] },
      shares: {
        fractional: [
          ['a', 1],
          ['b', 2],
        ],
      },
    };
  }

  flag() {
    const names = VARIANTS.slice(0, 2 + this.below(5));
    const variants = Object.fromEntries(names.map((name, nth) => [name, nth === 1 ? `value of ${name}` : name]));
    const flag = { state: this.chance(0.95) ? 'ENABLED' : 'DISABLED', variants };
    if (this.chance(0.8)) Object.assign(flag, { defaultVariant: this.of(names) });
    else if (this.chance(0.5)) Object.assign(flag, { defaultVariant: this.of([null, '']) });
    if (this.chance(0.95)) Object.assign(flag, { targeting: this.logic() });
    return flag;
  }

  /** Targeting: an object, or nothing. */
  logic() {
    return this.chance(0.75)
      ? this.choice(3)
      : this.of([() => this.fractional(2), () => this.nullable(1), () => ({ $ref: 'shares' }), () => ({})])();
  }

  /** What names a variant. @param {number} depth @returns {any} */
  value(depth) {
    if (depth > 0 && this.chance(0.45))
      return this.of([
        () => this.choice(depth - 1),
        () => this.fractional(depth - 1),
        () => this.nullable(1),
        () => ({ $ref: 'shares' }),
      ])();
    return this.of([...VARIANTS.slice(0, 3), ...VARIANTS, 'nobody', null, true, 5]);
  }

  /** @param {number} depth */
  choice(depth) {
    const pair = () => [this.condition(2), this.value(depth)];
    const operator = this.of(['if', 'if', '?:']);
    if (this.chance(0.15)) return { [operator]: this.#plainly(pair) };
    return { [operator]: [...this.list(pair, 3, 1).flat(), ...(this.chance(0.8) ? [this.value(depth)] : pair())] };
  }

  /** @param {number} depth */
  fractional(depth) {
    const weight = () =>
      this.of([() => this.below(100), () => this.below(4), () => 25, () => 50, () => -1, () => this.below(2 ** 30)])();
    const bucket = () => (this.chance(0.15) ? [this.value(0)] : [this.value(this.chance(0.2) ? depth : 0), weight()]);
    const buckets = this.list(bucket, 4, 1);
    if (this.chance(0.05))
      buckets.push(this.of(/** @type {any[]} */ ([['a', 'b', 3], ['a', 1.5], [], 'a', ['a', '5'], [['a'], 1]])));
    return { fractional: this.chance(0.5) ? buckets : [this.unit(), ...buckets] };
  }

  unit() {
    const attribute = this.hashed();
    const key = { var: '$flagd.flagKey' };
    return this.of([
      attribute,
      { cat: [key, attribute] },
      { cat: [key, attribute] },
      { cat: ['s-', { cat: [key, ':'] }, attribute, '/x', 5] },
      'the same',
      { cat: [key, true] },
      { cat: ['', attribute] },
    ]);
  }

  hashed() {
    const path = this.of(['email', 'team.name', 'id', 'targetingKey']);
    return !this.#plain && this.chance(0.2) ? { var: [path, this.of(['someone', 7, 'ünï'])] } : { var: path };
  }

  attribute() {
    const path = this.of(PATHS);
    return { var: this.of([path, path, [path], this.#plain ? path : [path, this.constant()]]) };
  }

  /** What is mostly compared with an attribute. @param {string} path */
  meant(path) {
    if (path === 'beta') return this.chance(0.5);
    return path === 'age' || path === 'score'
      ? this.of(NUMBERS)
      : this.of(['pro', 'free', 'Pro', 'äö', 'abc', 'a@x.com']);
  }

  constant() {
    return this.of([() => this.of(TEXTS), () => this.of(NUMBERS), () => this.of([true, false, null])])();
  }

  /** @param {number} depth @returns {any} */
  condition(depth) {
    if (depth > 0 && this.chance(0.35)) {
      return this.of([
        () => ({ [this.of(['and', 'or'])]: this.list(() => this.condition(depth - 1), 3, this.chance(0.05) ? 0 : 1) }),
        () => this.not(this.#plain ? this.comparison() : this.condition(depth - 1)),
        () => ({ if: [this.condition(depth - 1), this.chance(0.5), this.condition(0), true, this.condition(0)] }),
        () => ({ if: [this.#plainly(() => this.condition(0)), this.of([true, false, 'yes', 0])] }),
      ])();
    }
    return this.of([() => this.comparison(), () => this.comparison(), () => this.nullable(0), () => this.asked()])();
  }

  /** @param {any} condition */
  not(condition) {
    return { [this.of(['!', '!!', 'not'])]: this.chance(0.5) ? condition : [condition] };
  }

  asked() {
    return this.of([
      () => ({ var: this.of(this.#plain ? PATHS : [...PATHS, ['beta', true]]) }),
      () => ({ $ref: this.of(['team', 'early', 'both', 'late']) }),
      () => this.clock(),
      () => ({ '==': [{ var: '$flagd.flagKey' }, 'x1-3'] }),
      () => this.constant(),
      () => ({
        in: [
          this.of(['pro', 'a', 5, '5', true, 'x.com']),
          { var: this.of(this.#plain ? PATHS : [...PATHS, ['tags', 'a pro']]) },
        ],
      }),
    ])();
  }

  comparison() {
    const operator = this.of(['==', '!=', '===', '!==', '<', '<=', '>', '>=']);
    const attribute = this.attribute();
    const constant = this.chance(0.6) ? this.meant(`${[attribute.var].flat()[0]}`) : this.constant();
    if (operator.length < 3 && operator !== '==' && operator !== '!=' && this.chance(0.2)) {
      return { [operator]: [constant, attribute, this.constant()] };
    }
    return { [operator]: this.chance(0.7) ? [attribute, constant] : [constant, attribute] };
  }

  clock() {
    const instants = [SECONDS, SECONDS + 1, SECONDS - 1, SECONDS + 0.5, `${SECONDS}`, SECONDS - 86_400, 0, 1e15, -1e15];
    const sides = [{ var: '$flagd.timestamp' }, this.of(instants)];
    return { [this.of(['==', '!=', '===', '<', '<=', '>', '>='])]: this.chance(0.7) ? sides : sides.reverse() };
  }

  /** Whose value is true, false or, for some, `null`. @param {number} depth @returns {any} */
  nullable(depth) {
    if (depth > 0 && this.chance(0.4))
      return { [this.of(['and', 'or'])]: this.list(() => this.nullable(depth - 1), 3, 1) };
    if (depth > 0 && this.chance(0.3))
      return { [this.of(['!', '!!'])]: this.list(() => this.nullable(depth - 1), this.#plain ? 1 : 3, 1) };
    return this.of([
      () => ({
        [this.of(['starts_with', 'ends_with'])]: [this.attribute(), this.of(['p', 'a@', '@x.com', '', 'ö', 'pro'])],
      }),
      () => ({
        sem_ver: [
          { var: this.of(this.#plain ? ['app.version'] : ['app.version', ['app.version', '1.2']]) },
          this.of(['=', '!=', '<', '<=', '>', '>=', '^', '~']),
          this.of([...VERSIONS, 2, 1.2]),
        ],
      }),
      () => ({ in: [this.attribute(), this.list(() => this.constant(), 4)] }),
      () => this.comparison(),
    ])();
  }

  /** @param {number} nth */
  user(nth) {
    const any = () => this.of([() => this.of(TEXTS), () => this.of(NUMBERS), () => this.of(ODD), () => null])();
    const user = /** @type {{ [name: string]: any }} */ ({});
    const maybe = (/** @type {string} */ name, /** @type {() => any} */ make) => {
      if (this.chance(0.85)) user[name] = this.chance(0.12) ? any() : make();
    };
    maybe('plan', () => this.of(['pro', 'free', ...TEXTS]));
    maybe('age', () => this.of([...NUMBERS, '18', '17.5']));
    maybe('beta', () => this.of([true, false, 'true', 1, 0]));
    maybe('tags', () => this.of([['pro', 'a'], ['a', 5], 'a pro', [], [true]]));
    maybe('score', () => this.number() * 20);
    if (this.chance(0.95)) user.targetingKey = this.id(nth);
    if (this.chance(0.9)) user.email = this.scalar(nth);
    if (this.chance(0.9)) user.id = this.scalar(nth);
    if (this.chance(0.8)) user.team = this.chance(0.9) ? { name: this.scalar(nth) } : this.of(['blue', 5, null]);
    if (this.chance(0.8))
      user.app = {
        version: this.of([...VERSIONS, ' 1.2.3\n', 'x', '1.2.3.4', '', 'v', 2, 1.2, true, null, {}, ['1', '2']]),
      };
    return user;
  }

  /** @param {number} nth */
  scalar(nth) {
    return this.chance(0.2)
      ? this.of([null, true, false, 0, 5, -2.5, 1e21, ''])
      : this.chance(0.3)
        ? 'a@x.com'
        : this.id(nth);
  }

  /** @param {number} nth */
  id(nth) {
    return this.of([
      () => `user-${nth}`,
      () => `${nth}`,
      () => `${10 + this.below(90)}龍`,
      () => `josé-${nth}`,
      () => `${nth}👩‍🚀`,
      () => '\u{10ffff}'.repeat(1 + this.below(5)),
      () => 'long'.repeat(50 + this.below(200)),
      () => '',
      () => String.fromCharCode(...this.list(() => 32 + this.below(0xd000), 9, 1)),
      () => ' ',
    ])();
  }
}
