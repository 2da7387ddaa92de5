/** Draws the results. Readable on a phone, in light and in dark mode. */
import { ns } from './figures.js';
import { median } from './tables.js';

const WIDTH = 360,
  ROW = 22,
  LABEL = 142,
  RIGHT = 58;
const PANELS = [
  { title: 'A page reads a flag', measure: 'page', own: 'burgee-client' },
  { title: 'A new user at the edge, one flag', measure: 'fresh', own: 'burgee' },
  { title: 'All 1,000 flags of a new user', measure: 'all', own: 'burgee' },
];
const STYLE = `
  text { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328 }
  .title { font-weight: 600; font-size: 13px }
  .note { font-size: 11px; fill: #59636e }
  rect { fill: #afb8c1 } .own { fill: #c2410c } text.own { fill: #9a3412; font-weight: 600 } .floor { fill: #d8dee4 }
  text.floor { fill: #59636e }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .note, text.floor { fill: #9198a1 } rect { fill: #59636e } .own { fill: #fb923c } text.own { fill: #fdba74 } rect.floor { fill: #3d444d }
  }`;

/** @param {any} results of run.js */
export function picture(results) {
  let y = 20;
  const parts = PANELS.map((panel) => {
    const bars = barsOf(results, panel);
    const most = Math.log10(bars[bars.length - 1].value),
      least = Math.log10(bars[0].value) - 0.3;
    const title = `<text class="title" x="8" y="${y}">${panel.title}</text>`;
    const drawn = bars.map((bar, nth) =>
      draw(bar, y + 10 + nth * ROW, (Math.log10(bar.value) - least) / (most - least)),
    );
    y += 10 + bars.length * ROW + 26;
    return [title, ...drawn].join('\n');
  });
  const note = `<text class="note" x="8" y="${y - 6}">medians, on a logarithmic scale</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 4}" role="img" aria-label="Times of Burgee and its peers">
<style>${STYLE}</style>
${parts.join('\n')}
${note}
</svg>
`;
}

/** Sorted, the fastest first. @param {any} results @param {typeof PANELS[number]} panel */
function barsOf(results, { measure, own }) {
  const names = Object.keys(results.measures[measure]).filter(
    (name) => results.peers[name].role !== 'itself' || name === own,
  );
  const bars = names.map((name) => ({ ...results.peers[name], value: Number(median(results, measure, name)) }));
  return bars.sort((a, b) => a.value - b.value);
}

/** @param {{ name: string, role: string, value: number }} bar @param {number} y @param {number} part the width, from 0 to 1 */
function draw({ name, role, value }, y, part) {
  const kind = role === 'itself' ? ' class="own"' : role === 'floor' ? ' class="floor"' : '';
  const width = Math.max(2, Math.round(part * (WIDTH - LABEL - RIGHT - 8)));
  return [
    `<text${kind} x="${LABEL}" y="${y + 12}" text-anchor="end">${name.replace('hand-written JavaScript', 'hand-written')}</text>`,
    `<rect${kind} x="${LABEL + 6}" y="${y + 2}" width="${width}" height="13" rx="2"/>`,
    `<text${kind} x="${LABEL + 10 + width}" y="${y + 12}">${ns(value)}</text>`,
  ].join('');
}
