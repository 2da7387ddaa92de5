/** Silences SDKs that log: standard output is for the snapshot. */

const METHODS = /** @type {const} */ (['debug', 'error', 'info', 'log', 'trace', 'warn']);

/** Runs `work` with a silent console. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
export async function quietly(work) {
  const original = METHODS.map((name) => /** @type {const} */ ([name, console[name]]));
  for (const name of METHODS) console[name] = () => {};
  try {
    return await work();
  } finally {
    Object.assign(console, Object.fromEntries(original));
  }
}
