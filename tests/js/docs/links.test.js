// Every relative link and anchor of the documentation leads somewhere.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { read } from '../support.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** A page without its blocks of code, where `](` and `#` mean something else. @param {string} page */
const prose = (page) => read(page).replace(/^```[\s\S]*?^```/gm, '');

/** The anchors of a page, as GitHub makes them of its headings. @param {string} page */
function anchorsOf(page) {
  const seen = new Map();
  return [...prose(page).matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = '']) => {
    const anchor = anchorOf(heading);
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
}

/** @param {string} heading */
function anchorOf(heading) {
  const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim();
  return text
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Mark}\p{Number}\p{Connector_Punctuation} -]/gu, '')
    .replaceAll(' ', '-');
}

/** The targets of a page's links and pictures that are in this repository. @param {string} page */
const linksOf = (page) =>
  [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target).filter((to) => !/^\w+:/.test(to));

/** What is wrong with a link, if anything. @param {string} page @param {string} target */
function problem(page, target) {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
  if (!existsSync(join(ROOT, file))) return `${target}: there is no file ${file}`;
  if (anchor === undefined) return undefined;
  if (!file.endsWith('.md')) return `${target}: only pages have anchors`;
  return anchorsOf(file).includes(anchor) ? undefined : `${target}: ${file} has no heading for #${anchor}`;
}

test('headings become the anchors that GitHub makes', () => {
  assert.equal(anchorOf('What is in it, and what `is not`?'), 'what-is-in-it-and-what-is-not');
  assert.equal(anchorOf('Burgee’s A/B test'), 'burgees-ab-test');
  assert.equal(anchorOf('The format `burgee/1`'), 'the-format-burgee1');
});

test('a broken link and a broken anchor are found', () => {
  assert.equal(problem('docs/README.md', 'no-such-page.md'), 'no-such-page.md: there is no file docs/no-such-page.md');
  assert.equal(problem('docs/README.md', '#nowhere'), '#nowhere: docs/README.md has no heading for #nowhere');
});

for (const page of PAGES) {
  test(`the links of ${page} lead somewhere`, () => {
    assert.deepEqual(
      linksOf(page)
        .map((target) => problem(page, target))
        .filter(Boolean),
      [],
    );
  });
}

test('the index links to every page', () => {
  const linked = new Set(linksOf('docs/README.md').map((target) => join('docs', target.split('#')[0] ?? '')));
  const pages = PAGES.filter((page) => page !== 'docs/README.md');
  assert.deepEqual(
    pages.filter((page) => !linked.has(page)),
    [],
  );
  assert.ok(pages.length >= 17, `${pages.length} pages`);
  assert.ok(statSync(join(ROOT, 'docs/README.md')).size > 0);
});
