/** What a peer's file compares; the users for a comparison are generated from it. */

/** @typedef {string | number | boolean} Scalar */

export class Vocabulary {
  /** Attributes whose values are hashed. @type {Set<string>} */
  ids = new Set();
  /** The values that each attribute is compared with. @type {Map<string, Set<Scalar>>} */
  values = new Map();
  /** Attributes that may be lists, if the file tells them. @type {Set<string> | undefined} */
  lists;
  /** Times at which a decision changes, in ms since 1970. @type {Set<number>} */
  instants = new Set();

  /** @param {unknown} name */
  hashes(name) {
    if (typeof name === 'string' && name) this.ids.add(name);
  }

  /** All scalars of an operand, at any depth. @param {unknown} name @param {unknown} operand */
  compares(name, operand) {
    if (typeof name !== 'string' || !name) return;
    const known = this.values.get(name) ?? new Set();
    this.values.set(name, known);
    for (const scalar of scalars(operand)) {
      known.add(scalar);
      if (typeof scalar === 'string') this.dates(scalar);
    }
  }

  /** Collects the dates in a part of a file. @param {unknown} part */
  dates(part) {
    for (const text of scalars(part)) {
      if (typeof text === 'string' && /^\d{4}-\d\d-\d\dT/.test(text)) this.at(Date.parse(text));
    }
  }

  /** @param {number} instant in ms since 1970 */
  at(instant) {
    if (Number.isSafeInteger(instant)) this.instants.add(instant);
  }
}

/** @param {unknown} value @returns {Generator<Scalar>} */
export function* scalars(value) {
  if (typeof value === 'object') for (const item of Object.values(value ?? {})) yield* scalars(item);
  else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') yield value;
}

/** Every object in a file, at any depth. @param {unknown} value @returns {Generator<any>} */
export function* objects(value) {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value;
  for (const item of Object.values(value)) yield* objects(item);
}
