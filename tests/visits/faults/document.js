// The table as `docs/faults.md` has it.
import { TABLE } from './cases.js';

/** @import { Case, Got } from './cases.js' */

/** @param {Got} got */
const said = ({ status, values }) => `\`${status}\`, ${values === 'served' ? 'the snapshot’s' : 'defaults'}`;

const FATES = { sent: 'sent', kept: 'kept, sent later', lost: 'lost, counted' };

/** Backticks inside a message need more of them around it. @param {string} message */
const code = (message) => `\`\` ${message} \`\``.replaceAll('|', '\\|');

/** @param {Case} one */
function row({ name, first, later, says, event, note }) {
  return `| ${name} | ${said(first)} | ${said(later ?? first)} | ${says.map(code).join('<br>') || '–'} | ${FATES[event]} | ${note} |`;
}

const HEAD = `# What a page gets when something fails

No method of the client throws, and \`ready\` never rejects. This is what it does instead; each row is a test in Chromium
(\`cargo xtask test visits\`), and this page is written from the same table (\`node tests/visits/faults/write.js\`).
What a browser itself says of a network that fails is in Chromium's words here.
`;

export function document() {
  const parts = TABLE.map(({ title, about, cases }) =>
    [
      `\n## ${title}\n`,
      ...(about ? [about, ''] : []),
      '| fault | first visit: status, values | with a copy on the device | `onError` says | an event | |',
      '|---|---|---|---|---|---|',
      ...cases.map(row),
      '',
    ].join('\n'),
  );
  return HEAD + parts.join('');
}
