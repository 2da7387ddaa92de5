import module from '../core.wasm?module';

/** Vercel's edge compiles nothing at run time either; its bundler knows the module by the query. */
export const load = () => module;

/** A page's part of it would save nothing here. */
export const loadPage = load;
