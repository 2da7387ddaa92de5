// The canvas of the crowd: a shape for each user, and one user under the pointer or the arrow keys.
import { pathOf } from './looks.js';

/** @import { Look } from './looks.js' */

/** How long a user who joined stands out, in ms. */
const POP = 500;
const calm = matchMedia('(prefers-reduced-motion: reduce)');

export class Dots {
  /** @type {(Look | undefined)[]} */
  #looks = [];
  /** When each user last changed. @type {Map<number, number>} */
  #changed = new Map();
  #chosen = -1;
  #frame = 0;
  #columns = 1;
  #cell = 1;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {(index: number) => void} choose called with the user that is pointed at
   */
  constructor(canvas, choose) {
    this.canvas = canvas;
    this.choose = choose;
    canvas.addEventListener('pointermove', (event) => this.#point(event));
    canvas.addEventListener('pointerdown', (event) => this.#point(event));
    canvas.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.#draw()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
  }

  /**
   * @param {(Look | undefined)[]} looks one for each user
   * @param {number[]} changed those to point out
   */
  show(looks, changed) {
    this.#looks = looks;
    const now = performance.now();
    for (const index of calm.matches ? [] : changed) this.#changed.set(index, now);
    this.#draw();
  }

  /** @param {PointerEvent} event */
  #point({ offsetX, offsetY }) {
    const column = Math.floor(offsetX / this.#cell);
    const index = Math.floor(offsetY / this.#cell) * this.#columns + column;
    if (column < this.#columns) this.#select(index);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const last = this.#looks.length - 1;
    const at = Math.max(this.#chosen, 0);
    const targets = new Map([
      ['ArrowLeft', at - 1],
      ['ArrowRight', at + 1],
      ['ArrowUp', at - this.#columns],
      ['ArrowDown', at + this.#columns],
      ['Home', 0],
      ['End', last],
    ]);
    const target = targets.get(event.key);
    if (target === undefined) return;
    event.preventDefault();
    this.#select(this.#chosen < 0 ? 0 : Math.min(Math.max(target, 0), last));
  }

  /** @param {number} index */
  #select(index) {
    if (index === this.#chosen || !(index in this.#looks)) return;
    this.#chosen = index;
    this.choose(index);
    this.#draw();
  }

  /** Once for each frame, however often it is asked. */
  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame((now) => this.#paint(now));
  }

  #measure() {
    const { canvas } = this;
    const { width, height } = canvas.getBoundingClientRect();
    const scale = devicePixelRatio;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    this.#columns = width > height ? 40 : 25;
    this.#cell = width / this.#columns;
    return scale;
  }

  /** @param {number} now */
  #paint(now) {
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const scale = this.#measure() * this.#cell;
    const style = getComputedStyle(this.canvas);
    const colours = new Map();
    for (const [index, look] of this.#looks.entries()) {
      if (!look) continue;
      if (!colours.has(look))
        colours.set(look, { fill: style.getPropertyValue(look.colour), path: new Path2D(pathOf(look)) });
      const { fill, path } = colours.get(look);
      const radius = scale * 0.32 * this.#size(index, now);
      context.setTransform(
        radius,
        0,
        0,
        radius,
        ((index % this.#columns) + 0.5) * scale,
        (Math.floor(index / this.#columns) + 0.5) * scale,
      );
      context.fillStyle = fill;
      context.fill(path, 'evenodd');
    }
    this.#mark(context, scale, style.getPropertyValue('--ink'));
    if (this.#changed.size > 0) this.#draw();
  }

  /**
   * A user who just joined grows and comes back.
   * @param {number} index
   * @param {number} now
   */
  #size(index, now) {
    const since = this.#changed.get(index);
    if (since === undefined) return 1;
    const part = Math.max(0, now - since) / POP;
    if (part >= 1) this.#changed.delete(index);
    return 1 + 0.45 * Math.sin(Math.PI * Math.min(part, 1));
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} scale
   * @param {string} colour
   */
  #mark(context, scale, colour) {
    if (this.#chosen < 0) return;
    const x = this.#chosen % this.#columns;
    const y = Math.floor(this.#chosen / this.#columns);
    context.setTransform(scale, 0, 0, scale, x * scale, y * scale);
    context.lineWidth = 0.09;
    context.strokeStyle = colour;
    context.strokeRect(0.06, 0.06, 0.88, 0.88);
  }
}
