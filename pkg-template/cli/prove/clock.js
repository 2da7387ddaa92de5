/** A fixed clock: most SDKs use the system's clock and accept no other. */

/**
 * Runs `work` with a clock that is set by `at`.
 * @template T @param {(at: (now: number) => void) => Promise<T>} work @returns {Promise<T>}
 */
export async function stopped(work) {
  const real = globalThis.Date;
  let instant = real.now();
  globalThis.Date = /** @type {DateConstructor} */ (
    /** @type {unknown} */ (
      class extends real {
        /** @param {[]} parts */
        constructor(...parts) {
          if (parts.length === 0) super(instant);
          else super(...parts);
        }

        /** @override */
        static now() {
          return instant;
        }
      }
    )
  );
  try {
    return await work((now) => {
      instant = now;
    });
  } finally {
    globalThis.Date = real;
  }
}
