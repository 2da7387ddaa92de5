// Helpers of the suites: calls to the Worker, and events as a client makes them.
import { randomUUID } from 'node:crypto';

/** @typedef {(path: string) => string} Url */

/**
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<{ status: number, headers: Headers, body: any }>}
 */
export async function call(url, options) {
  const response = await fetch(url, options);
  const text = await response.text();
  const json = text !== '' && response.headers.get('Content-Type') === 'application/json';
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
}

/**
 * @param {Url} url
 * @param {unknown[]} events
 */
export function send(url, events) {
  return call(url('/live/report'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ sdk: 'burgee-js/0.1.0', sent: Date.now(), lost: 0, events }),
  });
}

/**
 * @param {{ [name: string]: unknown }} [fields]
 */
export function exposure(fields = {}) {
  return {
    id: randomUUID(),
    type: 'exposure',
    at: Date.now(),
    unit: 'user-1',
    by: 'targetingKey',
    experiment: 'checkout-flow',
    version: 1,
    flag: 'checkout_flow',
    variant: 'A',
    reason: 'SPLIT',
    revision: 1,
    ...fields,
  };
}

/**
 * @param {{ [name: string]: unknown }} [fields]
 */
export function track(fields = {}) {
  return {
    id: randomUUID(),
    type: 'track',
    at: Date.now(),
    unit: 'user-1',
    by: 'targetingKey',
    name: 'purchase',
    ...fields,
  };
}
