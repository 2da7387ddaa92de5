/** One of the two WebAssembly modules of `burgee/tools`, with the JavaScript that wasm-bindgen generates for it. */
import { compileModule } from '../evaluator/engine.js';
import { ToolsError } from './error.js';

/**
 * Returns a function that loads the module once and calls its exports.
 * @template {{ default(options: { module_or_path: any }): Promise<unknown>, __wbg_reset_state(): void }} Glue
 * @param {() => any} load returns a compiled module, its bytes or a response @param {Glue} glue
 */
export function createModule(load, glue) {
  /** @type {Promise<void> | undefined} */
  let ready;
  const start = async () => {
    // Not `initSync`, which takes a module of another realm, as at Vercel's edge, for bytes.
    await glue.default({ module_or_path: await compileModule(load()) });
  };

  /** @template T @param {(exports: Glue) => T} call @returns {Promise<T>} */
  return async (call) => {
    ready ??= start();
    await ready.catch((error) => {
      ready = undefined;
      throw error;
    });
    try {
      return call(glue);
    } catch (error) {
      if (error instanceof ToolsError) throw error;
      // The module throws `{message, issues}`. An `Error` may be a trap, which leaves the instance in an undefined state.
      if (error instanceof Error) {
        glue.__wbg_reset_state();
        throw error;
      }
      const { message, issues } = /** @type {ToolsError} */ (error);
      throw new ToolsError(message, issues);
    }
  };
}
