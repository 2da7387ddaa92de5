// A thousand users, one flag, and a slider for its rollout. It edits a copy of the snapshot: nothing is sent.
import { Evaluator } from 'burgee';
import { percentText, reasonText } from './decision-text.js';
import { byId, fillSelect, grouped, make, place, write } from './dom.js';
import { shareOf, withShare } from './rollout-edit.js';
import { sampleUsers } from './sample-users.js';
import { UserGrid } from './user-grid.js';
import { icon, stylesOf } from './variant-styles.js';

/** @import { Details } from 'burgee' */
/** @import { Share } from './rollout-edit.js' */

const users = sampleUsers();

export class RolloutPanel {
  /** @type {any} */
  #document;
  /** @type {Evaluator | undefined} */
  #evaluator;
  /** By user. @type {Details[]} */
  #decisions = [];
  /** The variant of each user in the published snapshot. @type {(string | undefined)[]} */
  #published = [];
  /** @type {Share | undefined} */
  #share;

  constructor() {
    this.canvas = byId('user-grid', HTMLCanvasElement);
    this.flag = byId('rollout-flag', HTMLSelectElement);
    this.slider = byId('percent', HTMLInputElement);
    this.grid = new UserGrid(this.canvas, (index) => this.#inspect(index));
    this.flag.addEventListener('change', () => this.#reset());
    this.slider.addEventListener('input', () => this.#setShare(Number(this.slider.value)));
    byId('percent-reset', HTMLButtonElement).addEventListener('click', () => this.#reset());
  }

  /** @param {any} document a new snapshot */
  use(document) {
    this.#document = document;
    fillSelect(this.flag, Object.keys(document.flags));
    this.#reset();
  }

  /** Shows the flag as it is published. */
  #reset() {
    this.#share = shareOf(this.#document, this.flag.value);
    this.#showSlider();
    this.#evaluate(JSON.stringify(this.#document));
    this.#published = this.#decisions.map(({ variant }) => variant);
    this.#show([]);
  }

  #showSlider() {
    const share = this.#share;
    const ofVariant = share?.kind === 'split' ? ` ${share.variant}` : '';
    this.slider.disabled = !share;
    this.slider.value = String(share?.percent ?? 0);
    byId('percent-reset', HTMLButtonElement).disabled = !share;
    write('percent-label', ofVariant ? `Share of${ofVariant}` : 'Rollout');
    write('joined-label', `joined${ofVariant}`);
    write('left-label', `left${ofVariant}`);
    write('percent-note', share ? `published: ${share.percent} %` : 'this flag lists its users: it has no rollout');
  }

  /** @param {number} percent */
  #setShare(percent) {
    const before = this.#decisions.map(({ variant }) => variant);
    this.#evaluate(withShare(this.#document, this.flag.value, percent));
    this.#show(this.#decisions.flatMap(({ variant }, index) => (variant === before[index] ? [] : [index])));
  }

  /** @param {string} snapshot */
  #evaluate(snapshot) {
    if (this.#evaluator) this.#evaluator.replace(snapshot);
    else this.#evaluator = new Evaluator(snapshot);
    const { value: key } = this.flag;
    const evaluator = this.#evaluator;
    const now = Date.now();
    this.#decisions = users.map((user) => evaluator.context(user, { now }).details(key));
  }

  /** @param {number[]} changed indices of users */
  #show(changed) {
    const styles = stylesOf(this.#document.flags[this.flag.value]);
    this.grid.show(
      this.#decisions.map(({ variant }) => styles.get(variant ?? '')),
      changed,
    );
    const counts = new Map([...styles.keys()].map((name) => [name, 0]));
    for (const { variant } of this.#decisions)
      if (variant !== undefined) counts.set(variant, (counts.get(variant) ?? 0) + 1);
    this.#showLegend(counts, styles);
    this.#showMoves();
    Object.assign(this.canvas.dataset, {
      flag: this.flag.value,
      percent: this.slider.value,
      counts: JSON.stringify(Object.fromEntries(counts)),
    });
    const summary = [...counts].map(([name, count]) => `${grouped(count)} ${name}`).join(', ');
    this.canvas.setAttribute('aria-label', `${grouped(users.length)} users under ${this.flag.value}: ${summary}`);
  }

  /**
   * @param {Map<string, number>} counts
   * @param {ReturnType<typeof stylesOf>} styles
   */
  #showLegend(counts, styles) {
    place('legend').replaceChildren(
      ...[...counts].map(([name, count]) =>
        make(
          'li',
          { 'data-variant': name },
          icon(styles.get(name)),
          make('span', { class: 'name' }, name),
          make('b', {}, grouped(count)),
          make('span', { class: 'share' }, percentText(count / users.length)),
        ),
      ),
    );
  }

  /** Counts the users who joined and left the slider's variant, compared with the published snapshot. */
  #showMoves() {
    const shared = this.#share?.variant;
    let joined = 0;
    let left = 0;
    for (const [index, { variant }] of this.#decisions.entries()) {
      const before = this.#published[index];
      if (variant === shared && before !== shared && before !== undefined) joined++;
      if (variant !== shared && before === shared) left++;
    }
    write('percent-value', this.#share ? `${this.slider.value} %` : '–');
    write('joined', this.#share ? grouped(joined) : '–');
    write('left', this.#share ? grouped(left) : '–');
    Object.assign(this.canvas.dataset, { joined: String(joined), left: String(left) });
  }

  /** @param {number} index */
  #inspect(index) {
    const user = users[index];
    const details = this.#decisions[index];
    if (!user || !details) return;
    const { targetingKey, email, tier, country } = user;
    write(
      'inspect',
      `${targetingKey} · ${email} · ${tier} · ${country} → ${details.variant ?? 'none'}: ${reasonText(details)}`,
    );
  }
}
