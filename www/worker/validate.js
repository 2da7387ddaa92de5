// Validation with valibot: the first problem of a value becomes one message, "`field` must be …".
import * as v from 'valibot';
import { HttpError } from './http.js';

/**
 * @template Output
 * @typedef {{ output: Output, problem?: undefined } | { output?: undefined, problem: string }} Validated
 */

/**
 * @param {unknown} value
 * @returns {value is { [name: string]: unknown }}
 */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Any JSON object. @type {v.CustomSchema<{ [name: string]: unknown }, string>} */
export const ANY_OBJECT = v.custom(isObject, 'must be a JSON object');

/**
 * The schema of a JSON object. Unlike `v.object` alone it refuses arrays. Fields that it does not name are dropped.
 * @template {v.ObjectEntries} Entries
 * @param {Entries} entries
 */
export function jsonObject(entries) {
  return v.pipe(ANY_OBJECT, v.object(entries, 'is missing'));
}

/**
 * @template {v.GenericSchema<any, any>} Schema
 * @param {Schema} schema
 * @param {unknown} value
 * @param {string} subject names the whole value in messages
 * @returns {Validated<v.InferOutput<Schema>>}
 */
export function validate(schema, value, subject) {
  const { success, output, issues } = v.safeParse(schema, value, { abortEarly: true });
  if (success) return { output };
  const [issue] = issues;
  const path = v.getDotPath(issue);
  return { problem: `${path ? `\`${path}\`` : subject} ${issue.message}` };
}

/**
 * The validated value, or an `HttpError` with status 400.
 * @template {v.GenericSchema<any, any>} Schema
 * @param {Schema} schema
 * @param {unknown} value
 * @param {string} [subject]
 * @returns {v.InferOutput<Schema>}
 */
export function requireValid(schema, value, subject = 'the body') {
  const { output, problem } = validate(schema, value, subject);
  if (problem !== undefined) throw new HttpError(400, problem);
  return output;
}
