// The colour and the shape of each variant. The shape alone tells variants apart; colours are CSS variables.

/** @typedef {{ shape: keyof typeof PATHS, colour: string }} VariantStyle */

/** SVG paths in a box from -1 to 1. */
const PATHS = {
  circle: 'M-1 0A1 1 0 1 1 1 0A1 1 0 1 1 -1 0Z',
  ring: 'M-1 0A1 1 0 1 1 1 0A1 1 0 1 1 -1 0ZM-.55 0A.55 .55 0 1 0 .55 0A.55 .55 0 1 0 -.55 0Z',
  square: 'M-.88-.88H.88V.88H-.88Z',
  triangle: 'M0-1.1L1.08 .82H-1.08Z',
  diamond: 'M0-1.2L1.2 0L0 1.2L-1.2 0Z',
};

/** @type {VariantStyle[]} */
const STYLES = [
  { shape: 'circle', colour: '--variant-1' },
  { shape: 'square', colour: '--variant-2' },
  { shape: 'triangle', colour: '--variant-3' },
  { shape: 'diamond', colour: '--variant-4' },
];
/** For a variant with the value `false`, and for no variant. @type {VariantStyle} */
const OFF = { shape: 'ring', colour: '--variant-off' };

/** @param {VariantStyle} style */
export const pathOf = (style) => PATHS[style.shape];

/**
 * The styles of a flag's variants by name, in the order of the snapshot.
 * @param {{ variants: { [name: string]: unknown } }} flag
 * @returns {Map<string, VariantStyle>}
 */
export function stylesOf(flag) {
  let next = 0;
  return new Map(
    Object.entries(flag.variants).map(([name, value]) => {
      return [name, value === false ? OFF : (STYLES[next++ % STYLES.length] ?? OFF)];
    }),
  );
}

/**
 * @param {VariantStyle | undefined} style
 * @returns {SVGElement}
 */
export function icon(style = OFF) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '-1.3 -1.3 2.6 2.6');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', pathOf(style));
  path.style.fill = `var(${style.colour})`;
  svg.append(path);
  return svg;
}
