/**
 * Watches the WebAssembly instances that the package makes: import it before the package. A test can let a call of one
 * trap, as a module does that runs out of memory or has a bug.
 */

/** @typedef {Record<string, (...args: number[]) => number>} Calls */

/** Every instance made so far, in order. @type {{ memory: WebAssembly.Memory, calls: Calls }[]} */
export const instances = [];

/** How often each export was called, and how many arguments and results were no numbers. */
export const crossed = {
  /** @type {Record<string, number>} */
  calls: {},
  strangers: 0,
};

/** What an act lets cross. @param {() => unknown} act */
export function crossing(act) {
  crossed.calls = {};
  act();
  return crossed.calls;
}

/** The next calls of these exports trap, as often as the number says. @type {Record<string, number>} */
export const traps = {};

/** `(module (func (export "trap") unreachable))` */
const TRAPPING = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0,
  11,
]);

const { Instance, Module } = WebAssembly;
const trap = /** @type {() => never} */ (new Instance(new Module(TRAPPING)).exports.trap);

WebAssembly.Instance = class extends Instance {
  /** @param {WebAssembly.Module} module @param {WebAssembly.Imports} [imports] */
  constructor(module, imports) {
    super(module, imports);
    const { memory, ...calls } = /** @type {any} */ (super.exports);
    const watched = Object.fromEntries(
      Object.entries(calls).map(([name, call]) => [
        name,
        (/** @type {number[]} */ ...args) => {
          if (traps[name] > 0) {
            traps[name]--;
            trap();
          }
          const result = call(...args);
          crossed.calls[name] = (crossed.calls[name] ?? 0) + 1;
          crossed.strangers += [...args, result ?? 0].filter((crosser) => typeof crosser !== 'number').length;
          return result;
        },
      ]),
    );
    // The empty module, by which the package asks whether WebAssembly is allowed, has none.
    if (memory) instances.push({ memory, calls });
    // biome-ignore lint/correctness/noConstructorReturn: takes the place of WebAssembly.Instance
    return /** @type {any} */ ({ exports: { memory, ...watched } });
  }
};

/** The bytes of memory that all instances made so far hold. */
export const held = () => instances.reduce((sum, { memory }) => sum + memory.buffer.byteLength, 0);
