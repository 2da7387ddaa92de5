// In a page that has the plain core in its bundle.
import { initSync } from 'burgee';
import { plain } from 'burgee/plain';
import { tell } from './visit.js';

initSync(plain);
await tell(new URL('/', location.href).href);
