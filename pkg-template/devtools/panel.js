import { make, uniqueId, write } from './dom.js';
import { createExposures } from './exposures.js';
import { createFlags } from './flags.js';
import { createState } from './state.js';
import { createTabs } from './tabs.js';

/** @typedef {import('../client.js').Client} Client */

/** In ms. How often an open panel updates what changes without an event: ages, counts, attributes. */
const TICK = 1000;

/** Events after which the panel is updated. */
const UPDATING = /** @type {const} */ (['ready', 'stale', 'change']);

/**
 * The button and the panel of one client.
 * @param {Client} client @param {(open: boolean) => void} toggle opens or closes the panel
 */
export function createPanel(client, toggle) {
  const flags = createFlags(client, update);
  const exposures = createExposures();
  const state = createState(client);
  const tabs = createTabs(
    [
      { name: 'Flags', content: flags.content },
      { name: 'Exposures', content: exposures.content },
      { name: 'Context', content: state.content },
    ],
    update,
  );

  const { panel, handle, badge, status } = createFrame(tabs.content, toggle);

  let scheduled = false;
  /** Once for all synchronous changes. */
  function updateSoon() {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      update();
    });
  }

  function update() {
    const overridden = [...client.all().values()].filter((details) => details.overridden).length;
    badge.hidden = overridden === 0;
    write(badge, `${overridden} overridden`);
    if (panel.hidden) return;
    write(status, `${client.status} · revision ${client.revision ?? '–'}`);
    status.dataset.status = client.status;
    if (tabs.current() === 'Flags') flags.update();
    if (tabs.current() === 'Context') state.update();
  }

  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;
  tabs.select('Flags');

  return {
    content: [handle, panel],

    /** @param {boolean} open */
    show(open) {
      if (panel.hasAttribute('hidden') === !open) return;
      panel.hidden = !open;
      handle.setAttribute('aria-expanded', String(open));
      clearInterval(ticking);
      ticking = open ? setInterval(update, TICK) : undefined;
      update();
    },

    /** @returns {() => void} stops listening */
    listen() {
      const stops = [
        ...UPDATING.map((event) => client.on(event, updateSoon)),
        client.on('exposure', exposures.add),
        client.on('sent', ({ id, lost }) => exposures.settle(id, lost ? 'lost' : 'sent')),
        client.on('error', (error) => {
          state.fail(error);
          updateSoon();
        }),
      ];
      updateSoon();
      return () => {
        clearInterval(ticking);
        for (const stop of stops) stop();
      };
    },
  };
}

/**
 * The button and the empty panel that it opens.
 * @param {Node[]} content @param {(open: boolean) => void} toggle opens or closes the panel
 */
function createFrame(content, toggle) {
  const title = make('h2', { id: uniqueId() }, 'Flags in this page');
  const status = make('span', { class: 'status', role: 'status' });
  const close = make('button', { type: 'button', class: 'close', 'aria-label': 'Close' }, '×');
  const panel = make(
    'section',
    { class: 'panel', role: 'dialog', id: uniqueId(), 'aria-labelledby': title.id, tabindex: '-1', hidden: true },
    make('header', {}, title, status, close),
    ...content,
  );
  const badge = make('span', { class: 'badge' });
  const handle = make(
    'button',
    { type: 'button', class: 'handle', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', 'aria-controls': panel.id },
    'Flags ',
    badge,
  );

  /** On the user's request: moves the focus, unlike `show`. @param {boolean} open */
  function openByUser(open) {
    toggle(open);
    (open ? panel : handle).focus();
  }
  handle.addEventListener('click', () => openByUser(panel.hasAttribute('hidden')));
  close.addEventListener('click', () => openByUser(false));
  panel.addEventListener('keydown', (event) => {
    // In a search field with text, Escape clears the field.
    const clearsField = event.target instanceof HTMLInputElement && event.target.value !== '';
    if (event.key === 'Escape' && !clearsField) openByUser(false);
  });
  return { panel, handle, badge, status };
}
