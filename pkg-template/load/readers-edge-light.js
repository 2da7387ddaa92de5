import module from '../readers.wasm?module';

/** Vercel's edge compiles nothing at run time either; its bundler knows the module by the query. */
export const load = () => module;
