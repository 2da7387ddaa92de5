/** One instant for all: most SDKs ask the system's clock and take no other. */

/**
 * Runs `work` with a clock that stands where `at` puts it.
 * @template T @param {(at: (now: number) => void) => Promise<T>} work @returns {Promise<T>}
 */
export async function stopped(work) {
  const real = globalThis.Date;
  let instant = real.now();
  globalThis.Date = /** @type {DateConstructor} */ (
    /** @type {unknown} */ (
      class extends real {
        /** @param {[]} given */
        constructor(...given) {
          if (given.length === 0) super(instant);
          else super(...given);
        }

        /** @override */
        static now() {
          return instant;
        }
      }
    )
  );
  try {
    return await work((now) => (instant = now));
  } finally {
    globalThis.Date = real;
  }
}
