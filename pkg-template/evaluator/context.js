/** One user at one instant: turns the numbers of decisions into values, names and reasons. */
import { ERROR } from './loaded-snapshot.js';
import { failed, mismatched } from './details.js';
import { issueText } from './manifest.js';

/**
 * @typedef {import('../index.js').Json} Json
 * @typedef {import('../index.js').Details<any>} Details
 * @typedef {import('./manifest.js').Flag} Flag
 */

/** @type {import('./details.js').FlagType[]} */
const TYPES = ['boolean', 'string', 'number', 'object'];
const CONSENTS = ['unknown', 'granted', 'denied'];
/** @type {import('../index.js').Reason[]} */
const REASONS = ['STATIC', 'DEFAULT', 'TARGETING_MATCH', 'SPLIT', 'DISABLED', 'ERROR'];

export class Context {
  #snapshot;
  #input;

  /**
   * @param {import('./loaded-snapshot.js').LoadedSnapshot} snapshot
   * @param {import('../index.js').Attributes} [attributes]
   * @param {import('../index.js').ContextOptions} [options]
   */
  constructor(snapshot, attributes, { now, consent, assignments } = {}) {
    this.#snapshot = snapshot;
    // Reading the clock takes longer than a decision, and most snapshots do not need it.
    if (snapshot.manifest.timed) now ??= Date.now();
    this.#input = {
      attributes: attributes ?? {},
      assignments,
      now,
      consent: consent === undefined ? 0 : Math.max(CONSENTS.indexOf(consent), 0),
    };
  }

  /** @param {string} key @param {boolean} defaultValue @returns {boolean} */
  boolean(key, defaultValue) {
    return this.#value(0, key, defaultValue);
  }

  /** @template {string} T @param {string} key @param {T} defaultValue @returns {T} */
  string(key, defaultValue) {
    return this.#value(1, key, defaultValue);
  }

  /** @param {string} key @param {number} defaultValue @returns {number} */
  number(key, defaultValue) {
    return this.#value(2, key, defaultValue);
  }

  /** @param {string} key @param {Json} defaultValue @returns {Json} */
  object(key, defaultValue) {
    return this.#value(3, key, defaultValue);
  }

  /** @param {string} key @param {any} [defaultValue] @returns {Details} */
  details(key, defaultValue) {
    const flag = this.#flag(key);
    if (!flag) return failed(key, defaultValue, 'FLAG_NOT_FOUND', `there is no flag \`${String(key)}\``);
    if (!flag.names) return failed(key, defaultValue, 'PARSE_ERROR', this.#broken(key));
    const kind = TYPES[flag.kind];
    if (defaultValue !== undefined && typeof defaultValue !== kind) return mismatched(key, kind, defaultValue);
    return this.#describe(flag, this.#decide(flag), defaultValue);
  }

  /** @returns {Map<string, Details>} */
  all() {
    const decisions = this.#snapshot.decideAll(this.#input);
    const all = new Map();
    for (const flag of this.#snapshot.manifest.flags.values()) {
      const decision = flag.constant ?? decisions[flag.index] ?? ERROR;
      all.set(flag.key, flag.names ? this.#describe(flag, decision) : this.details(flag.key));
    }
    return all;
  }

  /** @param {number} kind @param {string} key @param {any} defaultValue */
  #value(kind, key, defaultValue) {
    const flag = this.#flag(key);
    if (flag?.kind !== kind) return defaultValue;
    const variant = variantOf(flag, this.#decide(flag));
    return variant < 0 ? defaultValue : frozen(flag.values[variant]);
  }

  /** @param {string} key */
  #flag(key) {
    return this.#snapshot.manifest.flags.get(key);
  }

  /** Flags with the same value for all users need no call of the core. @param {Flag} flag */
  #decide(flag) {
    return flag.constant ?? this.#snapshot.decide(this.#input, flag);
  }

  /**
   * @param {Flag} flag @param {number} decision See `Decision` in src/decision.rs
   * @param {any} [defaultValue] @returns {Details}
   */
  #describe(flag, decision, defaultValue = null) {
    // Details without an exposure are the same for all users: the last ones of each variant are cached.
    const cached = flag.cache?.[decision & 1023];
    if (cached?.decision === decision) return cached.details;
    const { key } = flag;
    if (decision === ERROR) return failed(key, defaultValue, 'GENERAL', 'the evaluator failed');
    const variant = variantOf(flag, decision);
    const index = ((decision >> 13) & 16383) - 1;
    /** @type {Details} */
    const details = {
      key,
      value: variant < 0 ? defaultValue : frozen(flag.values[variant]),
      reason: REASONS[(decision >> 10) & 7] ?? 'ERROR',
    };
    if (variant >= 0) details.variant = flag.names[variant];
    if (index >= 0) this.#describeRule(details, flag, index, (decision >>> 27) - 1);
    if (flag.metadata) details.metadata = frozen(flag.metadata);
    if (variant >= 0 && !details.exposure) {
      flag.cache ??= [];
      flag.cache[variant + 1] = { decision, details: frozen(details) };
    }
    return details;
  }

  /** @param {Details} details @param {Flag} flag @param {number} index @param {number} exposedBy */
  #describeRule(details, flag, index, exposedBy) {
    const [name, experiment, by] = flag.rules[index] ?? [null];
    details.rule = name === null ? { index } : { index, name };
    const found = experiment === undefined ? null : this.#snapshot.manifest.experiments[experiment];
    if (exposedBy < 0 || !found || !by) return;
    const unit = this.#snapshot.attribute(this.#input, by[exposedBy]);
    details.exposure = {
      experiment: found[0],
      version: found[1],
      flag: flag.key,
      variant: /** @type {string} */ (details.variant),
      by: by[exposedBy],
      unit: String(unit),
    };
    if (found[2]) details.exposure.sticky = true;
  }

  /** The message of the first error in a flag. @param {string} key */
  #broken(key) {
    const path = /^[\w-]+$/.test(key) ? `flags.${key}` : `flags["${key}"]`;
    const isInside = (/** @type {string} */ at) =>
      at === path || at.startsWith(`${path}.`) || at.startsWith(`${path}[`);
    const issue = this.#snapshot.manifest.issues.find(({ severity, path: at }) => severity === 'error' && isInside(at));
    return issueText(issue, 'the flag is broken');
  }
}

/** The variant's index; below 0: the caller's default is served, also if a damaged snapshot has no such variant. @param {Flag} flag @param {number} decision */
function variantOf(flag, decision) {
  const variant = (decision & 1023) - 1;
  return variant < flag.values.length ? variant : -1;
}

/**
 * Freezes a snapshot's value, since all readers share it.
 * @template T @param {T} value @returns {T}
 */
function frozen(value) {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
