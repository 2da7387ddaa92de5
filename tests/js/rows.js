/**
 * Reports how many rows of a case file or folder a test has checked. `cargo xtask test` counts rows apart from tests; rows
 * with the same name are the same rows, checked again.
 * @param {string} name @param {number} count
 */
export function reportRows(name, count) {
  console.log(`rows: ${count} ${name}`);
}
