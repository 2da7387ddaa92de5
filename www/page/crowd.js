// A thousand users under one flag, and what a slider does to them. Nothing here is sent: it is a copy of the snapshot.
import { Evaluator } from 'burgee';
import { crowdUsers } from './crowd-users.js';
import { byId, fillSelect, grouped, make, place, write } from './dom.js';
import { Dots } from './dots.js';
import { dialOf, withPercent } from './edit.js';
import { icon, looksOf } from './looks.js';
import { because, percent } from './words.js';

/** @import { Details } from 'burgee' */
/** @import { Dial } from './edit.js' */

const users = crowdUsers();

export class Crowd {
  /** @type {any} */
  #document;
  /** @type {Evaluator | undefined} */
  #evaluator;
  /** What each user got last. @type {Details[]} */
  #decisions = [];
  /** What each user gets by the published snapshot. @type {(string | undefined)[]} */
  #published = [];
  /** @type {Dial | undefined} */
  #dial;

  constructor() {
    this.canvas = byId('dots', HTMLCanvasElement);
    this.flag = byId('crowd-flag', HTMLSelectElement);
    this.slider = byId('percent', HTMLInputElement);
    this.dots = new Dots(this.canvas, (index) => this.#inspect(index));
    this.flag.addEventListener('change', () => this.#start());
    this.slider.addEventListener('input', () => this.#turn(Number(this.slider.value)));
    byId('percent-reset', HTMLButtonElement).addEventListener('click', () => this.#start());
  }

  /** @param {any} document a new snapshot */
  use(document) {
    this.#document = document;
    fillSelect(this.flag, Object.keys(document.flags));
    this.#start();
  }

  /** The flag as it is published. */
  #start() {
    this.#dial = dialOf(this.#document, this.flag.value);
    this.#showDial();
    this.#evaluate(JSON.stringify(this.#document));
    this.#published = this.#decisions.map(({ variant }) => variant);
    this.#show([]);
  }

  #showDial() {
    const dial = this.#dial;
    const label = dial?.kind === 'split' ? `Share of ${dial.variant}` : 'Rollout';
    this.slider.disabled = !dial;
    this.slider.value = String(dial?.percent ?? 0);
    byId('percent-reset', HTMLButtonElement).disabled = !dial;
    write('percent-label', label);
    write('joined-label', dial?.kind === 'split' ? `joined ${dial.variant}` : 'joined');
    write('left-label', dial?.kind === 'split' ? `left ${dial.variant}` : 'left');
    write('percent-note', dial ? `published: ${dial.percent} %` : 'names its users: nothing to roll out');
  }

  /** @param {number} share */
  #turn(share) {
    const before = this.#decisions.map(({ variant }) => variant);
    this.#evaluate(withPercent(this.#document, this.flag.value, share));
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

  /** @param {number[]} changed */
  #show(changed) {
    const looks = looksOf(this.#document.flags[this.flag.value]);
    this.dots.show(
      this.#decisions.map(({ variant }) => looks.get(variant ?? '')),
      changed,
    );
    const counts = new Map([...looks.keys()].map((name) => [name, 0]));
    for (const { variant } of this.#decisions)
      if (variant !== undefined) counts.set(variant, (counts.get(variant) ?? 0) + 1);
    this.#legend(counts, looks);
    this.#moves();
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
   * @param {ReturnType<typeof looksOf>} looks
   */
  #legend(counts, looks) {
    place('legend').replaceChildren(
      ...[...counts].map(([name, count]) =>
        make(
          'li',
          { 'data-variant': name },
          icon(looks.get(name)),
          make('span', { class: 'name' }, name),
          make('b', {}, grouped(count)),
          make('span', { class: 'share' }, percent(count / users.length)),
        ),
      ),
    );
  }

  /** Who has the dial's variant now and did not by the published snapshot, and the other way round. */
  #moves() {
    const wanted = this.#dial?.variant;
    let joined = 0;
    let left = 0;
    for (const [index, { variant }] of this.#decisions.entries()) {
      const before = this.#published[index];
      if (variant === wanted && before !== wanted && before !== undefined) joined++;
      if (variant !== wanted && before === wanted) left++;
    }
    write('percent-value', this.#dial ? `${this.slider.value} %` : '–');
    write('joined', this.#dial ? grouped(joined) : '–');
    write('left', this.#dial ? grouped(left) : '–');
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
      `${targetingKey} · ${email} · ${tier} · ${country} → ${details.variant ?? 'none'}: ${because(details)}`,
    );
  }
}
