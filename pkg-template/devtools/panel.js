import { make, uniqueId, write } from './dom.js';
import { createExposures } from './exposures.js';
import { createFlags } from './flags.js';
import { createState } from './state.js';
import { createTabs } from './tabs.js';

/** @typedef {import('../client.js').Client} Client */

/** How often what changes without an event is looked at, while the panel is open: ages, counts, attributes. */
const TICK = 1000;

/**
 * The button and what it opens, for one client.
 * @param {Client} client @param {(open: boolean) => void} toggle asks for the panel to be opened or closed
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

  const title = make('h2', { id: uniqueId() }, 'Flags in this page');
  const status = make('span', { class: 'status', role: 'status' });
  const close = make('button', { type: 'button', class: 'close', 'aria-label': 'Close' }, '×');
  const panel = make(
    'section',
    { class: 'panel', role: 'dialog', id: uniqueId(), 'aria-labelledby': title.id, tabindex: '-1', hidden: true },
    make('header', {}, title, status, close),
    ...tabs.content,
  );
  const badge = make('span', { class: 'badge' });
  const handle = make(
    'button',
    { type: 'button', class: 'handle', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', 'aria-controls': panel.id },
    'Flags ',
    badge,
  );

  /** The focus follows the user, never what a program opens. @param {boolean} open */
  function ask(open) {
    toggle(open);
    (open ? panel : handle).focus();
  }
  handle.addEventListener('click', () => ask(panel.hasAttribute('hidden')));
  close.addEventListener('click', () => ask(false));
  panel.addEventListener('keydown', (event) => {
    // A search field takes it first, to be emptied.
    const emptied = event.target instanceof HTMLInputElement && event.target.value !== '';
    if (event.key === 'Escape' && !emptied) ask(false);
  });

  let waiting = false;
  /** Once for all that happens in one breath. */
  function updateSoon() {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
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

    /** @returns {() => void} stops it */
    listen() {
      const stops = [
        client.on('ready', updateSoon),
        client.on('stale', updateSoon),
        client.on('change', updateSoon),
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
