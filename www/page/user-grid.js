// A canvas with one shape for each user, of which one is selected by pointer or arrow keys.
import { pathOf } from './variant-styles.js';

/** @import { VariantStyle } from './variant-styles.js' */

/** How long the animation of a changed user takes, in ms. */
const ANIMATION = 500;
const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

export class UserGrid {
  /** @type {(VariantStyle | undefined)[]} */
  #styles = [];
  /** When the animation of each changed user began. @type {Map<number, number>} */
  #changed = new Map();
  #selected = -1;
  #frame = 0;
  #columns = 1;
  #cell = 1;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {(index: number) => void} onSelect
   */
  constructor(canvas, onSelect) {
    this.canvas = canvas;
    this.onSelect = onSelect;
    canvas.addEventListener('pointermove', (event) => this.#selectAt(event));
    canvas.addEventListener('pointerdown', (event) => this.#selectAt(event));
    canvas.addEventListener('keydown', (event) => this.#selectByKey(event));
    new ResizeObserver(() => this.#draw()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
  }

  /**
   * @param {(VariantStyle | undefined)[]} styles one for each user
   * @param {number[]} changed indices of users to animate
   */
  show(styles, changed) {
    this.#styles = styles;
    const now = performance.now();
    for (const index of reducedMotion.matches ? [] : changed) this.#changed.set(index, now);
    this.#draw();
  }

  /** @param {PointerEvent} event */
  #selectAt({ offsetX, offsetY }) {
    const column = Math.floor(offsetX / this.#cell);
    const index = Math.floor(offsetY / this.#cell) * this.#columns + column;
    if (column < this.#columns) this.#select(index);
  }

  /** @param {KeyboardEvent} event */
  #selectByKey(event) {
    const last = this.#styles.length - 1;
    const at = Math.max(this.#selected, 0);
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
    this.#select(this.#selected < 0 ? 0 : Math.min(Math.max(target, 0), last));
  }

  /** @param {number} index */
  #select(index) {
    if (index === this.#selected || !(index in this.#styles)) return;
    this.#selected = index;
    this.onSelect(index);
    this.#draw();
  }

  /** At most once for each frame. */
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
    const css = getComputedStyle(this.canvas);
    const shapes = new Map();
    for (const [index, variant] of this.#styles.entries()) {
      if (!variant) continue;
      if (!shapes.has(variant))
        shapes.set(variant, { fill: css.getPropertyValue(variant.colour), path: new Path2D(pathOf(variant)) });
      const { fill, path } = shapes.get(variant);
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
    this.#outlineSelected(context, scale, css.getPropertyValue('--ink'));
    if (this.#changed.size > 0) this.#draw();
  }

  /**
   * A changed user grows and shrinks back: the size as a factor.
   * @param {number} index
   * @param {number} now
   */
  #size(index, now) {
    const since = this.#changed.get(index);
    if (since === undefined) return 1;
    const part = Math.max(0, now - since) / ANIMATION;
    if (part >= 1) this.#changed.delete(index);
    return 1 + 0.45 * Math.sin(Math.PI * Math.min(part, 1));
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} scale
   * @param {string} colour
   */
  #outlineSelected(context, scale, colour) {
    if (this.#selected < 0) return;
    const x = this.#selected % this.#columns;
    const y = Math.floor(this.#selected / this.#columns);
    context.setTransform(scale, 0, 0, scale, x * scale, y * scale);
    context.lineWidth = 0.09;
    context.strokeStyle = colour;
    context.strokeRect(0.06, 0.06, 0.88, 0.88);
  }
}
