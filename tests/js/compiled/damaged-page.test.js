// Damaged compiled snapshots, by the part of the core that pages load.
import { readFileSync } from 'node:fs';
import { before } from 'node:test';
import { testDamaged } from './damaged.js';
import { initSync } from '../../../pkg/index.js';

before(() => initSync(new WebAssembly.Module(readFileSync(new URL('../../../pkg/page.wasm', import.meta.url)))));
testDamaged();
