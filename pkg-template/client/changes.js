/** The keys whose values differ. @param {Map<string, unknown>} before @param {Map<string, unknown>} after */
export const keysChanged = (before, after) =>
  [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
