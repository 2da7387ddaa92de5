/** Suggests the known name that is nearest to an unknown one. */

/** The Levenshtein distance. @param {string} a @param {string} b */
function distance(a, b) {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = (above[column - 1] ?? 0) + Number(a[row - 1] !== b[column - 1]);
      line.push(Math.min(change, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[b.length] ?? 0;
}

/** `: did you mean …?`, or nothing. @param {string} word @param {Iterable<string>} known */
export function suggest(word, known) {
  const near = [...known].map((one) => ({
    one,
    far: one.startsWith(word) && word.length > 1 ? 0 : distance(word, one),
  }));
  const best = near.sort((a, b) => a.far - b.far)[0];
  return best && best.far <= Math.max(2, word.length / 3) ? `: did you mean \`${best.one}\`?` : '';
}
