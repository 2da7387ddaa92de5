import module from '../tools.wasm';

/** Workers cannot compile at run time: the script's bundle contains the compiled module. */
export const load = () => module;
