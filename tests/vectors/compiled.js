// Writes compiled.json: the snapshot of tests/cases/every-part.json as the package compiles it.
import { readFileSync, writeFileSync } from 'node:fs';
import { compile, init } from '../../pkg/index.js';

const here = (/** @type {string} */ path) => new URL(path, import.meta.url);

await init();
const { snapshot } = JSON.parse(readFileSync(here('../cases/every-part.json'), 'utf8'));
writeFileSync(here('compiled.json'), `${compile(JSON.stringify(snapshot))}\n`);
