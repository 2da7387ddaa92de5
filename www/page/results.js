// Results as the edge counts them: a bar for each variant, with the interval in which its true rate likely lies.
import { byId, fillSelect, grouped, make, place, write } from './dom.js';
import { icon, looksOf } from './looks.js';
import { percent } from './words.js';

/** @typedef {{ variant: string, exposed: number, converted: number, rate: number | null, count: number, sum: number }} Arm */
/** @typedef {{ experiment: string, metric: string, variants: Arm[], conflicted: number }} Results */

/**
 * Wilson's interval at 95 %, honest for small numbers too.
 * @param {number} successes
 * @param {number} trials
 * @returns {[number, number]}
 */
export function interval(successes, trials) {
  if (trials === 0) return [0, 1];
  const z = 1.959964;
  const rate = successes / trials;
  const scale = 1 + z ** 2 / trials;
  const centre = (rate + z ** 2 / (2 * trials)) / scale;
  const half = (z * Math.sqrt((rate * (1 - rate)) / trials + z ** 2 / (4 * trials ** 2))) / scale;
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/**
 * @param {Arm} arm
 * @param {number} full the rate at the right end of the bars
 * @param {import('./looks.js').Look | undefined} look
 */
function bar({ variant, exposed, converted, rate, sum }, full, look) {
  const [low, high] = interval(converted, exposed);
  const fill = make('span', { class: 'fill' });
  const likely = make('span', { class: 'likely' });
  const width = (/** @type {number} */ part) => `${Math.min(100, (part / full) * 100)}%`;
  fill.style.width = width(rate ?? 0);
  if (look) fill.style.background = `var(${look.colour})`;
  likely.style.left = width(low);
  likely.style.width = exposed > 0 ? width(high - low) : '0';
  const range = exposed > 0 ? `${percent(low)} to ${percent(high)}` : 'nobody yet';
  return make(
    'li',
    { 'data-variant': variant, 'data-exposed': String(exposed), 'data-converted': String(converted) },
    make('span', { class: 'name' }, icon(look), variant),
    make('b', { class: 'rate' }, rate === null ? '–' : percent(rate)),
    make('span', { class: 'bar', 'aria-hidden': 'true' }, fill, likely),
    make(
      'span',
      { class: 'note' },
      `${grouped(converted)} of ${grouped(exposed)}${sum > 0 ? `, worth ${grouped(sum)}` : ''}`,
    ),
    make('span', { class: 'note range' }, range),
  );
}

export class ResultsPanel {
  /** @type {any} */
  #document;
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  constructor() {
    this.select = byId('experiment', HTMLSelectElement);
    this.select.addEventListener('change', () => void this.refresh());
  }

  /** @param {any} document a snapshot */
  use(document) {
    this.#document = document;
    const experiments = document.experiments ?? {};
    fillSelect(this.select, Object.keys(experiments), (id) => experiments[id].name ?? id);
    void this.refresh();
  }

  /** Soon, and once for many calls. */
  refreshSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), 200);
  }

  async refresh() {
    const id = this.select.value;
    const turn = ++this.#asked;
    write('hypothesis', this.#document.experiments?.[id]?.hypothesis ?? '\u00a0');
    place('link-results').setAttribute('href', `/api/v1/experiments/${encodeURIComponent(id)}/results`);
    try {
      const response = await fetch(`/api/v1/experiments/${encodeURIComponent(id)}/results`);
      const body = await response.json();
      if (!response.ok) throw new Error(body.error);
      if (turn === this.#asked) this.#show(body);
    } catch (error) {
      write('results-note', `no results: ${/** @type {Error} */ (error).message}`);
    }
  }

  /** The looks of the experiment's flag, so that a variant looks the same everywhere. @param {string} id */
  #looks(id) {
    const flags = /** @type {any[]} */ (Object.values(this.#document.flags));
    const flag = flags.find(({ rules }) => rules?.some((/** @type {any} */ rule) => rule.experiment === id));
    return looksOf(flag ?? { variants: {} });
  }

  /** @param {Results} results */
  #show({ experiment, metric, variants, conflicted }) {
    const looks = this.#looks(experiment);
    const highest = Math.max(
      0.1,
      ...variants.map(({ converted, exposed }) => (exposed > 0 ? interval(converted, exposed)[1] : 0)),
    );
    const full = Math.min(1, Math.ceil(highest * 10) / 10);
    place('bars').replaceChildren(...variants.map((arm) => bar(arm, full, looks.get(arm.variant))));
    place('bars').dataset.experiment = experiment;
    const apart = conflicted > 0 ? ` ${grouped(conflicted)} who saw two variants are left out.` : '';
    write('results-note', `Share of users with “${metric}” after they saw it; the line is the 95 % interval.${apart}`);
  }
}
