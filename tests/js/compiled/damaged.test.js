// Damaged compiled snapshots, by the whole core.
import { before } from 'node:test';
import { testDamaged } from './damaged.js';
import { init } from '../../../pkg/index.js';

before(() => init());
testDamaged();
