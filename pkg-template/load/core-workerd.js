import module from '../core.wasm';

/** Workers compile nothing at run time: the module arrives compiled with the script. */
export const load = () => module;

/** What decides alone would save nothing here. */
export const loadPage = load;
