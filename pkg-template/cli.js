#!/usr/bin/env node
/** `npx burgee`: checks, evaluates and changes a snapshot file, from a terminal or in CI. */
import { main } from './cli/main.js';

process.exitCode = await main(process.argv.slice(2));
