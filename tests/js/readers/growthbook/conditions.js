// Conditions of GrowthBook's payloads, from a seed.
import { Random } from '../../schema/random.js';

export const TEXTS = ['a', 'b', 'US', 'us', 'null', 'true', '5', '10', '', 'Ärger', '龍', '🙂', 'z z', '1e3', ' 7 '];
export const NUMBERS = [0, 1, 5, 10, -3, 2.5, 1e21];
export const VERSIONS = ['1.2.3', 'v1.2.3', '1.10.0', '1.2.3-rc.1', '2.0', '1.2.3+build.7', '0', '10', 'a.b'];
const PATTERNS = ['^a', 'S$', '[0-9]+', '(u|U)s', 'a/b', 'null', '^$', '\\d', 'z.z'];
export const TAGS = ['a', 'b', 'A', 'beta', 5, 0];
const NUMERIC = ['$lt', '$lte', '$gt', '$gte'];

/** Random conditions, and the values that they compare. */
export class Conditions {
  /** @param {number} seed */
  constructor(seed) {
    this.random = new Random(seed);
  }

  /** @param {number} depth @returns {any} */
  condition(depth) {
    const { random } = this;
    const clause = () => {
      const parts = () => random.list(() => this.condition(depth - 1), 2);
      if (depth > 0 && random.chance(0.35)) {
        return random.of([
          () => ['$and', parts()],
          () => ['$or', parts()],
          () => ['$nor', parts()],
          () => ['$not', this.condition(depth - 1)],
          () => ['$savedGroup', random.of([{ id: 'list' }, { id: 'list', attributeKey: 'word' }, { id: 'none' }])],
        ])();
      }
      return random.chance(0.25)
        ? ['tags', this.ofList()]
        : [random.of(['plan', 'word', 'age', 'beta', 'account.city', 'version']), this.ofValue(1)];
    };
    return Object.fromEntries(random.list(clause, 2, 1));
  }

  scalar() {
    const { random } = this;
    return random.of([() => random.of(TEXTS), () => random.of(NUMBERS), () => random.chance(0.5), () => null])();
  }

  /** @param {number} depth @returns {any} */
  ofValue(depth) {
    const { random } = this;
    const scalars = () => random.list(() => this.scalar(), 4);
    const one = () =>
      random.of([
        () => [random.of(['$eq', '$ne']), this.scalar()],
        () => [random.of(NUMERIC), this.scalar()],
        () => [random.of(NUMERIC), random.of(NUMBERS)],
        () => [random.of(['$in', '$nin', '$ini', '$nini']), scalars()],
        () => [random.of(['$veq', '$vne', '$vgt', '$vgte', '$vlt', '$vlte']), random.of(VERSIONS)],
        () => ['$exists', random.chance(0.5)],
        () => ['$type', random.of(['string', 'number', 'boolean', 'null', 'object', 'array', 'undefined'])],
        () => [random.of(['$regex', '$regexi']), random.of(PATTERNS)],
        () => [random.of(['$inGroup', '$notInGroup']), random.of(['texts', 'numbers', 'list', 'none', 'condition'])],
        () => ['$not', depth > 0 ? this.ofValue(depth - 1) : 'a'],
        () => ['$unheardOf', 1],
        () => ['$in', 'no list'],
      ])();
    return random.chance(0.35) ? this.scalar() : Object.fromEntries(random.list(one, 2, 1));
  }

  /** What is asked of a list. @returns {any} */
  ofList() {
    const { random } = this;
    const tags = () => random.list(() => random.of(TAGS), 3);
    const item = () =>
      random.of([
        { $eq: 'a' },
        { $gt: 1, $lt: 9 },
        { $in: ['b', 5] },
        { $nin: ['a', 'b'] },
        { $ne: 'a' },
        { $regex: '^b' },
        { $not: { $eq: 5 } },
        { $lt: 'b' },
      ]);
    const one = () =>
      random.of([
        () => [random.of(['$in', '$nin', '$ini', '$nini']), tags()],
        () => [random.of(['$all', '$alli']), tags()],
        () => ['$elemMatch', item()],
        () => [
          '$size',
          random.of([0, 1, 2, { $gt: 1 }, { $lte: 2 }, { $ne: 2 }, { $in: [1, 3] }, { $not: { $eq: 0 } }]),
        ],
        () => ['$exists', random.chance(0.5)],
        () => ['$type', random.of(['array', 'string'])],
        () => ['$eq', random.of(['a', null])],
        () => ['$inGroup', 'texts'],
        () => ['$not', { $size: 1 }],
      ])();
    return random.chance(0.1) ? random.of([['a'], ['a', 'b'], []]) : Object.fromEntries(random.list(one, 2, 1));
  }
}
