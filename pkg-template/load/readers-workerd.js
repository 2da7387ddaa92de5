import module from '../readers.wasm';

/** Workers cannot compile at run time: the script's bundle contains the compiled module. */
export const load = () => module;
