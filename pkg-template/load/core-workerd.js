import module from '../core.wasm';

/** Workers compile nothing at run time: the module arrives compiled with the script. */
export const load = () => module;

/** A page's part of it would save nothing here. */
export const loadPage = load;
