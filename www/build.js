// Assembles the site: dist/ gets the page and the files of the package, and node_modules/burgee becomes a link to the package,
// so that the Worker imports it by name. Nothing is compiled here; wrangler bundles the Worker.
import { existsSync } from 'node:fs';
import { cp, lstat, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importMap } from './import-map.js';

const www = fileURLToPath(new URL('.', import.meta.url));
const SERVED = new Set(['.js', '.wasm', '.json']);

/** Headers of all files, which Cloudflare serves without the Worker. Nothing in a file may run when it is opened directly. */
const HEADERS = `/*
  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
`;

/**
 * @param {string} pkg the built package
 * @param {string} target the folder to copy to
 */
async function copyPackage(pkg, target) {
  await cp(pkg, target, {
    recursive: true,
    dereference: true,
    filter: async (path) => (await lstat(path)).isDirectory() || SERVED.has(extname(path)),
  });
}

/** @param {string} pkg */
async function linkPackage(pkg) {
  const link = join(www, 'node_modules', 'burgee');
  await mkdir(join(www, 'node_modules'), { recursive: true });
  await rm(link, { recursive: true, force: true });
  await symlink(pkg, link, 'junction');
}

/**
 * Inserts the shop twice: in its place, where the Worker keeps one variant of each part, and in a template, which the Worker
 * does not change.
 * @param {string} page
 */
async function writeShop(page) {
  const html = await readFile(page, 'utf8');
  const shop = await readFile(join(dirname(page), 'shop.html'), 'utf8');
  const filled = html
    .replace('<!-- shop.html -->\n', () => shop)
    .replace('<template id="shop-variants">', (start) => start + shop);
  if (filled.length !== html.length - '<!-- shop.html -->\n'.length + 2 * shop.length)
    throw new Error(`${page} must have a comment and a template for the shop`);
  await writeFile(page, filled);
}

/**
 * Without a bundler, a page needs an import map to find `burgee`; browsers accept only an inline one.
 * @param {string} pkg
 * @param {string} page
 */
async function writeImportMap(pkg, page) {
  const manifest = JSON.parse(await readFile(join(pkg, 'package.json'), 'utf8'));
  const map = importMap(manifest, '/burgee/', (file) => existsSync(join(pkg, file)));
  const html = await readFile(page, 'utf8');
  const filled = html.replace('<script type="importmap"></script>', () => {
    return `<script type="importmap">${JSON.stringify(map)}</script>`;
  });
  if (filled === html) throw new Error(`${page} must have an empty import map`);
  await writeFile(page, filled);
}

/**
 * @param {string} [pkg] the built package; `pkg/` of this repository by default
 * @returns {Promise<void>}
 */
export async function build(pkg = process.env.BURGEE_PKG ?? join(www, '..', 'pkg')) {
  const source = resolve(pkg);
  if (!existsSync(join(source, 'package.json'))) {
    throw new Error(`there is no package at ${source}: run \`cargo xtask build\` first`);
  }
  const dist = join(www, 'dist');
  await rm(dist, { recursive: true, force: true });
  await cp(join(www, 'page'), dist, { recursive: true });
  await copyPackage(source, join(dist, 'burgee'));
  await writeShop(join(dist, 'index.html'));
  await rm(join(dist, 'shop.html'));
  await writeFile(join(dist, '_headers'), HEADERS);
  await writeImportMap(source, join(dist, 'index.html'));
  await linkPackage(source);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await build();
