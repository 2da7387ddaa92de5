import { readJson } from './support.js';

/** The values of an attribute's `as`, as the package's schema lists them. @type {string[]} */
export const CONVERSIONS = conversionsIn(readJson('pkg-template/schema.json'));

/** @param {any} schema @returns {any} */
function conversionsIn(schema) {
  if (typeof schema !== 'object' || schema === null) return undefined;
  if (schema.as?.enum) return schema.as.enum;
  for (const part of Object.values(schema)) {
    const found = conversionsIn(part);
    if (found) return found;
  }
  return undefined;
}
