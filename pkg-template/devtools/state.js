import { make, write, writePairs } from './dom.js';
import { ageText, timeText } from './text.js';

/**
 * @typedef {import('../client.js').Client} Client
 * @typedef {import('../client.js').ClientError} ClientError
 */

const MAX_ERRORS = 50;

/** The snapshot, the attributes and the errors. @param {Client} client */
export function createState(client) {
  const snapshot = make('dl', { class: 'facts' });
  const attributes = make('pre', { tabindex: '0', 'aria-label': 'Attributes' });
  const errors = make('ol', { class: 'errors', 'aria-label': 'Errors, the newest first' });
  const none = make('p', { class: 'note' }, 'None.');
  const refresh = make('button', { type: 'button' }, 'Refresh the snapshot');
  refresh.addEventListener('click', () => void client.refresh().then(update));
  /** When the panel first saw the snapshot in use. */
  let since = { revision: client.revision, at: Date.now() };
  if (client.error) fail(client.error);

  /** @param {ClientError} error */
  function fail(error) {
    none.hidden = true;
    errors.prepend(make('li', {}, make('time', {}, timeText(Date.now())), ' ', String(error?.message ?? error)));
    if (errors.children.length > MAX_ERRORS) errors.lastElementChild?.remove();
  }

  function update() {
    if (since.revision !== client.revision) since = { revision: client.revision, at: Date.now() };
    writePairs(snapshot, [
      ['Status', client.status],
      ['Revision', client.revision === null ? 'none' : String(client.revision)],
      ['In use', client.revision === null ? undefined : `for at least ${ageText(Date.now() - since.at)}`],
      ['Events lost', String(client.lost)],
    ]);
    write(attributes, attributesText(client));
  }

  return {
    content: [
      make('h3', {}, 'Snapshot'),
      snapshot,
      refresh,
      make('h3', {}, 'Attributes'),
      attributes,
      make('h3', {}, 'Errors'),
      none,
      errors,
    ],
    update,
    fail,
  };
}

/** @param {Client} client */
function attributesText(client) {
  try {
    return JSON.stringify(client.attributes(), null, 2);
  } catch {
    return 'They cannot be shown: they cannot be converted to JSON.';
  }
}
