// The results that the Worker counts: for each variant a bar with the conversion rate and its confidence interval.
import { percentText } from './decision-text.js';
import { byId, fillSelect, grouped, make, place, write } from './dom.js';
import { icon, stylesOf } from './variant-styles.js';

/** @typedef {{ variant: string, exposed: number, converted: number, rate: number | null, count: number, sum: number }} Arm */
/** @typedef {{ experiment: string, metric: string, variants: Arm[], conflicted: number }} Results */

/**
 * Wilson's score interval at 95 %, which holds for small numbers too.
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
 * @param {number} fullRate the rate at the right end of the bars
 * @param {import('./variant-styles.js').VariantStyle | undefined} style
 */
function bar({ variant, exposed, converted, rate, sum }, fullRate, style) {
  const [low, high] = interval(converted, exposed);
  const fill = make('span', { class: 'fill' });
  const intervalLine = make('span', { class: 'interval' });
  const width = (/** @type {number} */ part) => `${Math.min(100, (part / fullRate) * 100)}%`;
  fill.style.width = width(rate ?? 0);
  if (style) fill.style.background = `var(${style.colour})`;
  intervalLine.style.left = width(low);
  intervalLine.style.width = exposed > 0 ? width(high - low) : '0';
  const range = exposed > 0 ? `${percentText(low)} to ${percentText(high)}` : 'no users yet';
  return make(
    'li',
    { 'data-variant': variant, 'data-exposed': String(exposed), 'data-converted': String(converted) },
    make('span', { class: 'name' }, icon(style), variant),
    make('b', { class: 'rate' }, rate === null ? '–' : percentText(rate)),
    make('span', { class: 'bar', 'aria-hidden': 'true' }, fill, intervalLine),
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
  #requests = 0;
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

  /** Once for all calls within 200 ms. */
  refreshSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), 200);
  }

  async refresh() {
    const id = this.select.value;
    const request = ++this.#requests;
    write('hypothesis', this.#document.experiments?.[id]?.hypothesis ?? '\u00a0');
    place('link-results').setAttribute('href', `/api/v1/experiments/${encodeURIComponent(id)}/results`);
    try {
      const response = await fetch(`/api/v1/experiments/${encodeURIComponent(id)}/results`);
      const body = await response.json();
      if (!response.ok) throw new Error(body.error);
      if (request === this.#requests) this.#show(body);
    } catch (error) {
      write('results-note', `no results: ${/** @type {Error} */ (error).message}`);
    }
  }

  /** The styles of the experiment's flag, so that a variant looks the same everywhere. @param {string} id */
  #styles(id) {
    const flags = /** @type {any[]} */ (Object.values(this.#document.flags));
    const flag = flags.find(({ rules }) => rules?.some((/** @type {any} */ rule) => rule.experiment === id));
    return stylesOf(flag ?? { variants: {} });
  }

  /** @param {Results} results */
  #show({ experiment, metric, variants, conflicted }) {
    const styles = this.#styles(experiment);
    const highest = Math.max(
      0.1,
      ...variants.map(({ converted, exposed }) => (exposed > 0 ? interval(converted, exposed)[1] : 0)),
    );
    const fullRate = Math.min(1, Math.ceil(highest * 10) / 10);
    place('bars').replaceChildren(...variants.map((arm) => bar(arm, fullRate, styles.get(arm.variant))));
    place('bars').dataset.experiment = experiment;
    const excluded = conflicted > 0 ? ` ${grouped(conflicted)} users saw two variants and are excluded.` : '';
    write(
      'results-note',
      `Share of users with “${metric}” after their first exposure; the line is the 95 % confidence interval.${excluded}`,
    );
  }
}
