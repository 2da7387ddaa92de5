/** Rendering, and what went wrong meanwhile. */
import { place } from './page.js';
import { act, createElement } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';

/** @type {(() => Promise<void>)[]} */
const roots = [];

/** @param {import('react').ReactNode} node */
export async function render(node) {
  const element = place();
  const root = createRoot(element);
  const update = (/** @type {import('react').ReactNode} */ next) => act(async () => root.render(next));
  roots.push(() => act(async () => root.unmount()));
  await update(node);
  return { element, update, unmount: () => /** @type {() => Promise<void>} */ (roots.pop())() };
}

/** @param {string} html @param {import('react').ReactNode} node */
export async function hydrate(html, node) {
  /** @type {string[]} */
  const errors = [];
  const element = place(html);
  await act(async () => {
    const root = hydrateRoot(element, node, { onRecoverableError: (error) => errors.push(String(error)) });
    roots.push(() => act(async () => root.unmount()));
  });
  return { element, errors };
}

export async function unmountAll() {
  for (const unmount of roots.splice(0)) await unmount();
}

/** What is written to the console as an error while `run` runs. @param {() => unknown} run */
export async function complaints(run) {
  /** @type {string[]} */
  const said = [];
  const { error } = console;
  console.error = (/** @type {unknown[]} */ ...words) => said.push(words.map(String).join(' '));
  try {
    await run();
  } finally {
    console.error = error;
  }
  return said;
}

/** A component of one hook, which counts how often it renders. @template T @param {() => T} use */
export function shows(use) {
  const show = () => {
    show.renders++;
    const value = use();
    return createElement('p', null, JSON.stringify(value));
  };
  show.renders = 0;
  return show;
}
