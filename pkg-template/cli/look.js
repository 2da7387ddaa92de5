/** Terminal output: colours, columns, differences. */

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

/** Colours only on a terminal, and not with NO_COLOR (https://no-color.org). @param {{ isTTY?: boolean }} stream */
const coloured = (stream) => !!stream.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

/** @param {keyof typeof CODES} colour @param {string} text @param {{ isTTY?: boolean }} [stream] */
export const paint = (colour, text, stream = process.stdout) =>
  coloured(stream) ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;

/** Aligns rows; the last column is not padded. @param {string[][]} rows */
export function columns(rows) {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return rows.map((row, index) => (index === 0 ? paint('dim', line(row)) : line(row))).join('\n');
}

/** @param {string} diff */
export function difference(diff) {
  const colour = (/** @type {string} */ line) => {
    if (line.startsWith('+')) return paint('green', line);
    if (line.startsWith('-')) return paint('red', line);
    return line.startsWith('@@') ? paint('cyan', line) : line;
  };
  return diff.trimEnd().split('\n').map(colour).join('\n');
}

/** Each issue with its position, in the format that editors and CI recognise. @param {string} file @param {import('../index.js').Issue[]} issues */
export function findings(file, issues) {
  return issues
    .map((issue) => {
      const { severity, code, path, line, column, message, hint } = issue;
      const head = `${file && `${file}:`}${line}:${column} ${paint(severity === 'error' ? 'red' : 'yellow', severity)} ${message} (${code})`;
      return [head, path && `  at ${path}`, hint && `  ${hint}`].filter(Boolean).join('\n');
    })
    .join('\n');
}
