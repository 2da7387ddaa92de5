#!/usr/bin/env node
/** `npx burgee`: a snapshot's file checked, asked and changed from a terminal or in CI. */
import { main } from './cli/main.js';

process.exitCode = await main(process.argv.slice(2));
