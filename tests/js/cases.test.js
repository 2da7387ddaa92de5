// The case files through the package, as it is used.
import { before } from 'node:test';
import { init } from '../../pkg/index.js';
import { testEveryCase } from './cases/verify.js';

before(() => init());
testEveryCase();
