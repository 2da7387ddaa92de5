import module from '../core.wasm?module';

/** Vercel's edge compiles nothing at run time either; its bundler knows the module by the query. */
export const load = () => module;

/** What decides alone would save nothing here. */
export const loadPage = load;
