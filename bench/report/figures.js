/** Formats numbers for people. */

/** @param {number} time in ns */
export const ns = (time) => (time < 1e3 ? `${round(time)} ns` : time < 1e6 ? `${round(time / 1e3)} µs` : ms(time));

/** @param {number} time in ns */
export const ms = (time) => `${round(time / 1e6)} ms`;

/** @param {number} bytes */
export const amount = (bytes) => (Math.abs(bytes) < 1e6 ? `${round(bytes / 1e3)} kB` : `${round(bytes / 1e6)} MB`);

/** @param {number} ratio */
export const times = (ratio) =>
  ratio >= 100 ? `${Math.round(ratio).toLocaleString('en')}×` : `${ratio.toPrecision(2)}×`;

/** @param {number} value */
const round = (value) =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : `${Number(value.toPrecision(2))}`;
