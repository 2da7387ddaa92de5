// A page with the plain core in its bundle.
import { initSync } from 'burgee';
import { plain } from 'burgee/plain';
import { runAndReport } from './run.js';

initSync(plain);
await runAndReport(new URL('/', location.href).href);
