/** Edge runtimes import a `.wasm` file as a compiled module. */
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

/** The same on Vercel. */
declare module '*.wasm?module' {
  const module: WebAssembly.Module;
  export default module;
}
