import module from '../readers.wasm';

/** Workers compile nothing at run time: the module arrives compiled with the script. */
export const load = () => module;
