// Writes `docs/faults.md`: `node tests/visits/faults/write.js`.
import { writeFileSync } from 'node:fs';
import { document } from './document.js';

writeFileSync(new URL('../../../docs/faults.md', import.meta.url), document());
