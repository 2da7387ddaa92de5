// A page.
import { runAndReport } from './run.js';

await runAndReport(new URL('/', location.href).href);
