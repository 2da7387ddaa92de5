/** What a reader left out, for a person: what was left out for one reason is told once. */
import { paint } from './look.js';

/** How many places of one reason are named. */
const NAMED = 3;

/** @param {{ path: string, reason: string }[]} leftOut @returns {string[]} */
export function grouped(leftOut) {
  /** @type {Map<string, string[]>} */
  const places = new Map();
  for (const { path, reason } of leftOut) places.set(reason, [...(places.get(reason) ?? []), path]);
  return [...places].map(([reason, paths]) => `${paint('yellow', 'left out', process.stderr)} ${where(paths)}: ${reason}`);
}

/** @param {string[]} paths */
function where(paths) {
  const named = paths.slice(0, NAMED).join(', ');
  return paths.length > NAMED ? `${named} and ${paths.length - NAMED} more` : named;
}
