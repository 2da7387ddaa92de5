import { putAttribute, setAttributes, setText } from './substitute.js';

/**
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {import('../html.js').Decides} Decides
 * @typedef {import('./rewrite.js').Tag} Tag
 */

export const MARKS = '[data-flag],[data-flag-text],[data-flag-attr],template';

/** Names of variants, between spaces; one name may have spaces of its own. @param {string} list @param {string} name */
const lists = (list, name) => list === name || list.split(/\s+/).includes(name);

/**
 * What the page asks with its marks, answered in the order in which they come.
 * @param {Decides} view @param {import('../html.js').RewriteOptions['expose']} expose @param {import('./rewrite.js').Report} report
 */
export function createMarks(view, expose, report) {
  /** One page, one decision: a client's own view may get a new snapshot while the page is under way. @type {Map<string, Details>} */
  const decided = new Map();
  /** @type {Set<string>} */
  const exposed = new Set();
  /** Inside of what is not, or not yet, a part of the page. */
  let apart = false;

  /** @param {string} key */
  function decide(key) {
    const known = decided.get(key);
    if (known) return known;
    const details = view.details(key);
    decided.set(key, details);
    return details;
  }

  /**
   * Reports what shaped the page, or gives the note by which the page will. Whoever gets nothing because of an experiment is
   * in it as much as whoever gets something: were only those counted whose variant has an element, one arm would be missing.
   * @param {string[]} keys
   */
  function shown(keys) {
    const news = keys.filter((key) => decide(key).exposure);
    if (expose === 'page' && news.length)
      return JSON.stringify(Object.fromEntries(news.map((key) => [key, decide(key).variant])));
    for (const key of news) if (expose === 'edge' && !exposed.has(key)) exposed.add(key), view.expose?.(key);
    return '';
  }

  /** Nothing inside is looked at. @param {Tag} tag */
  function close(tag) {
    try {
      tag.onEndTag(() => (apart = false));
      apart = true;
    } catch {
      // `<img>` and its like have no inside.
    }
  }

  /** @param {Tag} tag @param {string} key */
  function drop(tag, key) {
    const note = shown([key]);
    // The page can tell by it when the place was seen.
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
    // The page makes of it what it likes, and when; but a shadow root's is a part of the page.
    if (tag.tagName === 'template' && !tag.hasAttribute('shadowrootmode')) close(tag);
    const note = shown(keys);
    if (note) putAttribute(tag, 'data-flag-seen', note);
  }

  return {
    /** @param {Tag} tag */
    element(tag) {
      if (apart) return;
      try {
        apply(tag);
      } catch (thrown) {
        // One that throws would end the page in its middle.
        report(thrown);
      }
    },
  };
}

/** @param {Tag} tag @param {Details} details */
function keeps(tag, { value, variant, overridden }) {
  const served = variant ?? (overridden ? String(value) : undefined);
  const wanted = tag.getAttribute('data-variant');
  const unless = tag.getAttribute('data-unless');
  if (served === undefined) return tag.hasAttribute('data-default') || unless !== null;
  if (wanted !== null) return lists(wanted, served);
  return unless !== null ? !lists(unless, served) : value === true;
}

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
