import module from '../tools.wasm?module';

/** Vercel's edge cannot compile at run time: the query tells its bundler to compile the module. */
export const load = () => module;
