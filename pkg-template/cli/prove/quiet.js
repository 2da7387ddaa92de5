/** SDKs that talk: standard output is the snapshot's. */

const VOICES = /** @type {const} */ (['debug', 'error', 'info', 'log', 'trace', 'warn']);

/** Runs `work` without a word to the console. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
export async function quietly(work) {
  const loud = VOICES.map((name) => /** @type {const} */ ([name, console[name]]));
  for (const name of VOICES) console[name] = () => {};
  try {
    return await work();
  } finally {
    Object.assign(console, Object.fromEntries(loud));
  }
}
