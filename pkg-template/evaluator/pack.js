/**
 * Packs a context: writes its attributes as records into linear memory, only those that a decision reads, when it needs them.
 * Layout: `src/context/mod.rs`. `src/context/pack/` does the same natively, for all decisions at once.
 *
 * @typedef {import('./loaded-snapshot.js').ContextInput} ContextInput
 * @typedef {import('./engine.js').Engine} Engine
 * @typedef {import('./manifest.js').Attribute} Attribute
 * @typedef {import('./manifest.js').Needs} Needs
 */

import { find, own } from './attributes.js';
import { converted } from './conversions.js';
import { reserveRecords, reserveText } from './engine.js';

/** `reads` of an attribute. */
const BYTES = 1,
  ASSIGNMENT = 2;
const FALSE = 1,
  TRUE = 2,
  NUMBER = 3,
  TEXT = 4,
  LIST = 5,
  OTHER = 6;

/** The largest size that the core can be asked for; it has no room for so much. */
const MAX_SIZE = 2 ** 32 - 1;

/** Counts the packed contexts of all packers: an attribute with another turn than the current context's is not packed. */
let turns = 0;

const encoder = new TextEncoder();

/** Writes contexts into one engine, one after the other. */
export class Packer {
  #engine;
  #attributes;
  /** The context that is packed. @type {ContextInput | undefined} */
  #input;
  #turn = 0;
  /** How many records there is room for. */
  #records = 0;
  /** How many bytes of text there is room for. */
  #room = 0;
  /** Address of the records. */
  #recordsAt = 0;
  /** Address of the text. */
  #textAt = 0;
  /** The next free record. */
  #next = 0;
  /** The next free byte of text. */
  #offset = 0;
  /** Whether a call of the core is under way, or has trapped. */
  #isCalling = false;

  /** @param {Engine} engine @param {Attribute[]} attributes */
  constructor(engine, attributes) {
    this.#engine = engine;
    this.#attributes = attributes;
    this.#reserve(attributes.length, 256);
  }

  /** Makes room in the core; the addresses change when memory grows. @param {number} records @param {number} room bytes of text */
  #reserve(records, room) {
    this.#isCalling = true;
    this.#recordsAt = reserveRecords(this.#engine, records);
    this.#textAt = reserveText(this.#engine, room);
    this.#isCalling = false;
    // Not before: a call that traps made no room.
    this.#records = records;
    this.#room = room;
    this.#engine.refresh();
  }

  /** Whether all needs are packed. @param {ContextInput} input @param {Needs} needs */
  has(input, needs) {
    return this.#input === input && this.#turn === needs.turn;
  }

  /** Packs the needs that are not packed yet. @param {ContextInput} input @param {Needs} needs */
  pack(input, needs) {
    if (this.#input !== input) this.#begin(input);
    const engine = this.#engine;
    const turn = this.#turn;
    const { attributes } = needs;
    // A decision may have grown memory, which makes its views empty.
    if (engine.plain || !engine.bytes.length) engine.refresh();
    for (let i = 0; i < attributes.length; i++) {
      const attribute = attributes[i];
      if (attribute.turn === turn) continue;
      const { slot, conversion } = attribute;
      try {
        if (attribute.reads === ASSIGNMENT) this.#assign(slot, attribute, own(input.assignments, attribute.name));
        else {
          const value = find(input.attributes, attribute);
          this.#put(slot, attribute, conversion ? converted(conversion, value) : value);
        }
      } catch (error) {
        if (this.#isCalling) throw error;
        this.#engine.u32[(this.#recordsAt >> 2) + slot * 4] = OTHER;
      }
      attribute.turn = turn;
    }
    needs.turn = turn;
  }

  /** Starts another context. @param {ContextInput} input */
  #begin(input) {
    this.#input = input;
    this.#turn = ++turns;
    this.#next = this.#attributes.length;
    this.#offset = 0;
  }

  /** @param {number} record @param {Attribute} attribute @param {unknown} value @returns {void} */
  #put(record, attribute, value) {
    const { u32 } = this.#engine;
    const at = (this.#recordsAt >> 2) + record * 4;
    switch (typeof value) {
      case 'string':
        u32[at] = TEXT;
        u32[at + 1] = attribute.symbols?.get(value) ?? 0;
        if (attribute.reads === BYTES) this.#text(at + 2, value);
        return;
      case 'boolean':
        u32[at] = value ? TRUE : FALSE;
        return;
      case 'number':
        u32[at] = Number.isFinite(value) ? NUMBER : OTHER;
        this.#engine.f64[(at + 2) >> 1] = value;
        return;
      case 'object':
        return this.#object(record, attribute, value);
      default:
        u32[at] = value === undefined ? 0 : OTHER;
    }
  }

  /** @param {number} record @param {Attribute} attribute @param {unknown} assignment */
  #assign(record, attribute, assignment) {
    const { u32 } = this.#engine;
    const at = (this.#recordsAt >> 2) + record * 4;
    const variant = own(assignment, 'variant');
    const version = own(assignment, 'version');
    const made = typeof variant === 'string' && Number.isInteger(version) && version >>> 0 === version;
    u32[at] = made ? TEXT : 0;
    u32[at + 1] = attribute.symbols?.get(variant) ?? 0;
    u32[at + 2] = made ? version : 0;
  }

  /** @param {number} record @param {Attribute} attribute @param {object | null} value @returns {void} */
  #object(record, attribute, value) {
    if (Array.isArray(value)) return this.#list(record, attribute, value);
    if (value instanceof Date) return this.#put(record, attribute, value.getTime());
    this.#engine.u32[(this.#recordsAt >> 2) + record * 4] = value === null ? 0 : OTHER;
  }

  /** @param {number} record @param {Attribute} attribute @param {unknown[]} items */
  #list(record, attribute, items) {
    const first = this.#next;
    this.#next = first + items.length;
    if (this.#next > this.#records) this.#reserve(Math.min(this.#next * 2, MAX_SIZE), this.#room);
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      this.#put(first + i, attribute, Array.isArray(item) ? Object : item);
    }
    const at = (this.#recordsAt >> 2) + record * 4;
    const { u32 } = this.#engine;
    u32[at] = LIST;
    u32[at + 2] = first;
    u32[at + 3] = items.length;
  }

  /** Writes a text's bytes, and where they are at `at`. @param {number} at @param {string} text */
  #text(at, text) {
    const offset = this.#offset;
    const room = offset + text.length * 3;
    if (room > this.#room) {
      const before = this.#recordsAt >> 2;
      this.#reserve(this.#records, Math.min(room * 2, MAX_SIZE));
      at += (this.#recordsAt >> 2) - before;
    }
    const { bytes, u32 } = this.#engine;
    const start = this.#textAt + offset;
    const length = ascii(text, bytes, start) ?? encoder.encodeInto(text, bytes.subarray(start)).written;
    u32[at] = offset;
    u32[at + 1] = length;
    this.#offset = offset + length;
  }
}

/**
 * Copies short ASCII text unit by unit, which is faster than the encoder. Returns `undefined` for any other text.
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
