/**
 * A context's attributes → records in linear memory: only those that a decision reads, when it is asked for.
 * `src/context.rs` has the layout, `src/pack/` does the same natively for all decisions at once.
 *
 * @typedef {import('./decider.js').Who} Who
 * @typedef {import('./engine.js').Engine} Engine
 * @typedef {import('./manifest.js').Attribute} Attribute
 * @typedef {import('./manifest.js').Needs} Needs
 */

import { converted } from './view.js';

/** What the program reads of an attribute. */
const BYTES = 1,
  ASSIGNMENT = 2;
const FALSE = 1,
  TRUE = 2,
  NUMBER = 3,
  TEXT = 4,
  LIST = 5,
  OTHER = 6;

/** What the core is asked for where more is wanted than numbers can say: it has no room for so much either. */
const MOST = 2 ** 32 - 1;

/** The turns that contexts had so far, whoever packed them: an attribute that has another's is not packed. */
let turns = 0;

const { hasOwnProperty } = Object.prototype;
const encoder = new TextEncoder();

/** Where a context is written. One for each engine, used again for each context. */
export class Packer {
  /** @param {Engine} engine @param {Attribute[]} attributes */
  constructor(engine, attributes) {
    this.engine = engine;
    this.attributes = attributes;
    /** Whose attributes are packed. @type {Who | undefined} */
    this.who = undefined;
    this.turn = 0;
    this.records = 0;
    this.room = 0;
    this.words = 0;
    this.bytes = 0;
    /** The next free record, and the next free byte. */
    this.next = 0;
    this.offset = 0;
    /** Whether a call of the core is under way, or one trapped. */
    this.asking = false;
    this.locate(attributes.length, 256);
  }

  /** Asks for room, and where it is: both move when memory grows. @param {number} records @param {number} room */
  locate(records, room) {
    const { wasm } = this.engine;
    this.asking = true;
    this.words = wasm.words(records);
    this.bytes = wasm.bytes(room);
    this.asking = false;
    // Not before: a call that traps gave no room.
    this.records = records;
    this.room = room;
    this.engine.refresh();
  }

  /** Whether all of it is packed. @param {Who} who @param {Needs} needs */
  has(who, needs) {
    return this.who === who && this.turn === needs.turn;
  }

  /** Packs what of it is not packed yet. @param {Who} who @param {Needs} needs */
  pack(who, needs) {
    if (this.who !== who) this.#begin(who);
    const { engine, turn } = this;
    const { attributes } = needs;
    // A decision may have let memory grow, which empties the views over it.
    if (engine.plain || !engine.bytes.length) engine.refresh();
    for (let i = 0; i < attributes.length; i++) {
      const attribute = attributes[i];
      if (attribute.turn === turn) continue;
      const { slot, view } = attribute;
      try {
        if (attribute.reads === ASSIGNMENT) this.#assign(slot, attribute, own(who.assignments, attribute.name));
        else {
          const value = find(who.attributes, attribute);
          this.#put(slot, attribute, view ? converted(view, value) : value);
        }
      } catch (error) {
        if (this.asking) throw error;
        this.engine.words[(this.words >> 2) + slot * 4] = OTHER;
      }
      attribute.turn = turn;
    }
    needs.turn = turn;
  }

  /** Forgets whoever was packed before. @param {Who} who */
  #begin(who) {
    this.who = who;
    this.turn = ++turns;
    this.next = this.attributes.length;
    this.offset = 0;
  }

  /** @param {number} record @param {Attribute} attribute @param {unknown} value @returns {void} */
  #put(record, attribute, value) {
    const { words } = this.engine;
    const at = (this.words >> 2) + record * 4;
    switch (typeof value) {
      case 'string':
        words[at] = TEXT;
        words[at + 1] = attribute.symbols?.get(value) ?? 0;
        if (attribute.reads === BYTES) this.#text(at + 2, value);
        return;
      case 'boolean':
        words[at] = value ? TRUE : FALSE;
        return;
      case 'number':
        words[at] = Number.isFinite(value) ? NUMBER : OTHER;
        this.engine.doubles[(at + 2) >> 1] = value;
        return;
      case 'object':
        return this.#object(record, attribute, value);
      default:
        words[at] = value === undefined ? 0 : OTHER;
    }
  }

  /** @param {number} record @param {Attribute} attribute @param {unknown} assignment */
  #assign(record, attribute, assignment) {
    const { words } = this.engine;
    const at = (this.words >> 2) + record * 4;
    const variant = own(assignment, 'variant');
    const version = own(assignment, 'version');
    const made = typeof variant === 'string' && Number.isInteger(version) && version >>> 0 === version;
    words[at] = made ? TEXT : 0;
    words[at + 1] = attribute.symbols?.get(variant) ?? 0;
    words[at + 2] = made ? version : 0;
  }

  /** @param {number} record @param {Attribute} attribute @param {object | null} value @returns {void} */
  #object(record, attribute, value) {
    if (Array.isArray(value)) return this.#list(record, attribute, value);
    if (value instanceof Date) return this.#put(record, attribute, value.getTime());
    this.engine.words[(this.words >> 2) + record * 4] = value === null ? 0 : OTHER;
  }

  /** @param {number} record @param {Attribute} attribute @param {unknown[]} items */
  #list(record, attribute, items) {
    const first = this.next;
    this.next = first + items.length;
    if (this.next > this.records) this.locate(Math.min(this.next * 2, MOST), this.room);
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      this.#put(first + i, attribute, Array.isArray(item) ? Object : item);
    }
    const at = (this.words >> 2) + record * 4;
    const { words } = this.engine;
    words[at] = LIST;
    words[at + 2] = first;
    words[at + 3] = items.length;
  }

  /** Writes a text's bytes, and where they are at `at`. @param {number} at @param {string} text */
  #text(at, text) {
    const { offset } = this;
    const room = offset + text.length * 3;
    if (room > this.room) {
      const before = this.words >> 2;
      this.locate(this.records, Math.min(room * 2, MOST));
      at += (this.words >> 2) - before;
    }
    const { bytes, words } = this.engine;
    const start = this.bytes + offset;
    const length = ascii(text, bytes, start) ?? encoder.encodeInto(text, bytes.subarray(start)).written;
    words[at] = offset;
    words[at + 1] = length;
    this.offset = offset + length;
  }
}

/**
 * Short ASCII text unit by unit: quicker than a call of the encoder. Gives up (`undefined`) on anything else.
 * @param {string} text @param {Uint8Array} bytes @param {number} start
 */
function ascii(text, bytes, start) {
  const { length } = text;
  if (length > 48) return;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 127) return;
    bytes[start + i] = unit;
  }
  return length;
}

/**
 * A name in full wins over a path through nested objects; only own members count.
 * @param {any} attributes @param {{ name: string, path: string[], slot?: number }} attribute @returns {any}
 */
export function find(attributes, { name, path, slot }) {
  const whole = own(attributes, name, slot);
  if (whole != null) return whole;
  if (path.length > 1) return path.reduce((object, part) => own(object, part), attributes);
  return name === 'emailDomain' ? emailDomain(own(attributes, 'email')) : undefined;
}

/** @param {any} object @param {string} name @param {number} [slot] @returns {any} */
function own(object, name, slot) {
  if (typeof object !== 'object' || object === null || Array.isArray(object) || !hasOwnProperty.call(object, name))
    return;
  // A place in the code for each of the first attributes: engines remember one name for a place, and look up any other.
  switch (slot) {
    case 0:
      return object[name];
    case 1:
      return object[name];
    case 2:
      return object[name];
    case 3:
      return object[name];
    default:
      return object[name];
  }
}

/** What stands behind the last `@`, ASCII letters in lower case. @param {unknown} email */
function emailDomain(email) {
  const at = typeof email === 'string' ? email.lastIndexOf('@') : -1;
  return at < 0
    ? undefined
    : /** @type {string} */ (email).slice(at + 1).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
