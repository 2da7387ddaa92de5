// How a variant looks: a colour and a shape, so that nobody has to tell colours apart. Colours are CSS variables.

/** @typedef {{ shape: keyof typeof PATHS, colour: string }} Look */

/** Each in a box from -1 to 1. */
const PATHS = {
  circle: 'M-1 0A1 1 0 1 1 1 0A1 1 0 1 1 -1 0Z',
  ring: 'M-1 0A1 1 0 1 1 1 0A1 1 0 1 1 -1 0ZM-.55 0A.55 .55 0 1 0 .55 0A.55 .55 0 1 0 -.55 0Z',
  square: 'M-.88-.88H.88V.88H-.88Z',
  triangle: 'M0-1.1L1.08 .82H-1.08Z',
  diamond: 'M0-1.2L1.2 0L0 1.2L-1.2 0Z',
};

/** @type {Look[]} */
const LOOKS = [
  { shape: 'circle', colour: '--variant-1' },
  { shape: 'square', colour: '--variant-2' },
  { shape: 'triangle', colour: '--variant-3' },
  { shape: 'diamond', colour: '--variant-4' },
];
/** @type {Look} */
const NOTHING = { shape: 'ring', colour: '--variant-off' };

/** @param {Look} look */
export const pathOf = (look) => PATHS[look.shape];

/**
 * The looks of a flag's variants by name, in the author's order; `false` is an empty ring.
 * @param {{ variants: { [name: string]: unknown } }} flag
 * @returns {Map<string, Look>}
 */
export function looksOf(flag) {
  let next = 0;
  return new Map(
    Object.entries(flag.variants).map(([name, value]) => {
      return [name, value === false ? NOTHING : (LOOKS[next++ % LOOKS.length] ?? NOTHING)];
    }),
  );
}

/**
 * @param {Look | undefined} look
 * @returns {SVGElement}
 */
export function icon(look = NOTHING) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '-1.3 -1.3 2.6 2.6');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', pathOf(look));
  path.style.fill = `var(${look.colour})`;
  svg.append(path);
  return svg;
}
