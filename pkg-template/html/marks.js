import { putAttribute, setAttributes, setText } from './substitute.js';

/**
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {import('../html.js').DecisionSource} DecisionSource
 * @typedef {import('./rewrite.js').Tag} Tag
 */

export const MARKS = '[data-flag],[data-flag-text],[data-flag-attr],template';

/** Whether a list of variants, separated by spaces, contains a name; a single name may contain spaces. @param {string} list @param {string} name */
const includes = (list, name) => list === name || list.split(/\s+/).includes(name);

/**
 * Applies the page's marks, in document order.
 * @param {DecisionSource} view @param {import('../html.js').RewriteOptions['expose']} expose @param {import('./rewrite.js').Report} report
 */
export function createMarks(view, expose, report) {
  /** One decision per flag and page: a client may get a new snapshot while the page streams. @type {Map<string, Details>} */
  const decided = new Map();
  /** Whether the rewriter is inside an element whose content is not, or not yet, a part of the page. */
  let skipping = false;

  /** @param {string} key */
  function decide(key) {
    const known = decided.get(key);
    if (known) return known;
    const details = view.details(key);
    decided.set(key, details);
    return details;
  }

  const recordExposures = createExposureRecorder(view, expose, decide);

  /** Skips the element's content. @param {Tag} tag */
  function close(tag) {
    try {
      tag.onEndTag(() => {
        skipping = false;
      });
      skipping = true;
    } catch {
      // Void elements such as `<img>` have no content.
    }
  }

  /** @param {Tag} tag @param {string} key */
  function drop(tag, key) {
    const note = recordExposures([key]);
    // From this element the page can tell when the place becomes visible.
    if (note) tag.replace(`<template data-flag-seen="${escaped(note)}"></template>`, { html: true });
    else tag.remove();
    close(tag);
  }

  /** @param {Tag} tag */
  function apply(tag) {
    const flag = tag.getAttribute('data-flag');
    if (flag !== null && !keeps(tag, decide(flag))) return drop(tag, flag);
    const keys = setAttributes(tag, tag.getAttribute('data-flag-attr') ?? '', decide, report);
    if (flag !== null) keys.push(flag);
    const text = tag.getAttribute('data-flag-text');
    if (text !== null && setText(tag, decide(text), report)) {
      keys.push(text);
      close(tag);
    }
    // A template's content is for the page's scripts, except that of a shadow root, which is rendered.
    if (tag.tagName === 'template' && !tag.hasAttribute('shadowrootmode')) close(tag);
    const note = recordExposures(keys);
    if (note) putAttribute(tag, 'data-flag-seen', note);
  }

  return {
    /** @param {Tag} tag */
    element(tag) {
      if (skipping) return;
      try {
        apply(tag);
      } catch (thrown) {
        // An exception would end the page in the middle.
        report(thrown);
      }
    },
  };
}

/**
 * Reports the exposures of an element, or returns a note from which the page will. Users for whom the element is removed are
 * exposed too: if only users whose variant has an element were counted, one arm would be missing.
 * @param {DecisionSource} view @param {import('../html.js').RewriteOptions['expose']} expose @param {(key: string) => Details} decide
 * @returns {(keys: string[]) => string}
 */
function createExposureRecorder(view, expose, decide) {
  /** @type {Set<string>} */
  const exposed = new Set();
  return (keys) => {
    const experimental = keys.filter((key) => decide(key).exposure);
    if (expose === 'page' && experimental.length)
      return JSON.stringify(Object.fromEntries(experimental.map((key) => [key, decide(key).variant])));
    for (const key of expose === 'edge' ? experimental : []) {
      if (exposed.has(key)) continue;
      exposed.add(key);
      view.expose?.(key);
    }
    return '';
  };
}

/** @param {Tag} tag @param {Details} details */
function keeps(tag, { value, variant, overridden }) {
  const served = variant ?? (overridden ? String(value) : undefined);
  const wanted = tag.getAttribute('data-variant');
  const unless = tag.getAttribute('data-unless');
  if (served === undefined) return tag.hasAttribute('data-default') || unless !== null;
  if (wanted !== null) return includes(wanted, served);
  return unless !== null ? !includes(unless, served) : value === true;
}

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
