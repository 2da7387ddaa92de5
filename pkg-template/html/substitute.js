/**
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {import('./rewrite.js').Report} Report
 * @typedef {import('./rewrite.js').Tag} Tag
 */

/** Elements whose content is not ordinary text: escapes are not decoded there, and code would run. */
const RAW = new Set(['script', 'style', 'iframe', 'noscript', 'noembed', 'noframes', 'xmp', 'plaintext', 'template']);

/** Attributes whose value is code, or decides which code runs. */
const CODE = /^(on.*|srcdoc|style|nonce|integrity|http-equiv)$/i;

/** Attributes whose value is a URL. */
const URL_ATTRIBUTE = /^(href|src|srcset|action|formaction|poster|data|ping|cite|background|xlink:href)$/i;
const SAFE_SCHEMES = new Set(['http', 'https', 'mailto', 'tel', 'sms']);

/** @param {Details} details */
const isServed = ({ variant, overridden }) => variant !== undefined || overridden === true;

/**
 * @param {Tag} tag @param {Details} details @param {Report} report
 * @returns {boolean} whether the author's text was replaced
 */
export function setText(tag, details, report) {
  if (!isServed(details)) return false;
  if (RAW.has(tag.tagName)) return refuse(report, details, `the text of \`<${tag.tagName}>\` must not contain a value`);
  if (typeof details.value === 'object') return refuse(report, details, 'its value is an object, expected a text');
  // HTMLRewriter escapes it.
  tag.setInnerContent(String(details.value));
  return true;
}

/**
 * @param {Tag} tag @param {string} list `attribute=flag`, separated by spaces
 * @param {(key: string) => Details} decide @param {Report} report
 * @returns {string[]} the flags whose values were inserted
 */
export function setAttributes(tag, list, decide, report) {
  return list
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((pair) => {
      const [, name, key] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      if (name && key) return setAttribute(tag, name, decide(key), report) ? [key] : [];
      report(new Error(`\`data-flag-attr\` must be \`attribute=flag\`, not \`${pair}\``));
      return [];
    });
}

/** @param {Tag} tag @param {string} name @param {Details} details @param {Report} report @returns {boolean} */
function setAttribute(tag, name, details, report) {
  const { value } = details;
  if (!isServed(details)) return false;
  if (CODE.test(name) || tag.tagName === 'script')
    return refuse(report, details, `\`${name}\` of \`<${tag.tagName}>\` must not contain a value`);
  if (typeof value === 'object') return refuse(report, details, 'its value is an object, expected a text');
  const text = value === true ? '' : String(value);
  if (URL_ATTRIBUTE.test(name) && !isSafe(text))
    return refuse(report, details, `\`${text}\` is not a safe URL for \`${name}\``);
  if (value === false) tag.removeAttribute(name);
  else putAttribute(tag, name, text);
  return true;
}

/** HTMLRewriter escapes only quotes: without this, a browser would decode `javascript&colon;` to a scheme. @param {Tag} tag @param {string} name @param {string} text */
export const putAttribute = (tag, name, text) => tag.setAttribute(name, text.replaceAll('&', '&amp;'));

/** Browsers remove control characters before they look for a scheme. @param {string} address */
function isSafe(address) {
  const scheme = /^([^/?#:]*):/.exec(address.replace(/[\0-\x20]+/g, ''))?.[1];
  return scheme === undefined || SAFE_SCHEMES.has(scheme.toLowerCase());
}

/** @param {Report} report @param {Details} details @param {string} why @returns {false} */
function refuse(report, { key }, why) {
  report(new Error(`\`${key}\` is left out of the page: ${why}`));
  return false;
}
