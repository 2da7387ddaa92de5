/** In the runtimes of edge workers an imported `.wasm` is a compiled module. */
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

/** Vercel's spelling of the same. */
declare module '*.wasm?module' {
  const module: WebAssembly.Module;
  export default module;
}
