import { failure } from '../failure.js';

/**
 * Parses `text/event-stream` (WHATWG HTML) from a `fetch` body: `EventSource` hides the status and reconnects without jitter.
 * @typedef {{ event: string, data?: string, id?: string, retry?: number }} Message
 */

/** In characters. The announcements are shorter; a line without an end would fill the memory. */
const LONGEST = 65_536;

/**
 * Settles when the stream ends.
 * @param {ReadableStream<Uint8Array> | null} body
 * @param {() => void} alive called for all data, including comments
 * @param {(message: Message) => void} hear
 */
export async function readEvents(body, alive, hear) {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  const take = createParser(hear);
  let rest = '';
  alive();
  for (let part = await reader?.read(); reader && part?.value; part = await reader.read()) {
    alive();
    rest += decoder.decode(part.value, { stream: true });
    // A trailing carriage return may be the first half of CR LF.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST) throw await stopped(reader);
    lines.forEach(take);
  }
}

/** @param {ReadableStreamDefaultReader} reader */
async function stopped(reader) {
  await reader.cancel().catch(() => {});
  return failure(`a line is longer than ${LONGEST} characters`);
}

/** @param {(message: Message) => void} hear @returns {(line: string) => void} */
function createParser(hear) {
  /** @type {Message} */
  let message = { event: 'message' };
  return (line) => {
    if (line === '') {
      hear(message);
      message = { event: 'message' };
      return;
    }
    const [, name, value] = /** @type {string[]} */ (/^([^:]*)(?:: ?)?([\s\S]*)$/.exec(line));
    if (name === 'data')
      message.data = message.data === undefined ? value : `${message.data}\n${value}`.slice(0, LONGEST);
    else if (name === 'event') message.event = value || 'message';
    else if (name === 'id' && !value.includes('\0')) message.id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) message.retry = Number(value);
  };
}
