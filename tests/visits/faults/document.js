// Writes the table as the text of `docs/faults.md`.
import { TABLE } from './cases.js';

/** @import { Case, Outcome } from './cases.js' */

/** @param {Outcome} outcome */
const outcomeText = ({ status, values }) =>
  `\`${status}\`, ${values === 'snapshot' ? 'from the snapshot' : 'defaults'}`;

const EVENT_TEXTS = { sent: 'sent', kept: 'kept, sent later', lost: 'lost, counted' };

/** Messages contain backticks, so the code span needs two. @param {string} message */
const code = (message) => `\`\` ${message} \`\``.replaceAll('|', '\\|');

/** @param {Case} one */
function row({ name, first, withCopy, errors, event, note }) {
  const cells = [
    name,
    outcomeText(first),
    outcomeText(withCopy ?? first),
    errors.map(code).join('<br>') || '–',
    EVENT_TEXTS[event],
    note,
  ];
  return `| ${cells.join(' | ')} |`;
}

const HEAD = `# What happens when something fails

No method of the client throws, and \`ready\` never rejects. The tables below list each fault and what a page gets instead.
Each row is a test in Chromium (\`cargo xtask test visits\`), and this page is generated from the same table
(\`node tests/visits/faults/write.js\`). Messages for network errors come from the browser; these are Chromium's.

- **First visit**, **with a stored copy**: the client's \`status\`, and where the values come from. An earlier visit stores a
  copy of the snapshot.
- **\`onError\`**: the messages that it receives.
- **Event**: what becomes of an event that is recorded during the fault.
`;

export function document() {
  const parts = TABLE.map(({ title, about, cases }) =>
    [
      `\n## ${title}\n`,
      ...(about ? [about, ''] : []),
      '| fault | first visit | with a stored copy | `onError` | event | note |',
      '|---|---|---|---|---|---|',
      ...cases.map(row),
      '',
    ].join('\n'),
  );
  return HEAD + parts.join('');
}
