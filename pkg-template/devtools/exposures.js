import { make, write } from './dom.js';
import { timeText } from './text.js';

/** @typedef {import('../client.js').ExposureEvent} ExposureEvent */

const MAX_ROWS = 200;
const COLUMNS = ['Time', 'Flag', 'Variant', 'Experiment', 'Unit', 'State'];

/** Exposures as they happen, the newest first. */
export function createExposures() {
  const body = make('tbody');
  const head = make('thead', {}, make('tr', {}, ...COLUMNS.map((name) => make('th', { scope: 'col' }, name))));
  const table = make('table', { 'aria-label': 'Exposures, the newest first' }, head, body);
  const note = make('p', { class: 'note', role: 'status' });
  /** @type {Map<string, { row: HTMLElement, state: HTMLElement }>} */
  const lines = new Map();
  let count = 0;
  updateNote();

  function updateNote() {
    write(
      note,
      count === 0
        ? 'None yet. An exposure is recorded when the page reads a flag that an experiment decides.'
        : `${count} since the panel was mounted`,
    );
    table.hidden = count === 0;
  }

  return {
    content: [note, make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Exposures' }, table)],

    /** @param {ExposureEvent} event */
    add({ id, at, flag, variant, experiment, version, by, unit }) {
      const state = make('td', { class: 'state' }, 'waiting');
      const cells = [
        timeText(at),
        flag,
        variant,
        `${experiment} v${version}`,
        by === 'targetingKey' ? unit : `${by} ${unit}`,
      ];
      const row = make('tr', {}, ...cells.map((text) => make('td', {}, text)), state);
      row.dataset.state = 'waiting';
      lines.set(id, { row, state });
      body.prepend(row);
      count++;
      for (const [old, { row }] of lines) {
        if (lines.size <= MAX_ROWS) break;
        lines.delete(old);
        row.remove();
      }
      updateNote();
    },

    /** @param {string} id @param {'sent' | 'lost'} outcome */
    settle(id, outcome) {
      const line = lines.get(id);
      if (!line) return;
      line.row.dataset.state = outcome;
      write(line.state, outcome);
    },
  };
}
