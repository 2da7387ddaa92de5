/**
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {import('./rewrite.js').Report} Report
 * @typedef {import('./rewrite.js').Tag} Tag
 */

/** What stands in them is no text of the page: an escape would be taken as written, a program run. */
const RAW = new Set(['script', 'style', 'iframe', 'noscript', 'noembed', 'noframes', 'xmp', 'plaintext', 'template']);

/** A value in them is run, or decides what is. */
const CODE = /^(on.*|srcdoc|style|nonce|integrity|http-equiv)$/i;

/** A value in them is an address. */
const ADDRESS = /^(href|src|srcset|action|formaction|poster|data|ping|cite|background|xlink:href)$/i;
const HARMLESS = new Set(['http', 'https', 'mailto', 'tel', 'sms']);

/** @param {Details} details */
const isServed = ({ variant, overridden }) => variant !== undefined || overridden === true;

/**
 * @param {Tag} tag @param {Details} details @param {Report} report
 * @returns {boolean} whether what the author wrote is gone
 */
export function setText(tag, details, report) {
  if (!isServed(details)) return false;
  if (RAW.has(tag.tagName)) return refuse(report, details, `the text of \`<${tag.tagName}>\` is no place for a value`);
  if (typeof details.value === 'object') return refuse(report, details, 'its value is an object, not a text');
  // As text: HTMLRewriter escapes it.
  tag.setInnerContent(String(details.value));
  return true;
}

/**
 * @param {Tag} tag @param {string} list `attribute=flag`, between spaces
 * @param {(key: string) => Details} decide @param {Report} report
 * @returns {string[]} the flags whose values are in the page now
 */
export function setAttributes(tag, list, decide, report) {
  return list
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((pair) => {
      const [, name, key] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      if (name && key) return setAttribute(tag, name, decide(key), report) ? [key] : [];
      report(new Error(`\`data-flag-attr\` takes \`attribute=flag\`, not \`${pair}\``));
      return [];
    });
}

/** @param {Tag} tag @param {string} name @param {Details} details @param {Report} report @returns {boolean} */
function setAttribute(tag, name, details, report) {
  const { value } = details;
  if (!isServed(details)) return false;
  if (CODE.test(name) || tag.tagName === 'script')
    return refuse(report, details, `\`${name}\` of \`<${tag.tagName}>\` is no place for a value`);
  if (typeof value === 'object') return refuse(report, details, 'its value is an object, not a text');
  const text = value === true ? '' : String(value);
  if (ADDRESS.test(name) && !isHarmless(text))
    return refuse(report, details, `\`${text}\` is no address for \`${name}\``);
  if (value === false) tag.removeAttribute(name);
  else putAttribute(tag, name, text);
  return true;
}

/** HTMLRewriter escapes quotes alone: `javascript&colon;` would be an address that only a browser understands. @param {Tag} tag @param {string} name @param {string} text */
export const putAttribute = (tag, name, text) => tag.setAttribute(name, text.replaceAll('&', '&amp;'));

/** Browsers leave out what is not printed before they look for a scheme. @param {string} address */
function isHarmless(address) {
  const scheme = /^([^/?#:]*):/.exec(address.replace(/[\0-\x20]+/g, ''))?.[1];
  return scheme === undefined || HARMLESS.has(scheme.toLowerCase());
}

/** @param {Report} report @param {Details} details @param {string} why @returns {false} */
function refuse(report, { key }, why) {
  report(new Error(`\`${key}\` is left out of the page: ${why}`));
  return false;
}
