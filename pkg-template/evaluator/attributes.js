/** Reads attributes by name or path. */

const { hasOwnProperty: hasOwn } = Object.prototype;

/**
 * An attribute whose full name contains dots takes precedence over a path through nested objects; only own members count.
 * @param {any} attributes @param {{ name: string, path: string[], slot?: number }} attribute @returns {any}
 */
export function find(attributes, { name, path, slot }) {
  const direct = own(attributes, name, slot);
  if (direct != null) return direct;
  if (path.length > 1) return path.reduce((object, part) => own(object, part), attributes);
  return name === 'emailDomain' ? emailDomain(own(attributes, 'email')) : undefined;
}

/** An own property of an object that is not an array. @param {any} object @param {string} name @param {number} [slot] @returns {any} */
export function own(object, name, slot) {
  if (typeof object !== 'object' || object === null || Array.isArray(object) || !hasOwn.call(object, name)) return;
  // One place in the code for each of the first attributes: an engine's inline cache remembers one name per place.
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

/** The part after the last `@`, with ASCII letters in lower case. @param {unknown} email */
function emailDomain(email) {
  const at = typeof email === 'string' ? email.lastIndexOf('@') : -1;
  return at < 0
    ? undefined
    : /** @type {string} */ (email).slice(at + 1).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
