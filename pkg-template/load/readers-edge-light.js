import module from '../readers.wasm?module';

/** Vercel's edge cannot compile at run time: the query tells its bundler to compile the module. */
export const load = () => module;
