/** The flags of which a reader left a part out: a difference in them is expected. */

/** @typedef {{ path: string, reason: string }} LeftOut */

/** The beginning of a path, into a list or an object of flags. */
const FLAG = /(?:^|\.)(?:features|flags)(?:\.([^.[]+)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\])/;

/** @param {LeftOut[]} leftOut @param {any} file @returns {string[]} */
export function concerned(leftOut, file) {
  const keys = leftOut.flatMap(({ path }) => {
    const [found, name, quoted, index] = FLAG.exec(path) ?? [];
    if (!found) return [];
    if (index === undefined) return [name ?? JSON.parse(`"${quoted}"`)];
    const { name: listed } = file?.features?.[index] ?? {};
    return listed === undefined ? [] : [listed, `${listed}.variant`];
  });
  return [...new Set(keys)];
}
